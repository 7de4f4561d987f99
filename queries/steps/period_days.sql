-- Days of the period that holds $as_of, or of one month.
--
-- grain   one row per day of the period
-- units   day_weight 1 for a day that counts, 0 for a day off when only working days
-- count
-- reads   calendar
-- $as_of    date?, the day the report speaks for
-- $period   text(dekad|week|month|quarter|year|range) = dekad, its kind
-- $from_on  date?, first day of a range
-- $to_on    date?, last day of a range
-- $month    text?, YYYY-MM, this month whatever $period says
-- $days     text(calendar|working) = calendar, calendar or working
select
    c.day,
    c.month,
    c.dekad,
    c.day <= $as_of as is_elapsed,
    case when $days = 'working' and not c.is_working_day then 0 else 1 end as day_weight
from calendar as c
left join calendar as today on today.day = $as_of
where
    case
        when $month is not null
        then c.month = $month
        when $period = 'dekad'
        then c.dekad = today.dekad
        when $period = 'week'
        then c.week = today.week
        when $period = 'month'
        then c.month = today.month
        when $period = 'quarter'
        then c.quarter = today.quarter
        when $period = 'year'
        then c.year = today.year
        when $period = 'range'
        then c.day between $from_on and $to_on
        else false
    end
