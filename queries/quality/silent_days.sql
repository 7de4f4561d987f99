-- Working days without a single order line, newest first.
--
-- grain   one row per working day without order lines, from the first line on
-- units   days
-- reads   calendar, chosen_lines
-- $as_of    date, the last day looked at
-- $from_on  date?, the first day looked at; null = 60 days before as_of
with
    worked as (
        select ordered_on, count(*) as line_count
        from chosen_lines
        where ordered_on <= $as_of
        group by ordered_on
    ),

    first_day as (select min(ordered_on) as first_on from worked)

select d.day, d.week, d.dekad
from calendar as d
cross join first_day as f
left join worked as w on w.ordered_on = d.day
where
    d.is_working_day
    and w.ordered_on is null
    and d.day >= f.first_on
    and d.day >= coalesce($from_on, cast($as_of as date) - 60)
    and d.day <= $as_of
order by d.day desc
