-- The day that changes are counted from: that of the meeting before, else the end of
-- the dekad before.
--
-- grain   one row
-- units   compared_on the day that the last meeting's figures spoke for; held_on and
-- meeting_label empty when there was no meeting yet
-- reads   meetings
-- $as_of  date, the day the report speaks for
with
    today as (
        select
            case
                when extract(day from cast($as_of as date)) <= 10
                then 1
                when extract(day from cast($as_of as date)) <= 20
                then -9
                else -19
            end as days_back,
            cast(date_trunc('month', cast($as_of as date)) as date) as month_from
    ),

    held as (
        select
            held_on,
            as_of,
            label,
            row_number() over (order by as_of desc, held_on desc) as newest
        from meetings
        where as_of < $as_of
    )

select
    coalesce(h.as_of, t.month_from - t.days_back) as compared_on,
    h.held_on,
    h.label as meeting_label
from today as t
left join held as h on h.newest = 1
