-- The measures of early warning, node by node and window by window.
--
-- Nodes that cannot matter are left out: what they ever brought is less than a
-- thousandth of what the company usually brings. An alarm takes five thousandths, and
-- going down from it thrice at least a fifth of that.
--
-- grain   one row per node_no (metric, level, scope_id, place, window_days), back
-- that can be
-- judged: no holiday window, none before the first document of its table
-- units   value and measured (its square root, or itself) CNY, tonnes, CNY per tonne;
-- weight 1, or tonnes of profit per tonne; is_own false before the node's first
-- document; company_usual CNY or tonnes of such a window; series_count nodes and
-- measures looked at, before any was left out
-- reads   warning_amounts, warning_windows, customer_directory, table_dates
-- $families  text[]?, null = every family; what is owed has none
with
    measures as (
        select metric, table_name, metric in ('overdue', 'profit_per_t') as is_linear
        from
            (
                values
                    ('net_sales', 'orders'),
                    ('volume', 'orders'),
                    ('profit_per_t', 'orders'),
                    ('collections', 'receipts'),
                    ('overdue', 'orders')
            ) as known(metric, table_name)
        where $families is null or metric not in ('collections', 'overdue')
    ),

    judged_windows as (
        select distinct m.metric, m.is_linear, w.window_days, w.back, w.from_on, w.to_on
        from warning_windows as w
        cross join measures as m
        inner join table_dates as d on d.table_name = m.table_name
        where
            w.from_on >= d.oldest_on
            -- a year before is asked as it was, holidays or not
            and (not w.is_holiday or w.back = -1)
    ),

    amounts as (
        select
            a.level,
            a.scope_id,
            a.place,
            a.window_days,
            a.back,
            a.first_day,
            m.metric,
            case
                m.metric
                when 'net_sales'
                then a.net_sales
                when 'volume'
                then a.volume
                when 'profit_per_t'
                then a.gross_profit
                when 'collections'
                then a.collections
                else a.overdue
            end as amount,
            case when m.metric = 'profit_per_t' then a.with_cost_t else 1 end as weight
        from warning_amounts as a
        cross join measures as m
    ),

    nodes as (
        select
            level,
            scope_id,
            place,
            window_days,
            metric,
            min(first_day) as first_day,
            max(abs(amount)) as most_amount,
            max(weight) as most_weight,
            max(
                abs(cast(amount as double)) / nullif(cast(weight as double), 0)
            ) as most_rate
        from amounts
        where weight > 0 and amount <> 0
        group by level, scope_id, place, window_days, metric
    ),

    company_middles as (
        select
            j.metric,
            j.window_days,
            count(case when j.back > 0 then 1 end) as windows,
            max(case when j.back = 0 then 1 else 0 end) as has_now,
            percentile_cont(0.5) within group (
                order by
                    case
                        when j.back <= 0
                        then null
                        when j.metric = 'overdue'
                        then cast(coalesce(a.amount, 0) as double)
                        else sqrt(greatest(cast(coalesce(a.amount, 0) as double), 0))
                    end
            ) as middle
        from judged_windows as j
        left join
            amounts as a
            on a.level = 'company'
            and a.metric = j.metric
            and a.window_days = j.window_days
            and a.back = j.back
        group by j.metric, j.window_days
    ),

    company as (
        select
            metric,
            window_days,
            case
                when metric = 'overdue' then middle else middle * middle
            end as company_usual
        from company_middles
        where windows >= 8 and has_now = 1
    ),

    counted as (
        select
            n.*,
            c.company_usual,
            row_number() over (
                order by n.metric, n.level, n.scope_id, n.place, n.window_days
            ) as node_no,
            sum(
                case
                    when (n.level in ('company', 'region')) = (n.window_days = 10)
                    then 1
                    else 0
                end
            ) over () as series_count,
            case
                when n.metric = 'profit_per_t'
                then 2 * n.most_rate * cast(n.most_weight as double)
                else cast(n.most_amount as double)
            end
            >= 0.001 * c.company_usual as can_matter
        from nodes as n
        inner join company as c on c.metric = n.metric and c.window_days = n.window_days
    )

select
    n.node_no,
    n.metric,
    n.level,
    n.scope_id,
    n.place,
    n.window_days,
    j.back,
    j.from_on,
    j.to_on,
    j.is_linear,
    n.company_usual,
    n.series_count,
    n.level in ('company', 'region')
    or j.to_on >= coalesce(
        least(n.first_day, d.first_ordered_on), n.first_day, d.first_ordered_on
    ) as is_own,
    case
        when n.metric <> 'profit_per_t'
        then cast(coalesce(a.amount, 0) as double)
        when a.weight > 0
        then cast(a.amount as double) / nullif(cast(a.weight as double), 0)
    end as value,
    case
        when n.metric <> 'profit_per_t'
        then cast(1 as double)
        else cast(a.weight as double)
    end as weight
from counted as n
inner join judged_windows as j on j.metric = n.metric and j.window_days = n.window_days
left join
    amounts as a
    on a.metric = n.metric
    and a.level = n.level
    and a.scope_id = n.scope_id
    and a.place = n.place
    and a.window_days = n.window_days
    and a.back = j.back
left join customer_directory as d on n.level = 'customer' and d.customer_id = n.scope_id
where n.can_matter
