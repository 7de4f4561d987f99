-- Who let customers wait: late clocks of complaints by owner, worst first.
--
-- grain   one row per complaint_id, clock that was exceeded; running ones first
-- units   late_hours round the clock; late_days = late_hours ÷ 24
-- reads   late_clocks, judged_complaints, rep_names
-- $as_of    date, the day the report speaks for; judged at its end
-- $from_on  date?, leaves out what was answered before this day; null = all
select
    l.owner_rep_id,
    coalesce(r.rep_name, l.owner_rep_id) as owner_name,
    l.complaint_id,
    l.customer_id,
    j.customer_name,
    j.severity,
    j.category,
    j.state,
    l.clock,
    l.due_at,
    case when not l.is_running then l.until_at end as answered_at,
    l.is_running,
    l.late_hours,
    l.late_hours / 24 as late_days,
    j.is_reopened
from late_clocks as l
inner join
    judged_complaints as j
    on j.complaint_id = l.complaint_id
    and j.judged_on = l.judged_on
left join rep_names as r on r.rep_id = l.owner_rep_id
where
    l.judged_on = $as_of
    and ($from_on is null or l.is_running or l.until_at >= cast($from_on as timestamp))
order by l.owner_rep_id, l.is_running desc, l.late_hours desc, l.complaint_id, l.clock
