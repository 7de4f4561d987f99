-- Targets by dekad: what was set for a dekad stands, the others share the rest of the
-- month.
--
-- grain   one row per month, level, scope_id, metric, family ('' = all), tier, dekad
-- units   CNY, tonnes or number by metric; target_value in whole cents, kg or
-- customers;
-- unrounded_value before that; month_value the whole month;
-- undistributed_value = month_value − Σ dekads
-- reads   targets, profiles, calendar
with
    set_values as (
        select
            month,
            level,
            scope_id,
            metric,
            coalesce(family, '') as family,
            coalesce(tier, 'base') as tier,
            sum(case when coalesce(dekad, '') = '' then target_value end) as month_row,
            sum(case when dekad = 'D1' then target_value end) as first_row,
            sum(case when dekad = 'D2' then target_value end) as second_row,
            sum(case when dekad = 'D3' then target_value end) as third_row,
            sum(
                case when dekad in ('D1', 'D2', 'D3') then target_value else 0 end
            ) as set_value
        from targets
        group by
            month, level, scope_id, metric, coalesce(family, ''), coalesce(tier, 'base')
    ),

    dekads as (
        select month, dekad as dekad_code, right(dekad, 2) as dekad, count(*) as days
        from calendar
        group by month, dekad
    ),

    profile_shares as (
        select
            metric,
            coalesce(family, '') as family,
            month,
            dekad,
            share,
            rank() over (
                partition by metric, coalesce(family, ''), month order by profile_id
            ) as position
        from profiles
    ),

    weighted as (
        select
            v.*,
            d.dekad,
            d.days,
            case
                d.dekad
                when 'D1'
                then v.first_row
                when 'D2'
                then v.second_row
                else v.third_row
            end as dekad_row,
            coalesce(own.share, whole.share) as share
        from set_values as v
        inner join dekads as d on d.month = v.month
        left join
            profile_shares as own
            on own.metric = v.metric
            and own.family = v.family
            and own.month = v.month
            and own.dekad = d.dekad
            and own.position = 1
        left join
            profile_shares as whole
            on whole.metric = v.metric
            and whole.family = ''
            and whole.month = v.month
            and whole.dekad = d.dekad
            and whole.position = 1
    ),

    open_weights as (
        select
            *,
            case
                when dekad_row is null then cast(coalesce(share, 0) as double)
            end as open_share,
            sum(
                case when dekad_row is null then cast(coalesce(share, 0) as double) end
            ) over (partition by month, level, scope_id, metric, family, tier)
            as open_shares,
            sum(case when dekad_row is null then days end) over (
                partition by month, level, scope_id, metric, family, tier
            ) as open_days,
            max(case when dekad_row is null then dekad end) over (
                partition by month, level, scope_id, metric, family, tier
            ) as last_open_dekad,
            case
                when month_row > set_value then month_row - set_value else 0
            end as shared_value
        from weighted
    ),

    unrounded as (
        select
            *,
            case
                when dekad_row is not null
                then cast(dekad_row as double)
                when open_shares > 0
                then cast(shared_value as double) * open_share / nullif(open_shares, 0)
                else
                    cast(shared_value as double)
                    * cast(days as double)
                    / nullif(cast(open_days as double), 0)
            end as unrounded_value
        from open_weights
    ),

    rounded as (
        select
            *,
            case
                metric
                when 'new_outlets'
                then cast(cast(unrounded_value as decimal(18, 0)) as decimal(18, 3))
                when 'volume'
                then cast(unrounded_value as decimal(18, 3))
                else cast(cast(unrounded_value as decimal(18, 2)) as decimal(18, 3))
            end as rounded_value
        from unrounded
    ),

    running as (
        select
            *,
            coalesce(
                sum(case when dekad_row is null then rounded_value else 0 end) over (
                    partition by month, level, scope_id, metric, family, tier
                    order by dekad
                    rows between unbounded preceding and 1 preceding
                ),
                0
            ) as given_before
        from rounded
    )

select
    month,
    level,
    scope_id,
    metric,
    family,
    tier,
    dekad,
    dekad_row is not null as is_set,
    cast(
        case
            when dekad_row is not null
            then dekad_row
            when dekad = last_open_dekad or given_before + rounded_value > shared_value
            then greatest(shared_value - given_before, 0)
            else rounded_value
        end as decimal(18, 3)
    ) as target_value,
    unrounded_value,
    cast(coalesce(month_row, set_value) as decimal(18, 3)) as month_value,
    cast(
        coalesce(month_row, set_value)
        - set_value
        - case when last_open_dekad is null then 0 else shared_value end as decimal(
            18, 3
        )
    ) as undistributed_value
from running
order by month, level, scope_id, metric, family, tier, dekad
