-- What customers told us on visits and nobody handled in time.
--
-- Due is feedback_due_on, else the visit + 3 working days. Late: handled after that
-- day, or not handled and the day is over. A visit to a prospect, who is no customer
-- yet, counts where the filter leaves what belongs to no customer, under its rep.
--
-- grain   one row per visit_id with feedback that is late or still to be handled
-- units   late_days days after the due day, 0 = still in time
-- reads   visits, chosen_customers, without_customer, calendar, rep_names
-- $as_of    date, the day the report speaks for
-- $rep_ids  text[]?, the rep who visited a prospect; '' = none
with
    fed_back as (
        select
            v.visit_id,
            v.customer_id,
            n.customer_name,
            n.region,
            v.rep_id,
            cast(v.visited_at as date) as visited_on,
            v.about,
            v.feedback,
            v.feedback_due_on,
            case
                when v.feedback_handled_at < cast(cast($as_of as date) + 1 as timestamp)
                then cast(v.feedback_handled_at as date)
            end as handled_on
        from visits as v
        left join chosen_customers as n on n.customer_id = v.customer_id
        left join without_customer as w on v.customer_id is null
        where
            (
                n.customer_id is not null
                or (
                    w.is_left
                    and (
                        $rep_ids is null
                        or list_contains(
                            cast($rep_ids as varchar[]), coalesce(v.rep_id, '')
                        )
                    )
                )
            )
            and v.feedback is not null
            and v.visited_at < cast(cast($as_of as date) + 1 as timestamp)
    ),

    dated as (
        select
            f.visit_id,
            f.customer_id,
            f.customer_name,
            f.region,
            f.rep_id,
            f.visited_on,
            f.about,
            f.feedback,
            coalesce(f.feedback_due_on, t.day) as due_on,
            f.feedback_due_on is null as due_is_assumed,
            f.handled_on
        from fed_back as f
        left join calendar as c on c.day = f.visited_on
        left join
            calendar as t
            on t.is_working_day
            and t.working_days_before
            = c.working_days_before + case when c.is_working_day then 3 else 2 end
    )

select
    d.visit_id,
    d.customer_id,
    d.customer_name,
    d.region,
    d.rep_id,
    coalesce(r.rep_name, d.rep_id) as rep_name,
    d.visited_on,
    d.about,
    d.feedback,
    d.due_on,
    d.due_is_assumed,
    d.handled_on,
    coalesce(d.handled_on, cast($as_of as date)) > d.due_on as is_late,
    greatest(
        date_diff('day', d.due_on, coalesce(d.handled_on, cast($as_of as date))), 0
    ) as late_days
from dated as d
left join rep_names as r on r.rep_id = d.rep_id
where d.handled_on is null or d.handled_on > d.due_on
order by late_days desc, d.visit_id
