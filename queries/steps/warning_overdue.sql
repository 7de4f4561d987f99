-- What each customer owed overdue at the end of each window of early warning.
--
-- An item counts from the day after it is due, or from its invoice if that is later: so
-- what is overdue on a day is a sum of changes up to it, less the customer's unmatched
-- money. A claim for refunds is overdue; on the day of the report itself only if the
-- newest refund is older, as on the receivables page.
--
-- grain   one row per customer_id, window_days, back where something is overdue
-- units   overdue_amount CNY with tax, managed view; rep_id, region the customer's
-- reads   warning_windows, receivable_changes, receivable_days, chosen_customers
-- $as_of  date, the day the report speaks for
with
    -- an end takes all slots from its own on: later slots lie further back
    window_ends as (
        select
            window_days,
            back,
            case
                when back = -1
                then 73
                else
                    cast(
                        2 * floor(date_diff('day', max(to_on), $as_of) / 10) as integer
                    )
            end as end_slot
        from warning_windows
        group by window_days, back
    ),

    effects as (
        select
            customer_id,
            greatest(changed_on, due_on + 1) as counts_from,
            open_delta,
            0 as unmatched_delta
        from receivable_changes
        where
            due_on is not null
            and changed_on <= $as_of
            and due_on < $as_of
            and (settled_on is null or settled_on > cast($as_of as date) - 400)
        union all
        select customer_id, day as counts_from, 0 as open_delta, unmatched_delta
        from receivable_days
        where day <= $as_of and unmatched_delta <> 0
    ),

    -- the year before ends in the 37th ten days back: 73 is all up to then
    slot_sums as (
        select
            customer_id,
            case
                when counts_from <= cast(cast($as_of as date) - interval 1 year as date)
                then 73
                when date_diff('day', counts_from, $as_of) < 130
                then
                    cast(
                        2 * floor(date_diff('day', counts_from, $as_of) / 10) as integer
                    )
                else
                    cast(
                        6 * floor(date_diff('day', counts_from, $as_of) / 30) as integer
                    )
            end as end_slot,
            sum(open_delta) as open_delta,
            sum(unmatched_delta) as unmatched_delta
        from effects
        group by 1, 2
    ),

    states as (
        select
            c.customer_id,
            c.rep_id,
            c.region,
            e.end_slot,
            sum(s.open_delta) over (
                partition by c.customer_id
                order by e.end_slot desc
                rows between unbounded preceding and current row
            ) as open_amount,
            sum(s.unmatched_delta) over (
                partition by c.customer_id
                order by e.end_slot desc
                rows between unbounded preceding and current row
            ) as unmatched_amount
        from chosen_customers as c
        cross join (select distinct end_slot from window_ends) as e
        left join
            slot_sums as s on s.customer_id = c.customer_id and s.end_slot = e.end_slot
    ),

    refunded_today as (
        select distinct customer_id
        from receivable_changes
        where due_on is null and unmatched_delta < 0 and changed_on = $as_of
    ),

    overdue as (
        select
            s.customer_id,
            s.rep_id,
            s.region,
            s.end_slot,
            greatest(s.open_amount - greatest(s.unmatched_amount, 0), 0) + case
                when
                    s.unmatched_amount < 0
                    and not (s.end_slot = 0 and r.customer_id is not null)
                then - s.unmatched_amount
                else 0
            end as overdue_amount
        from states as s
        left join refunded_today as r on r.customer_id = s.customer_id
    )

select
    o.customer_id,
    o.rep_id,
    o.region,
    e.window_days,
    e.back,
    cast(o.overdue_amount as decimal(18, 2)) as overdue_amount
from overdue as o
inner join window_ends as e on e.end_slot = o.end_slot
where o.overdue_amount > 0
