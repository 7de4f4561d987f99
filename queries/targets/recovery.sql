-- How much of what was due in the period came in: the recovery rate 回收率.
--
-- recovery = 1 − still open ÷ (overdue at opening + fallen due in the period).
--
-- grain   one row per level (company, region), scope_id (missing = unassigned)
-- units   CNY with tax, ledger view; recovery 1 = 100 %
-- reads   receivable_changes, chosen_customers, period_days
-- $as_of  date, the day the report speaks for
with
    opening as (select min(day) as from_on from period_days),

    changes as (
        select
            c.region,
            case
                when r.due_on < o.from_on and r.changed_on < o.from_on
                then r.open_delta
                else 0
            end as overdue_at_opening,
            case
                when r.due_on >= o.from_on and r.changed_on < o.from_on
                then r.open_delta
                when r.changed_on >= o.from_on and r.kind in ('invoice', 'credit_note')
                then r.open_delta
                else 0
            end as fallen_due,
            r.open_delta
        from receivable_changes as r
        inner join chosen_customers as c on c.customer_id = r.customer_id
        cross join opening as o
        where r.due_on <= $as_of and r.changed_on <= $as_of
    ),

    leveled as (
        select
            'company' as level,
            'company' as scope_id,
            overdue_at_opening,
            fallen_due,
            open_delta
        from changes
        union all
        select
            'region' as level,
            coalesce(region, '') as scope_id,
            overdue_at_opening,
            fallen_due,
            open_delta
        from changes
    ),

    amounts as (
        select
            level,
            scope_id,
            sum(overdue_at_opening) as overdue_at_opening_amount,
            sum(fallen_due) as fallen_due_amount,
            sum(open_delta) as still_open_amount
        from leveled
        group by level, scope_id
    )

select
    level,
    nullif(scope_id, '') as scope_id,
    cast(overdue_at_opening_amount as decimal(18, 2)) as overdue_at_opening_amount,
    cast(fallen_due_amount as decimal(18, 2)) as fallen_due_amount,
    cast(still_open_amount as decimal(18, 2)) as still_open_amount,
    case
        when overdue_at_opening_amount + fallen_due_amount > 0
        then
            1
            - cast(still_open_amount as double)
            / nullif(cast(overdue_at_opening_amount + fallen_due_amount as double), 0)
    end as recovery
from amounts
order by level, case when scope_id = '' then 1 else 0 end, scope_id
