-- Targets of the period by node; a node without a row of its own is the sum of its
-- children.
--
-- Company ← regions ← reps ← customers. A row stands only where no filter cuts through
-- its node: of a region chosen by department, the chosen reps are added up.
--
-- Each product family has a tree of its own beside the whole, of what was set for it.
--
-- grain   one row per level, scope_id ('' = unassigned), parent_id, metric, month of
-- the period, family ('' = the whole)
-- units   CNY, tonnes or number by metric, unrounded; expected_value up to as_of
-- reads   period_days, target_days, target_dekads, reps, customer_places
-- $period        text(dekad|week|month|quarter|year|range) = dekad, its kind
-- $month         text?, YYYY-MM, this month whatever $period says
-- $days          text(calendar|working) = calendar, calendar or working
-- $tier          text(base|stretch|challenge) = base, base, stretch or challenge
-- $metric  text(metrics)?, null = all six
-- $family        text?, one product family, null = all
-- $families      text[]?, null = every product family, '' = not registered
-- $regions       text[]?, null = every region, '' = without region
-- $departments   text[]?, null = every department, '' = without department
-- $rep_ids       text[]?, null = every rep, '' = without rep
-- $channels      text[]?, null = every channel, '' = without channel
-- $customer_ids  text[]?, null = every customer
with
    set_days as (
        select
            t.month,
            t.level,
            t.scope_id,
            t.metric,
            t.family,
            p.is_elapsed,
            case
                when $days = 'working'
                then t.working_value
                else t.calendar_value
            end * case
                when $period = 'dekad' and $month is null then t.rounding else 1
            end as day_value
        from target_days as t
        inner join period_days as p on p.day = t.day
        where
            t.tier = $tier
            and ($metric is null or t.metric = $metric)
            and ($family is null or t.family = $family)
            and (
                $families is null
                or list_contains(cast($families as varchar[]), t.family)
            )
    ),

    set_months as (
        select
            month,
            level,
            scope_id,
            metric,
            family,
            sum(day_value) as target_value,
            sum(case when is_elapsed then day_value else 0 end) as expected_value
        from set_days
        group by month, level, scope_id, metric, family
    ),

    -- a whole month keeps what its dekads leave undistributed
    month_rests as (
        select month, level, scope_id, metric, family, undistributed_value
        from target_dekads
        where
            ($period = 'month' or $month is not null) and tier = $tier and dekad = 'D1'
    ),

    completed_months as (
        select
            s.month,
            s.level,
            s.scope_id,
            s.metric,
            s.family,
            s.target_value
            + coalesce(cast(r.undistributed_value as double), 0) as target_value,
            s.expected_value,
            max(case when s.family = '' then 1 else 0 end) over (
                partition by s.month, s.level, s.scope_id, s.metric
            ) as has_row_for_all
        from set_months as s
        left join
            month_rests as r
            on r.month = s.month
            and r.level = s.level
            and r.scope_id = s.scope_id
            and r.metric = s.metric
            and r.family = s.family
    ),

    own_rows as (
        select
            month,
            level,
            scope_id,
            metric,
            '' as family,
            sum(target_value) as target_value,
            sum(expected_value) as expected_value,
            max(has_row_for_all) = 0 and $family is null as is_sum
        from completed_months
        where family = '' or has_row_for_all = 0
        group by month, level, scope_id, metric
        union all
        select
            month,
            level,
            scope_id,
            metric,
            family,
            target_value,
            expected_value,
            false as is_sum
        from completed_months
        where family <> ''
    ),

    customer_rows as (
        select
            o.month,
            o.metric,
            o.scope_id,
            o.family,
            c.rep_id,
            c.region,
            o.target_value,
            o.expected_value,
            o.is_sum
        from own_rows as o
        inner join customer_places as c on c.customer_id = o.scope_id
        where o.level = 'customer'
    ),

    rep_candidates as (
        select
            o.month,
            o.metric,
            o.family,
            o.scope_id as rep_id,
            coalesce(r.region, '') as region,
            o.target_value,
            o.expected_value,
            o.is_sum,
            1 as is_own
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
        select
            month,
            metric,
            family,
            rep_id,
            region,
            target_value,
            expected_value,
            true as is_sum,
            0 as is_own
        from customer_rows
    ),

    rep_ranked as (
        select
            *, max(is_own) over (partition by month, metric, family, rep_id) as has_own
        from rep_candidates
    ),

    rep_rows as (select * from rep_ranked where is_own = has_own),

    region_candidates as (
        select
            month,
            metric,
            family,
            scope_id as region,
            target_value,
            expected_value,
            is_sum,
            1 as is_own
        from own_rows
        where
            level = 'region'
            and $departments is null
            and $rep_ids is null
            and $channels is null
            and $customer_ids is null
            and (
                $regions is null or list_contains(cast($regions as varchar[]), scope_id)
            )
        union all
        select
            month,
            metric,
            family,
            region,
            target_value,
            expected_value,
            true as is_sum,
            0 as is_own
        from rep_rows
    ),

    region_ranked as (
        select
            *, max(is_own) over (partition by month, metric, family, region) as has_own
        from region_candidates
    ),

    region_rows as (select * from region_ranked where is_own = has_own),

    company_candidates as (
        select month, metric, family, target_value, expected_value, is_sum, 1 as is_own
        from own_rows
        where
            level = 'company'
            and $regions is null
            and $departments is null
            and $rep_ids is null
            and $channels is null
            and $customer_ids is null
        union all
        select
            month,
            metric,
            family,
            target_value,
            expected_value,
            true as is_sum,
            0 as is_own
        from region_rows
    ),

    company_ranked as (
        select *, max(is_own) over (partition by month, metric, family) as has_own
        from company_candidates
    ),

    node_rows as (
        select
            'company' as level,
            'company' as scope_id,
            '' as parent_id,
            metric,
            family,
            month,
            target_value,
            expected_value,
            is_sum
        from company_ranked
        where is_own = has_own
        union all
        select
            'region' as level,
            region as scope_id,
            'company' as parent_id,
            metric,
            family,
            month,
            target_value,
            expected_value,
            is_sum
        from region_rows
        union all
        select
            'rep' as level,
            rep_id as scope_id,
            region as parent_id,
            metric,
            family,
            month,
            target_value,
            expected_value,
            is_sum
        from rep_rows
        union all
        select
            'customer' as level,
            scope_id,
            rep_id as parent_id,
            metric,
            family,
            month,
            target_value,
            expected_value,
            is_sum
        from customer_rows
    )

select
    level,
    scope_id,
    parent_id,
    metric,
    month,
    family,
    sum(target_value) as target_value,
    sum(expected_value) as expected_value,
    max(is_sum) as is_sum
from node_rows
group by level, scope_id, parent_id, metric, month, family
