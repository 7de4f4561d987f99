-- What the last nine dekads brought, node by node; the newest up to as_of.
--
-- grain   one row per metric, level, scope_id (missing = unassigned), dekad
-- units   actual_value CNY, tonnes or number by metric
-- reads   node_actuals, span_days
with
    nodes as (
        select distinct level, scope_id, metric from node_actuals where span = 'trend'
    ),

    dekads as (
        select part as dekad, min(day) as from_on, max(day) as to_on
        from span_days
        where span = 'trend'
        group by part
    )

select
    n.metric,
    n.level,
    nullif(n.scope_id, '') as scope_id,
    d.dekad,
    d.from_on,
    d.to_on,
    cast(coalesce(a.actual_value, 0) as decimal(18, 3)) as actual_value
from nodes as n
cross join dekads as d
left join
    node_actuals as a
    on a.span = 'trend'
    and a.part = d.dekad
    and a.level = n.level
    and a.scope_id = n.scope_id
    and a.metric = n.metric
order by
    n.metric, n.level, case when n.scope_id = '' then 1 else 0 end, n.scope_id, d.dekad
