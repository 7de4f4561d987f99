-- The clocks of complaints that were exceeded, with by how much.
--
-- grain   one row per judged_on, complaint_id, clock that was exceeded by then
-- units   late_hours round the clock, from the limit to the answer, else to the end of
-- judged_on
-- reads   judged_complaints
with
    exceeded as (
        select
            judged_on,
            complaint_id,
            customer_id,
            owner_rep_id,
            'first_response' as clock,
            response_due_at as due_at,
            response_until as until_at,
            answered_at is null as is_running
        from judged_complaints
        where response_is_late
        union all
        select
            judged_on,
            complaint_id,
            customer_id,
            owner_rep_id,
            'resolution' as clock,
            resolution_due_at as due_at,
            resolution_until as until_at,
            resolved_at is null as is_running
        from judged_complaints
        where resolution_is_late
        union all
        select
            judged_on,
            complaint_id,
            customer_id,
            owner_rep_id,
            'feedback' as clock,
            feedback_due_at as due_at,
            feedback_until as until_at,
            feedback_at is null and not is_reopened as is_running
        from judged_complaints
        where feedback_is_late
    )

select
    judged_on,
    complaint_id,
    customer_id,
    owner_rep_id,
    clock,
    due_at,
    until_at,
    is_running,
    date_diff('day', cast(due_at as date), cast(until_at as date)) * 24.0
    + extract(hour from until_at)
    - extract(hour from due_at)
    + (extract(minute from until_at) - extract(minute from due_at)) / 60.0
    + (extract(second from until_at) - extract(second from due_at))
    / 3600.0 as late_hours
from exceeded
