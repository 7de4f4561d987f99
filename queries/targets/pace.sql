-- How the last nine dekads went against their targets, everything chosen together.
--
-- The target of a dekad is the one of the highest level that no filter cuts through. Of
-- level rep: what whole reps brought in, wherever their customers are now.
--
-- grain   one row per metric, dekad with an actual or a target; the newest up to as_of
-- units   actual_value, expected_value CNY, tonnes or number by metric; attainment
-- 1 = 100 % of the dekad's days up to as_of; days of them
-- reads   node_actuals, span_days, target_days, reps, customer_places
-- $metric  text(metrics)?, null = all six
-- $level   text(company|region|rep|seller|customer|family)?, null = usual
-- $tier    text(base|stretch|challenge) = base, base, stretch or challenge
-- $regions       text[]?, null = every region, '' = without region
-- $departments   text[]?, null = every department, '' = without department
-- $rep_ids       text[]?, null = every rep, '' = without rep
-- $channels      text[]?, null = every channel, '' = without channel
-- $customer_ids  text[]?, null = every customer
-- $families      text[]?, null = every product family, '' = not registered
with
    dekad_days as (select part as dekad, day from span_days where span = 'trend'),

    lengths as (select dekad, count(*) as days from dekad_days group by dekad),

    set_dekads as (
        select
            d.dekad,
            t.level,
            t.scope_id,
            t.metric,
            t.family,
            sum(t.calendar_value) as target_value
        from target_days as t
        inner join dekad_days as d on d.day = t.day
        where
            t.tier = $tier
            and ($metric is null or t.metric = $metric)
            and (
                $families is null
                or list_contains(cast($families as varchar[]), t.family)
            )
        group by d.dekad, t.level, t.scope_id, t.metric, t.family
    ),

    marked as (
        select
            *,
            max(case when family = '' then 1 else 0 end) over (
                partition by dekad, level, scope_id, metric
            ) as has_row_for_all
        from set_dekads
    ),

    own_rows as (select * from marked where family = '' or has_row_for_all = 0),

    candidates as (
        select o.dekad, o.metric, o.target_value, 1 as position
        from own_rows as o
        where
            o.level = 'company'
            and $regions is null
            and $departments is null
            and $rep_ids is null
            and $channels is null
            and $customer_ids is null
        union all
        select o.dekad, o.metric, o.target_value, 2 as position
        from own_rows as o
        where
            o.level = 'region'
            and $departments is null
            and $rep_ids is null
            and $channels is null
            and $customer_ids is null
            and (
                $regions is null
                or list_contains(cast($regions as varchar[]), o.scope_id)
            )
        union all
        select o.dekad, o.metric, o.target_value, 3 as position
        from own_rows as o
        left join reps as r on r.rep_id = o.scope_id
        where
            o.level = 'rep'
            and $channels is null
            and $customer_ids is null
            and (
                $regions is null
                or list_contains(cast($regions as varchar[]), coalesce(r.region, ''))
            )
            and (
                $departments is null
                or list_contains(
                    cast($departments as varchar[]), coalesce(r.department, '')
                )
            )
            and (
                $rep_ids is null
                or list_contains(cast($rep_ids as varchar[]), o.scope_id)
            )
        union all
        select o.dekad, o.metric, o.target_value, 4 as position
        from own_rows as o
        inner join customer_places as c on c.customer_id = o.scope_id
        where o.level = 'customer'
    ),

    highest as (
        select metric, dekad, min(position) as position
        from candidates
        group by metric, dekad
    ),

    expected as (
        select c.metric, c.dekad, sum(c.target_value) as expected_value
        from candidates as c
        inner join
            highest as h
            on h.metric = c.metric
            and h.dekad = c.dekad
            and h.position = c.position
        group by c.metric, c.dekad
    ),

    both_sides as (
        select
            metric, part as dekad, actual_value, cast(null as double) as expected_value
        from node_actuals
        where span = 'trend' and level = coalesce($level, 'company')
        union all
        select metric, dekad, 0 as actual_value, expected_value
        from expected
    ),

    paces as (
        select
            metric,
            dekad,
            sum(actual_value) as actual_value,
            sum(expected_value) as expected_value
        from both_sides
        group by metric, dekad
    )

select
    s.metric,
    s.dekad,
    l.days,
    cast(s.actual_value as decimal(18, 3)) as actual_value,
    s.expected_value,
    case
        when s.expected_value > 0
        then cast(s.actual_value as double) / nullif(s.expected_value, 0)
    end as attainment
from paces as s
inner join lengths as l on l.dekad = s.dekad
order by s.metric, s.dekad
