-- The period that holds $as_of and the three of the same kind before it.
--
-- Each counts with its first n = min(elapsed, its own length) days, in full once the
-- current one is complete.
--
-- grain   one row per back: 0 the current one, 1 … 3 those before
-- units   from_on … to_on the whole period, compared_to_on its nth day
-- reads   calendar
-- $as_of    date, the day the report speaks for
-- $period   text(dekad|week|month|quarter|year|range) = dekad, its kind
-- $from_on  date?, first day of a range
-- $to_on    date?, last day of a range
with
    near_days as (
        select
            day,
            case
                $period
                when 'dekad'
                then dekad
                when 'week'
                then week
                when 'month'
                then month
                when 'quarter'
                then quarter
                when 'year'
                then year
            end as code
        from calendar
        where
            $period <> 'range'
            and day >= (cast($as_of as date) - interval 5 year)
            and day <= (cast($as_of as date) + interval 1 year)
    ),

    spans as (
        select min(day) as from_on, max(day) as to_on from near_days group by code
    ),

    numbered as (
        select
            cast(row_number() over (order by from_on desc) - 1 as integer) as back,
            from_on,
            to_on
        from spans
        where from_on <= $as_of
    ),

    steps_back as (select back from (values (0), (1), (2), (3)) as known(back)),

    ranges as (
        select
            back,
            cast($from_on as date) as from_on,
            cast(
                date_diff('day', cast($from_on as date), cast($to_on as date))
                + 1 as integer
            ) as days
        from steps_back
        where $period = 'range'
    ),

    periods as (
        select back, from_on, to_on
        from numbered
        where back <= 3
        union all
        select
            back,
            from_on - back * days as from_on,
            from_on - back * days + days - 1 as to_on
        from ranges
    ),

    elapsed as (
        select
            cast($as_of as date) >= to_on as is_complete,
            greatest(
                cast(date_diff('day', from_on, cast($as_of as date)) as integer) + 1, 0
            ) as days
        from periods
        where back = 0
    )

select
    p.back,
    p.from_on,
    p.to_on,
    case
        when e.is_complete then p.to_on else least(p.from_on + e.days - 1, p.to_on)
    end as compared_to_on
from periods as p
cross join elapsed as e
