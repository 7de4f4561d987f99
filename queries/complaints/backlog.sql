-- Complaints that are not closed, as of one day, with where each stands.
--
-- An old open case never vanishes: the day of receiving is no filter here.
--
-- grain   one row per complaint_id received by as_of and not closed by then
-- units   age_hours round the clock; first_response_hours, resolution_hours on their
-- clock (empty = not yet); late_hours round the clock, of late_clock
-- reads   judged_complaints, late_clocks, rep_names, complaints
-- $as_of  date, the day the report speaks for; judged at its end
-- $state  text?, null = every state that is not closed
with
    worst as (
        select
            complaint_id,
            clock,
            late_hours,
            row_number() over (
                partition by complaint_id order by late_hours desc, clock
            ) as place
        from late_clocks
        where judged_on = $as_of
    )

select
    j.complaint_id,
    j.customer_id,
    j.customer_name,
    j.region,
    j.owner_rep_id,
    coalesce(r.rep_name, j.owner_rep_id) as owner_name,
    j.severity,
    j.category,
    c.description,
    j.state,
    j.received_at,
    j.age_hours,
    j.first_response_hours,
    j.resolution_hours,
    j.is_late,
    w.clock as late_clock,
    w.late_hours,
    j.response_due_at,
    j.resolution_due_at,
    -- not solved in time: the customer has to hear why
    case
        when j.resolved_at is null and j.resolution_is_late
        then
            c.interim_reply_at is null
            or c.interim_reply_at >= cast(cast($as_of as date) + 1 as timestamp)
        else false
    end as interim_reply_is_due,
    j.feedback_due_at,
    j.is_reopened,
    j.is_date_only
from judged_complaints as j
inner join complaints as c on c.complaint_id = j.complaint_id
left join worst as w on w.complaint_id = j.complaint_id and w.place = 1
left join rep_names as r on r.rep_id = j.owner_rep_id
where
    j.judged_on = $as_of
    and j.state <> 'closed'
    and ($state is null or j.state = $state)
order by j.is_late desc, j.received_at, j.complaint_id
