-- How the target of a month is broken down, and what is not: company, region, rep,
-- customer.
--
-- grain   one row per level, scope_id (missing = unassigned) with a target in the month
-- units   CNY, tonnes or number by metric; undistributed_value = target − Σ children,
-- negative = over-allocated; missing where nothing stands below
-- reads   node_targets, target_dekads, reps, customer_directory
-- $month   text, YYYY-MM
-- $metric  text(metrics), one of the six
-- $tier    text(base|stretch|challenge) = base, base, stretch or challenge
with
    nodes as (
        select
            level,
            scope_id,
            min(parent_id) as parent_id,
            sum(target_value) as target_value,
            max(is_sum) as is_sum
        from node_targets
        where month = $month and metric = $metric and family = ''
        group by level, scope_id
    ),

    children as (
        select
            case
                level when 'region' then 'company' when 'rep' then 'region' else 'rep'
            end as level,
            parent_id as scope_id,
            sum(target_value) as children_value
        from node_targets
        where level <> 'company' and month = $month and metric = $metric and family = ''
        group by level, parent_id
    ),

    families as (
        select level, scope_id, sum(month_value) as families_value
        from target_dekads
        where
            month = $month
            and metric = $metric
            and tier = $tier
            and dekad = 'D1'
            and family <> ''
        group by level, scope_id
    )

select
    n.level,
    nullif(n.scope_id, '') as scope_id,
    case
        n.level
        when 'rep'
        then coalesce(r.rep_name, nullif(n.scope_id, ''))
        when 'customer'
        then coalesce(c.customer_name, nullif(n.scope_id, ''))
        else nullif(n.scope_id, '')
    end as scope_name,
    nullif(n.parent_id, '') as parent_id,
    cast(n.target_value as decimal(18, 3)) as target_value,
    n.is_sum,
    cast(k.children_value as decimal(18, 3)) as children_value,
    cast(n.target_value as decimal(18, 3))
    - cast(k.children_value as decimal(18, 3)) as undistributed_value,
    cast(f.families_value as decimal(18, 3)) as families_value,
    cast(n.target_value as decimal(18, 3))
    - cast(f.families_value as decimal(18, 3)) as families_undistributed_value
from nodes as n
left join children as k on k.level = n.level and k.scope_id = n.scope_id
left join families as f on f.level = n.level and f.scope_id = n.scope_id
left join reps as r on n.level = 'rep' and r.rep_id = n.scope_id
left join customer_directory as c on n.level = 'customer' and c.customer_id = n.scope_id
order by
    case
        n.level when 'company' then 1 when 'region' then 2 when 'rep' then 3 else 4
    end,
    case when n.scope_id = '' then 1 else 0 end,
    n.scope_id
