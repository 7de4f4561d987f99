-- The windows of early warning: of 10 days for company and region, of 30 for rep and
-- customer; each is made of slices.
--
-- grain   one row per window_days, back, slice: back 0 = up to $as_of, 1 … 12 = those
-- before, -1 = the same days a year earlier
-- units   days; is_holiday: at least half of the days are statutory holidays
-- reads   warning_days
with
    slices as (
        select
            part,
            slice,
            min(day) as from_on,
            max(day) as to_on,
            sum(case when is_holiday then 1 else 0 end) as holidays
        from warning_days
        group by part, slice
    ),

    window_slices as (
        select
            w.window_days,
            case
                when s.part = 'year_before'
                then -1
                when w.window_days = 10
                then s.slice
                else cast(floor(s.slice / 3) as integer)
            end as back,
            s.part,
            s.slice,
            s.from_on,
            s.to_on,
            s.holidays
        from slices as s
        cross join (values (10), (30)) as w(window_days)
        where s.part = 'now' or s.slice * 10 < w.window_days
    )

select
    window_days,
    back,
    part,
    slice,
    min(from_on) over (partition by window_days, back) as from_on,
    max(to_on) over (partition by window_days, back) as to_on,
    sum(holidays) over (partition by window_days, back) * 2 >= window_days as is_holiday
from window_slices
where back <= 12
