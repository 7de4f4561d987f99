-- Health, follow-up: what we said we would do and did, in 90 days.
--
-- Due are the next follow-up of each visit (kept: a visit after it by that day), and of
-- each opportunity the second visit by day 15 and the judgement by day 30 of its cycle.
--
-- grain   one row per customer_id with something due
-- units   points 0–100 = kept ÷ due; reason name=value pairs separated by ;
-- reads   visits, opportunity_cycles, chosen_customers
-- $as_of  date, the day the report speaks for
with
    talks as (
        select
            v.visit_id,
            v.customer_id,
            v.opportunity_id,
            v.visited_at,
            cast(v.visited_at as date) as visited_on,
            v.next_follow_up_on
        from visits as v
        inner join chosen_customers as c on c.customer_id = v.customer_id
        where cast(v.visited_at as date) <= $as_of
    ),

    follow_ups as (
        select
            t.customer_id,
            t.next_follow_up_on as due_on,
            max(case when n.visit_id is null then 0 else 1 end) as is_kept
        from talks as t
        left join
            talks as n
            on n.customer_id = t.customer_id
            and n.visited_at > t.visited_at
            and n.visited_on <= t.next_follow_up_on
        where
            t.next_follow_up_on <= $as_of
            and t.next_follow_up_on > cast($as_of as date) - 90
        group by t.customer_id, t.visit_id, t.next_follow_up_on
    ),

    cycles as (
        select y.*
        from opportunity_cycles as y
        inner join chosen_customers as c on c.customer_id = y.customer_id
    ),

    marks as (
        select
            y.customer_id,
            y.started_on + 15 as due_on,
            case when count(t.visit_id) >= 2 then 1 else 0 end as is_kept
        from cycles as y
        left join
            talks as t
            on t.opportunity_id = y.opportunity_id
            and t.visited_on between y.started_on and y.started_on + 15
        where y.started_on + 15 <= y.until_on
        group by y.customer_id, y.opportunity_id, y.started_on
        union all
        select
            customer_id,
            started_on + 30 as due_on,
            case when judged_on <= started_on + 30 then 1 else 0 end as is_kept
        from cycles
        where judged_on is not null or started_on + 30 <= until_on
    ),

    due as (
        select customer_id, due_on, is_kept
        from follow_ups
        union all
        select customer_id, due_on, is_kept
        from marks
    ),

    tallied as (
        select customer_id, count(*) as due_count, sum(is_kept) as kept_count
        from due
        where
            -- today's mark may still be kept
            (due_on < $as_of or (due_on = $as_of and is_kept = 1))
            and due_on > cast($as_of as date) - 90
        group by customer_id
    )

select
    customer_id,
    due_count,
    kept_count,
    100 * cast(kept_count as double) / nullif(due_count, 0) as points,
    'kept='
    || cast(kept_count as varchar)
    || ';due='
    || cast(due_count as varchar) as reason
from tallied
