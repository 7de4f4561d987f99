-- The period that holds $as_of and the ones it is compared with.
--
-- Each is compared over its first n = min(elapsed, its own length) days.
--
-- grain   one row per comparison: current, previous, month_before (the same dekad last
-- month), year_before; a week 53 without partner has no year_before
-- units   from_on … to_on the whole period, compared_to_on its nth day; days
-- reads   calendar
-- $as_of    date, the day the report speaks for
-- $period   text(dekad|week|month|quarter|year|range) = dekad, its kind
-- $from_on  date?, first day of a range
-- $to_on    date?, last day of a range
with
    coded as (
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
    ),

    ranges as (
        select cast($from_on as date) as from_on, cast($to_on as date) as to_on
        where $period = 'range'
    ),

    currents as (
        select min(c.day) as from_on, max(c.day) as to_on
        from coded as c
        inner join coded as today on today.code = c.code
        where today.day = $as_of
        union all
        select from_on, to_on
        from ranges
    ),

    anchors as (
        select 'current' as comparison, code
        from coded
        where day = $as_of
        union all
        select 'previous' as comparison, c.code
        from coded as c
        inner join currents as p on c.day = p.from_on - 1
        union all
        select 'month_before' as comparison, c.code
        from coded as c
        inner join currents as p on c.day = cast(p.from_on - interval 1 month as date)
        where $period = 'dekad'
        union all
        select
            'year_before' as comparison,
            cast(cast(left(code, 4) as integer) - 1 as varchar)
            || substr(code, 5) as code
        from coded
        where day = $as_of
    ),

    spans as (
        select a.comparison, min(c.day) as from_on, max(c.day) as to_on
        from anchors as a
        inner join coded as c on c.code = a.code
        group by a.comparison
        union all
        select 'current' as comparison, from_on, to_on
        from ranges
        union all
        select
            'previous' as comparison,
            from_on - 1 - cast(date_diff('day', from_on, to_on) as integer) as from_on,
            from_on - 1 as to_on
        from ranges
        union all
        select
            'year_before' as comparison,
            cast(from_on - interval 1 year as date) as from_on,
            cast(to_on - interval 1 year as date) as to_on
        from ranges
    ),

    measured as (
        select
            s.comparison,
            s.from_on,
            s.to_on,
            cast(date_diff('day', s.from_on, s.to_on) as integer) + 1 as days,
            greatest(
                least(
                    cast(date_diff('day', c.from_on, cast($as_of as date)) as integer)
                    + 1,
                    cast(date_diff('day', c.from_on, c.to_on) as integer) + 1
                ),
                0
            ) as elapsed,
            cast($as_of as date) >= c.to_on as is_complete
        from spans as s
        cross join currents as c
        where c.from_on is not null
    )

select
    comparison,
    from_on,
    to_on,
    days,
    case when is_complete then days else least(elapsed, days) end as compared_days,
    case
        when is_complete then to_on else from_on + least(elapsed, days) - 1
    end as compared_to_on,
    is_complete
from measured
