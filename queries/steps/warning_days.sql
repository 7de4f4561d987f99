-- The days that early warning adds up, cut into slices of ten.
--
-- grain   one row per part (now, year_before), slice, day; now reaches back 390 days
-- units   slice 0 = the ten days up to $as_of, or up to the same day a year earlier
-- reads   calendar
-- $as_of  date, the day the report speaks for
select
    'now' as part,
    cast(floor(date_diff('day', day, cast($as_of as date)) / 10) as integer) as slice,
    day,
    holiday is not null as is_holiday
from calendar
where day between cast($as_of as date) - 389 and cast($as_of as date)
union all
select
    'year_before' as part,
    cast(
        floor(
            date_diff('day', day, cast(cast($as_of as date) - interval 1 year as date))
            / 10
        ) as integer
    ) as slice,
    day,
    holiday is not null as is_holiday
from calendar
where
    day
    between cast(cast($as_of as date) - interval 1 year as date)
    - 29 and cast(cast($as_of as date) - interval 1 year as date)
