-- Each complaint as it stood on a day: state, clocks and what was late.
--
-- Judged at the end of the day (24:00). Stamps after it are unknown. A reopened case
-- is unsolved again and keeps its first clock; a breach stays one. Days that are
-- judged: as_of and the newest nine dekad ends up to it.
--
-- grain   one row per judged_on, complaint_id received by then
-- units   age_hours round the clock; first_response_hours, resolution_hours,
-- feedback_hours on their clock
-- reads   complaints, complaint_clocks, chosen_customers, calendar, settings
-- $as_of  date, the day the report speaks for
with
    dekad_ends as (
        select day, row_number() over (order by day desc) as newest
        from calendar
        where day = dekad_to and day <= $as_of and day > cast($as_of as date) - 120
    ),

    judged_days as (
        select day as judged_on
        from dekad_ends
        where newest <= 9
        union
        select cast($as_of as date) as judged_on
    ),

    feedback_setting as (
        select max(case when name = 'feedback_clock' then value end) <> 'off' as is_on
        from settings
    ),

    stopwatches as (
        select
            complaint_id,
            max(case when clock = 'first_response' then answered_at end) as answered_at,
            max(case when clock = 'first_response' then due_at end) as response_due_at,
            max(
                case when clock = 'first_response' then elapsed_hours end
            ) as first_response_hours,
            max(case when clock = 'resolution' then answered_at end) as resolved_at,
            max(case when clock = 'resolution' then due_at end) as resolution_due_at,
            max(
                case when clock = 'resolution' then elapsed_hours end
            ) as resolution_hours,
            max(case when clock = 'feedback' then answered_at end) as told_at,
            max(case when clock = 'feedback' then due_at end) as feedback_due_at,
            max(case when clock = 'feedback' then elapsed_hours end) as feedback_hours,
            max(case when is_date_only then 1 else 0 end) = 1 as is_date_only
        from complaint_clocks
        group by complaint_id
    ),

    known as (
        select
            d.judged_on,
            cast(d.judged_on + 1 as timestamp) as judged_at,
            c.complaint_id,
            c.customer_id,
            c.received_at,
            case
                when p.answered_at < cast(d.judged_on + 1 as timestamp)
                then p.answered_at
            end as answered_at,
            case
                when p.resolved_at < cast(d.judged_on + 1 as timestamp)
                then p.resolved_at
            end as resolved_at,
            case
                when p.told_at < cast(d.judged_on + 1 as timestamp) then p.told_at
            end as told_at,
            coalesce(
                c.reopened_at > p.resolved_at
                and c.reopened_at < cast(d.judged_on + 1 as timestamp),
                false
            ) as is_reopened,
            c.reopened_at,
            p.response_due_at,
            p.resolution_due_at,
            case when f.is_on then p.feedback_due_at end as feedback_due_at,
            p.first_response_hours,
            p.resolution_hours,
            p.feedback_hours,
            p.is_date_only,
            f.is_on as feedback_is_on
        from judged_days as d
        inner join complaints as c on c.received_at < cast(d.judged_on + 1 as timestamp)
        inner join stopwatches as p on p.complaint_id = c.complaint_id
        cross join feedback_setting as f
    ),

    -- when each clock stopped, or how far it has run
    stopped as (
        select
            *,
            resolved_at is not null and not is_reopened as is_resolved,
            coalesce(answered_at, judged_at) as response_until,
            case
                when resolved_at is not null and not is_reopened
                then resolved_at
                else judged_at
            end as resolution_until,
            case
                when resolved_at is not null
                then
                    coalesce(
                        told_at, case when is_reopened then reopened_at end, judged_at
                    )
            end as feedback_until
        from known
    ),

    late as (
        select
            *,
            response_until > response_due_at as response_is_late,
            resolution_until > resolution_due_at as resolution_is_late,
            coalesce(feedback_until > feedback_due_at, false) as feedback_is_late
        from stopped
    )

select
    l.judged_on,
    l.complaint_id,
    l.customer_id,
    n.customer_name,
    n.region,
    c.owner_rep_id,
    coalesce(c.severity, 'minor') as severity,
    c.category,
    c.received_at,
    l.answered_at,
    case when l.is_resolved then l.resolved_at end as resolved_at,
    case when l.is_resolved then l.told_at end as feedback_at,
    l.is_reopened,
    case
        when l.is_reopened or (not l.is_resolved and l.answered_at is not null)
        then
            case when l.resolution_is_late then 'resolution_late' else 'in_progress' end
        when not l.is_resolved
        then
            case
                when l.response_is_late then 'response_late' else 'awaiting_response'
            end
        when l.told_at is not null or not l.feedback_is_on
        then 'closed'
        when l.feedback_is_late
        then 'feedback_late'
        else 'awaiting_feedback'
    end as state,
    date_diff('day', cast(l.received_at as date), l.judged_on) * 24.0
    + 24
    - extract(hour from l.received_at)
    - extract(minute from l.received_at) / 60.0
    - extract(second from l.received_at) / 3600.0 as age_hours,
    case
        when l.answered_at is not null then l.first_response_hours
    end as first_response_hours,
    case when l.is_resolved then l.resolution_hours end as resolution_hours,
    case
        when l.is_resolved and l.told_at is not null then l.feedback_hours
    end as feedback_hours,
    l.response_due_at,
    l.resolution_due_at,
    case when l.resolved_at is not null then l.feedback_due_at end as feedback_due_at,
    l.response_is_late,
    l.resolution_is_late,
    l.feedback_is_late,
    l.response_is_late or l.resolution_is_late or l.feedback_is_late as is_late,
    l.response_until,
    l.resolution_until,
    l.feedback_until,
    l.is_date_only
from late as l
inner join complaints as c on c.complaint_id = l.complaint_id
inner join chosen_customers as n on n.customer_id = l.customer_id
