-- Health, payment: how much of what is open is overdue, how late money came.
--
-- grain   one row per customer_id with something open or settled
-- units   points 0–100; overdue_share 1 = 100 %; mean_days_late days, weighed by what
-- was settled in 180 days; reason name=value pairs separated by ;
-- reads   open_items, receivable_changes, chosen_customers
-- $as_of  date, the day the report speaks for
with
    owed as (
        select
            customer_id,
            sum(managed_amount) as open_amount,
            sum(
                case when due_on < $as_of then managed_amount else 0 end
            ) as overdue_amount
        from open_items
        group by customer_id
    ),

    settled as (
        select
            r.customer_id,
            - sum(r.open_delta) as settled_amount,
            - sum(
                r.open_delta * greatest(date_diff('day', r.due_on, r.changed_on), 0)
            ) as amount_days
        from receivable_changes as r
        inner join chosen_customers as c on c.customer_id = r.customer_id
        where
            r.due_on is not null
            and r.open_delta < 0
            and r.kind in ('receipt', 'offset')
            and r.changed_on <= $as_of
            and r.changed_on > cast($as_of as date) - 180
        group by r.customer_id
    ),

    paid as (
        select
            c.customer_id,
            case
                when o.open_amount > 0
                then
                    cast(o.overdue_amount as double)
                    / nullif(cast(o.open_amount as double), 0)
            end as overdue_share,
            cast(s.amount_days as double)
            / nullif(cast(s.settled_amount as double), 0) as mean_days_late
        from chosen_customers as c
        left join owed as o on o.customer_id = c.customer_id
        left join settled as s on s.customer_id = c.customer_id
    )

select
    customer_id,
    overdue_share,
    mean_days_late,
    100 * (
        coalesce(least(greatest((0.5 - overdue_share) / 0.5, 0), 1), 0)
        * case when overdue_share is null then 0 else 1 end
        + coalesce(least(greatest((30 - mean_days_late) / 30, 0), 1), 0)
        * case when mean_days_late is null then 0 else 1 end
    )
    / nullif(
        case when overdue_share is null then 0 else 1 end
        + case when mean_days_late is null then 0 else 1 end,
        0
    ) as points,
    'overdue_share='
    || coalesce(cast(cast(overdue_share as decimal(18, 4)) as varchar), 'none')
    || ';days_late='
    || coalesce(
        cast(cast(mean_days_late as decimal(18, 1)) as varchar), 'none'
    ) as reason
from paid
where overdue_share is not null or mean_days_late is not null
