-- Where each node of the tree stands against its target: company, region, rep,
-- customer.
--
-- A rep is the whole rep. Asked for level seller: the reps below the chosen regions, as
-- far as they sell there; who belongs elsewhere (is_foreign) has no target there. Asked
-- for level family: each product family, with the targets that were set for it.
--
-- grain   one row per metric, level, scope_id (missing = unassigned) with a target or
-- an actual in the period
-- units   target_value … projection CNY, tonnes or number by metric (collections with
-- tax, other money without); attainment, time_progress, pace_gap 1 = 100 %; dated_by
-- the day that counts: ordered_on, delivered_on, invoiced_on, received_on, matures_on
-- reads   node_standings, settings, customer_directory, reps, rep_names
-- $regions  text[]?, null = every region, '' = without region
with
    limits as (
        select
            max(case when name = 'light_green_pp' then number end) as green_pp,
            max(case when name = 'light_amber_pp' then number end) as amber_pp,
            max(case when name = 'projection_from' then number end) as projection_from,
            max(case when name = 'sales_date' then value end) as sales_date,
            max(case when name = 'collection_date' then value end) as collection_date
        from settings
    ),

    gaps as (
        select
            n.*,
            l.projection_from,
            case
                n.metric
                when 'new_outlets'
                then 'ordered_on'
                when 'collections'
                then l.collection_date
                else l.sales_date
            end as dated_by,
            cast(n.covered_actual_value as double) as covered_actual,
            case when n.target_value > 0 then n.target_value end as whole_target,
            -- compared in millionths, so that −3 pp stays −3 pp
            cast(
                (cast(n.covered_actual_value as double) - n.expected_value)
                * 100 as decimal(28, 6)
            ) as gap_points,
            cast(l.green_pp * n.target_value as decimal(28, 6)) as green_from,
            cast(l.amber_pp * n.target_value as decimal(28, 6)) as amber_from
        from node_standings as n
        cross join limits as l
    )

select
    g.metric,
    g.level,
    nullif(g.scope_id, '') as scope_id,
    case
        g.level
        when 'rep'
        then coalesce(k.rep_name, nullif(g.scope_id, ''))
        when 'seller'
        then coalesce(k.rep_name, nullif(g.scope_id, ''))
        when 'customer'
        then coalesce(c.customer_name, nullif(g.scope_id, ''))
        else nullif(g.scope_id, '')
    end as scope_name,
    case
        when g.level in ('region', 'family')
        then 'company'
        when g.level in ('rep', 'seller')
        then r.region
        else c.rep_id
    end as parent_id,
    case
        when g.level <> 'seller' or k.rep_id is null
        then false
        -- out of the reader's rights; who holds targets of the reader's customers
        -- answers for them
        when r.rep_id is null
        then g.target_value is null
        when $regions is null or r.region is null
        then false
        else
            not list_contains(cast($regions as varchar[]), r.region)
            and not list_contains(cast($regions as varchar[]), '')
    end as is_foreign,
    cast(g.target_value as decimal(18, 3)) as target_value,
    cast(g.actual_value as decimal(18, 3)) as actual_value,
    cast(g.covered_actual_value as decimal(18, 3)) as covered_actual_value,
    g.covered_actual / nullif(g.whole_target, 0) as attainment,
    g.time_progress,
    (g.covered_actual - g.expected_value) / nullif(g.whole_target, 0) as pace_gap,
    g.expected_value,
    g.target_value - g.covered_actual as remaining_value,
    g.days_left,
    case
        when g.covered_actual >= g.target_value
        then cast(0 as double)
        when g.days_left = 0
        then g.target_value - g.covered_actual
        else
            (g.target_value - g.covered_actual) / nullif(cast(g.days_left as double), 0)
    end as needed_per_day,
    case
        when g.time_progress >= g.projection_from and g.expected_value > 0
        then g.covered_actual * g.whole_target / nullif(g.expected_value, 0)
    end as projection,
    case
        when g.whole_target is null
        then null
        when g.gap_points >= g.green_from
        then 'green'
        when g.gap_points >= g.amber_from
        then 'amber'
        else 'red'
    end as light,
    g.is_sum,
    g.months_covered,
    g.months_in_period,
    g.lines_without_cost,
    cast(g.net_without_cost as decimal(18, 2)) as net_without_cost_amount,
    g.dated_by,
    cast(g.other_basis_value as decimal(18, 2)) as other_basis_value
from gaps as g
left join reps as r on g.level in ('rep', 'seller') and r.rep_id = g.scope_id
left join rep_names as k on g.level in ('rep', 'seller') and k.rep_id = g.scope_id
left join customer_directory as c on g.level = 'customer' and c.customer_id = g.scope_id
order by
    case
        g.metric
        when 'net_sales'
        then 1
        when 'gross_profit'
        then 2
        when 'volume'
        then 3
        when 'new_product_sales'
        then 4
        when 'new_outlets'
        then 5
        else 6
    end,
    case
        g.level when 'company' then 1 when 'region' then 2 when 'rep' then 3 else 4
    end,
    case when g.scope_id = '' then 1 else 0 end,
    g.scope_id
