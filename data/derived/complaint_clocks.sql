-- The three clocks of each complaint: when they started, when they run out, when they
-- stopped.
--
-- Every clock is a running count of seconds that stands still off the clock: round the
-- clock (always), on working days (working_days), or in working hours (working_hours).
-- A clock runs out at the first moment at which its limit is used up. Waiting for the
-- customer is off the clock of the resolution. A stamp without time of day counts from
-- the end of its day, and limits beside it are whole days.
--
-- grain   one row per complaint_id, clock that has started
-- units   limit_hours, elapsed_hours hours on the clock
-- reads   complaints, settings, calendar
with
    hours_worked as (
        select
            cast(
                max(case when name = 'work_from_hour' then number end) as double
            ) as from_hour,
            cast(
                max(case when name = 'work_to_hour' then number end) as double
            ) as to_hour
        from settings
    ),

    graded as (
        select *, coalesce(severity, 'minor') as resolved_severity from complaints
    ),

    started as (
        select
            complaint_id,
            customer_id,
            'first_response' as clock,
            'clock_' || resolved_severity as kind_setting,
            'first_response_' || resolved_severity || '_h' as limit_setting,
            received_at as started_at,
            -- solving it was an answer too
            least(first_response_at, resolved_at) as answered_at,
            0 as waiting_hours
        from graded
        union all
        select
            complaint_id,
            customer_id,
            'resolution' as clock,
            'clock_' || resolved_severity as kind_setting,
            'resolution_' || resolved_severity || '_d' as limit_setting,
            received_at as started_at,
            resolved_at as answered_at,
            coalesce(waiting_hours, 0) as waiting_hours
        from graded
        union all
        select
            complaint_id,
            customer_id,
            'feedback' as clock,
            'working_days' as kind_setting,
            'feedback_d' as limit_setting,
            resolved_at as started_at,
            -- what the customer was told before the case was reopened answers nothing
            -- now
            case
                when feedback_at < reopened_at and reopened_at <= resolved_at
                then null
                else feedback_at
            end as answered_at,
            0 as waiting_hours
        from graded
        where resolved_at is not null
    ),

    limited as (
        select
            s.complaint_id,
            s.customer_id,
            s.clock,
            s.started_at,
            s.answered_at,
            s.waiting_hours,
            coalesce(k.value, 'working_days') as kind,
            case
                when k.value = 'working_hours' then h.to_hour - h.from_hour else 24
            end as day_hours,
            case
                when k.value = 'working_hours' then h.from_hour else 0
            end as from_hour,
            l.number as limit_number,
            right(l.name, 2) = '_d' as limit_is_in_days,
            s.started_at
            = cast(cast(s.started_at as date) as timestamp) as starts_without_time,
            coalesce(
                s.answered_at = cast(cast(s.answered_at as date) as timestamp), false
            ) as ends_without_time
        from started as s
        inner join settings as l on l.name = s.limit_setting
        left join settings as k on k.name = s.kind_setting
        cross join hours_worked as h
    ),

    dated as (
        select
            complaint_id,
            customer_id,
            clock,
            kind,
            started_at,
            answered_at,
            starts_without_time or ends_without_time as is_date_only,
            cast(day_hours * 3600 as bigint) as day_s,
            cast(from_hour * 3600 as bigint) as from_s,
            waiting_hours,
            case
                when starts_without_time or ends_without_time
                then
                    day_hours * ceil(
                        case
                            when limit_is_in_days
                            then limit_number
                            else limit_number / nullif(day_hours, 0)
                        end
                    )
                when limit_is_in_days
                then limit_number * day_hours
                else limit_number
            end as limit_hours,
            starts_without_time,
            cast(started_at as date) as started_on,
            extract(hour from started_at) * 3600
            + extract(minute from started_at) * 60
            + floor(extract(second from started_at)) as started_s,
            cast(answered_at as date) as answered_on,
            extract(hour from answered_at) * 3600
            + extract(minute from answered_at) * 60
            + floor(extract(second from answered_at)) as answered_s
        from limited
    ),

    -- seconds on the clock since the first day of the calendar
    running as (
        select
            d.*,
            case
                when d.kind = 'always'
                then
                    date_diff('day', date '1990-01-01', d.started_on) * 86400
                    + d.started_s
                when s.is_working_day
                then
                    s.working_days_before * d.day_s
                    + least(greatest(d.started_s - d.from_s, 0), d.day_s)
                else s.working_days_before * d.day_s
            end as start_position,
            case
                when d.kind = 'always'
                then date_diff('day', date '1990-01-01', d.started_on) * 86400 + 86400
                when s.is_working_day
                then (s.working_days_before + 1) * d.day_s
                else s.working_days_before * d.day_s
            end as day_end_position,
            case
                when d.kind = 'always'
                then
                    date_diff('day', date '1990-01-01', d.answered_on) * 86400
                    + d.answered_s
                when a.is_working_day
                then
                    a.working_days_before * d.day_s
                    + least(greatest(d.answered_s - d.from_s, 0), d.day_s)
                else a.working_days_before * d.day_s
            end as answer_position
        from dated as d
        left join calendar as s on s.day = d.started_on
        left join calendar as a on a.day = d.answered_on
    ),

    due as (
        select
            *,
            case
                when starts_without_time
                then day_end_position
                else start_position
            end + cast(
                floor((limit_hours + waiting_hours) * 3600 + 0.5) as bigint
            ) as due_position
        from running
    ),

    due_days as (
        select
            *,
            cast(ceil(cast(due_position as double) / nullif(day_s, 0)) as bigint)
            - 1 as due_day_number
        from due
    )

select
    d.complaint_id,
    d.customer_id,
    d.clock,
    d.kind,
    d.started_at,
    d.answered_at,
    d.limit_hours,
    case
        when d.kind = 'always'
        then
            cast(date '1990-01-01' as timestamp)
            + cast(d.due_position as bigint) * interval 1 second
        else
            cast(c.day as timestamp)
            + cast(d.from_s + d.due_position - d.due_day_number * d.day_s as bigint)
            * interval 1 second
    end as due_at,
    case
        when d.answered_at is not null
        then
            greatest(
                cast(d.answer_position - d.start_position as double) / 3600
                - d.waiting_hours,
                0
            )
    end as elapsed_hours,
    d.is_date_only
from due_days as d
left join
    calendar as c
    on c.working_days_before = d.due_day_number
    and c.is_working_day
    and d.kind <> 'always'
order by d.complaint_id, d.clock
