-- Visits and calls at customers, newest first.
--
-- grain   one row per visit_id up to as_of
-- units   satisfaction 1–5; next_follow_up_is_missed = the day is over and no later
-- visit
-- came by then
-- reads   visits, chosen_customers, rep_names
-- $as_of  date, the day the report speaks for
with
    known as (
        select
            v.visit_id,
            v.customer_id,
            c.customer_name,
            v.rep_id,
            v.visited_at,
            v.channel,
            v.contact_level,
            v.purpose,
            v.done,
            v.problem,
            v.next_step,
            v.feedback,
            v.satisfaction,
            v.next_follow_up_on,
            lead(v.visited_at) over (
                partition by v.customer_id order by v.visited_at, v.visit_id
            ) as next_visited_at
        from visits as v
        inner join chosen_customers as c on c.customer_id = v.customer_id
        where v.visited_at < cast(cast($as_of as date) + 1 as timestamp)
    )

select
    k.visit_id,
    k.customer_id,
    k.customer_name,
    k.rep_id,
    coalesce(r.rep_name, k.rep_id) as rep_name,
    k.visited_at,
    k.channel,
    k.contact_level,
    k.purpose,
    k.done,
    k.problem,
    k.next_step,
    k.feedback,
    k.satisfaction,
    k.next_follow_up_on,
    coalesce(
        k.next_follow_up_on < $as_of
        and (
            k.next_visited_at is null
            or cast(k.next_visited_at as date) > k.next_follow_up_on
        ),
        false
    ) as next_follow_up_is_missed
from known as k
left join rep_names as r on r.rep_id = k.rep_id
order by k.visited_at desc, k.visit_id
