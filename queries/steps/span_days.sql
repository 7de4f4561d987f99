-- Spans of days that target reports add up: the period, what it is compared with, a
-- trend.
--
-- grain   one row per span, part, day: span period (part = month), comparison (part =
-- which
-- one), trend (part = one of the nine dekads up to $as_of)
-- units   days
-- reads   period_days, compared_periods, calendar
-- $as_of  date, the day the report speaks for
select 'period' as span, month as part, day
from period_days
where is_elapsed
union all
select 'comparison' as span, p.comparison as part, c.day
from compared_periods as p
inner join calendar as c on c.day between p.from_on and p.compared_to_on
union all
select 'trend' as span, c.dekad as part, c.day
from calendar as c
inner join calendar as today on today.day = $as_of
where c.day <= $as_of and c.dekad_from > today.dekad_from - interval 3 month
