-- What happened to one complaint: each stamp with the limit that belongs to it.
--
-- grain   one row per event of the complaint, oldest first
-- units   hours on the clock of the event; due_at = when that clock runs out
-- reads   judged_complaints, complaints
-- $as_of         date, the day the report speaks for; later stamps are unknown
-- $complaint_id  text, the complaint
with
    chosen as (
        select
            j.complaint_id,
            j.received_at,
            j.answered_at,
            j.first_response_hours,
            j.response_due_at,
            j.response_is_late,
            c.resolved_at,
            j.resolution_hours,
            j.resolution_due_at,
            j.resolution_is_late,
            c.interim_reply_at,
            c.reopened_at,
            j.feedback_at,
            j.feedback_hours,
            j.feedback_due_at,
            j.feedback_is_late
        from judged_complaints as j
        inner join complaints as c on c.complaint_id = j.complaint_id
        where j.judged_on = $as_of and j.complaint_id = $complaint_id
    ),

    events as (
        select
            complaint_id,
            1 as turn,
            'received' as event,
            received_at as happened_at,
            cast(null as timestamp) as due_at,
            cast(null as double) as hours,
            false as is_late
        from chosen
        union all
        select
            complaint_id,
            2 as turn,
            'first_response' as event,
            answered_at as happened_at,
            response_due_at as due_at,
            first_response_hours as hours,
            response_is_late as is_late
        from chosen
        union all
        select
            complaint_id,
            3 as turn,
            'interim_reply' as event,
            interim_reply_at as happened_at,
            resolution_due_at as due_at,
            cast(null as double) as hours,
            interim_reply_at > resolution_due_at as is_late
        from chosen
        where interim_reply_at < cast(cast($as_of as date) + 1 as timestamp)
        union all
        select
            complaint_id,
            4 as turn,
            'resolution' as event,
            case
                when resolved_at < cast(cast($as_of as date) + 1 as timestamp)
                then resolved_at
            end as happened_at,
            resolution_due_at as due_at,
            resolution_hours as hours,
            resolution_is_late as is_late
        from chosen
        union all
        select
            complaint_id,
            5 as turn,
            'feedback' as event,
            feedback_at as happened_at,
            feedback_due_at as due_at,
            feedback_hours as hours,
            feedback_is_late as is_late
        from chosen
        where feedback_due_at is not null
        union all
        select
            complaint_id,
            6 as turn,
            'reopened' as event,
            reopened_at as happened_at,
            cast(null as timestamp) as due_at,
            cast(null as double) as hours,
            false as is_late
        from chosen
        where reopened_at < cast(cast($as_of as date) + 1 as timestamp)
    )

select complaint_id, event, happened_at, due_at, hours, is_late
from events
order by case when happened_at is null then 1 else 0 end, happened_at, turn
