-- Targets by day: a dekad's target spread evenly over its days, or over its working
-- days.
--
-- grain   one row per day, level, scope_id, metric, family ('' = all), tier
-- units   CNY, tonnes or number by metric, unrounded; rounding = the dekad's target in
-- whole cents, kg or customers ÷ the unrounded one
-- reads   target_dekads, calendar
with
    spread as (
        select
            dekad,
            cast(count(*) as double) as days,
            cast(
                sum(case when is_working_day then 1 else 0 end) as double
            ) as working_days
        from calendar
        group by dekad
    )

select
    c.day,
    t.month,
    t.level,
    t.scope_id,
    t.metric,
    t.family,
    t.tier,
    t.unrounded_value / nullif(s.days, 0) as calendar_value,
    case
        when s.working_days = 0  -- a dekad of holidays keeps its target
        then t.unrounded_value / nullif(s.days, 0)
        when c.is_working_day
        then t.unrounded_value / nullif(s.working_days, 0)
        else 0
    end as working_value,
    coalesce(
        cast(t.target_value as double) / nullif(t.unrounded_value, 0), 1
    ) as rounding
from target_dekads as t
inner join spread as s on s.dekad = t.month || '-' || t.dekad
inner join calendar as c on c.dekad = s.dekad
order by c.day, t.level, t.scope_id, t.metric, t.family, t.tier
