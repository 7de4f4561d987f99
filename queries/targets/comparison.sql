-- What the same first days of earlier periods brought, beside the current one.
--
-- What came before the first order (for collections, the first receipt) is not known:
-- missing, not zero.
--
-- grain   one row per metric, level, scope_id (missing = unassigned), comparison with
-- days to compare; comparison current, previous, month_before, year_before
-- units   actual_value CNY, tonnes or number by metric, missing before all data; change
-- and change_per_day against the compared period, 1 = 100 %; days of each that are
-- compared, statutory Spring Festival days among them
-- reads   node_actuals, compared_periods, calendar, table_dates
with
    festival_days as (
        select
            p.comparison,
            sum(
                case when c.holiday in ('Spring Festival', '春节') then 1 else 0 end
            ) as festival_days
        from compared_periods as p
        inner join calendar as c on c.day between p.from_on and p.compared_to_on
        group by p.comparison
    ),

    periods as (
        select p.*, f.festival_days
        from compared_periods as p
        inner join festival_days as f on f.comparison = p.comparison
    ),

    beginnings as (
        select
            min(case when table_name = 'orders' then oldest_on end) as orders_from,
            min(case when table_name = 'receipts' then oldest_on end) as receipts_from
        from table_dates
    ),

    nodes as (
        select distinct level, scope_id, metric
        from node_actuals
        where span = 'comparison'
    ),

    filled as (
        select
            n.level,
            n.scope_id,
            n.metric,
            p.*,
            case
                when p.comparison = 'current'
                then coalesce(a.actual_value, 0)
                when
                    p.compared_to_on < case
                        n.metric
                        when 'collections'
                        then b.receipts_from
                        else b.orders_from
                    end
                then null
                else coalesce(a.actual_value, 0)
            end as actual_value
        from nodes as n
        cross join periods as p
        cross join beginnings as b
        left join
            node_actuals as a
            on a.span = 'comparison'
            and a.part = p.comparison
            and a.level = n.level
            and a.scope_id = n.scope_id
            and a.metric = n.metric
    ),

    beside_current as (
        select
            f.*,
            now.actual_value as current_value,
            now.compared_days as current_days,
            now.festival_days as current_festival_days
        from filled as f
        inner join
            filled as now
            on now.comparison = 'current'
            and now.level = f.level
            and now.scope_id = f.scope_id
            and now.metric = f.metric
    )

select
    metric,
    level,
    nullif(scope_id, '') as scope_id,
    comparison,
    from_on,
    compared_to_on,
    compared_days,
    is_complete,
    cast(actual_value as decimal(18, 3)) as actual_value,
    cast(current_value - actual_value as decimal(18, 3)) as change_value,
    case
        when comparison <> 'current' and actual_value > 0
        then
            cast(current_value - actual_value as double)
            / nullif(cast(actual_value as double), 0)
    end as change,
    case
        when comparison <> 'current' and actual_value > 0
        then
            cast(current_value as double)
            / nullif(cast(current_days as double), 0)
            * cast(compared_days as double)
            / nullif(cast(actual_value as double), 0)
            - 1
    end as change_per_day,
    compared_days <> current_days as lengths_differ,
    festival_days,
    abs(festival_days - current_festival_days) >= 2 as festival_differs
from beside_current
order by
    metric,
    level,
    case when scope_id = '' then 1 else 0 end,
    scope_id,
    case
        comparison
        when 'current'
        then 1
        when 'previous'
        then 2
        when 'month_before'
        then 3
        else 4
    end
