-- Where the company's gap comes from: a bar per region, then what was never broken
-- down.
--
-- grain   one row per metric, bar: region (scope_id missing = unassigned),
-- undistributed, company
-- units   gap_value = actual − expected, CNY, tonnes or number by metric; the bars of a
-- metric add up to the company's
-- reads   node_standings
with
    bars as (
        select
            metric,
            'region' as bar,
            scope_id,
            actual_value,
            coalesce(expected_value, 0) as expected_value
        from node_standings
        where level = 'region'
    ),

    companies as (
        select metric, actual_value, coalesce(expected_value, 0) as expected_value
        from node_standings
        where level = 'company'
    ),

    region_sums as (
        select metric, sum(expected_value) as expected_value from bars group by metric
    ),

    final as (
        select
            metric,
            bar,
            scope_id,
            actual_value,
            expected_value,
            cast(actual_value as double) - expected_value as gap_value,
            1 as position
        from bars
        union all
        select
            c.metric,
            'undistributed' as bar,
            '' as scope_id,
            0 as actual_value,
            c.expected_value - coalesce(r.expected_value, 0) as expected_value,
            coalesce(r.expected_value, 0) - c.expected_value as gap_value,
            2 as position
        from companies as c
        left join region_sums as r on r.metric = c.metric
        union all
        select
            metric,
            'company' as bar,
            'company' as scope_id,
            actual_value,
            expected_value,
            cast(actual_value as double) - expected_value as gap_value,
            3 as position
        from companies
    )

select
    metric,
    bar,
    nullif(scope_id, '') as scope_id,
    cast(actual_value as decimal(18, 3)) as actual_value,
    expected_value,
    gap_value
from final
order by metric, position, gap_value, scope_id
