-- Actual beside target for each node of the tree over the period, with the spans of
-- time.
--
-- Ratios compare covered_actual_value with the target: only months that have a target.
--
-- grain   one row per metric, level, scope_id ('' = unassigned) with a target or an
-- actual
-- units   CNY, tonnes or number by metric, unrounded; time_progress 1 = 100 %;
-- days_left
-- days that count, of covered months
-- reads   node_actuals, node_targets, period_days
-- $level  text(company|region|rep|seller|customer|family)?, null = usual
with
    months as (
        select
            month,
            sum(day_weight) as days,
            sum(case when is_elapsed then 0 else day_weight end) as days_left
        from period_days
        group by month
    ),

    period_lengths as (
        select
            1
            - cast(sum(days_left) as double)
            / nullif(cast(sum(days) as double), 0) as time_progress,
            count(*) as months_in_period
        from months
    ),

    target_nodes as (
        select
            case
                when family <> ''
                then 'family'
                when $level = 'seller' and level = 'rep'
                then 'seller'
                else level
            end as level,
            case when family <> '' then family else scope_id end as scope_id,
            metric,
            month,
            target_value,
            expected_value,
            is_sum
        from node_targets
        where family = '' or level = 'company'
    ),

    node_months as (
        select
            level,
            scope_id,
            metric,
            part as month,
            actual_value,
            other_basis_value,
            lines_without_cost,
            net_without_cost,
            cast(null as double) as target_value,
            cast(null as double) as expected_value,
            false as is_sum
        from node_actuals
        where span = 'period'
        union all
        select
            level,
            scope_id,
            metric,
            month,
            0 as actual_value,
            cast(null as decimal(18, 2)) as other_basis_value,
            cast(null as bigint) as lines_without_cost,
            cast(null as decimal(18, 2)) as net_without_cost,
            target_value,
            expected_value,
            is_sum
        from target_nodes
        where level = $level or ($level is null and level <> 'family')
    ),

    month_sums as (
        select
            level,
            scope_id,
            metric,
            month,
            sum(actual_value) as actual_value,
            sum(other_basis_value) as other_basis_value,
            sum(lines_without_cost) as lines_without_cost,
            sum(net_without_cost) as net_without_cost,
            sum(target_value) as target_value,
            sum(expected_value) as expected_value,
            max(is_sum) as is_sum
        from node_months
        group by level, scope_id, metric, month
    ),

    node_sums as (
        select
            s.level,
            s.scope_id,
            s.metric,
            sum(s.actual_value) as actual_value,
            sum(
                case when s.target_value is not null then s.actual_value end
            ) as covered_actual_value,
            sum(s.other_basis_value) as other_basis_value,
            sum(s.lines_without_cost) as lines_without_cost,
            sum(s.net_without_cost) as net_without_cost,
            sum(s.target_value) as target_value,
            sum(s.expected_value) as expected_value,
            max(s.is_sum) as is_sum,
            sum(
                case when s.target_value is not null then 1 else 0 end
            ) as months_covered,
            sum(
                case when s.target_value is not null then m.days_left else 0 end
            ) as days_left
        from month_sums as s
        inner join months as m on m.month = s.month
        group by s.level, s.scope_id, s.metric
    )

select n.*, p.time_progress, p.months_in_period
from node_sums as n
cross join period_lengths as p
where n.target_value is not null or n.actual_value <> 0 or n.level = 'company'
