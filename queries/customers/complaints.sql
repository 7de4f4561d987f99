-- The complaints of customers, closed ones too, newest first.
--
-- grain   one row per complaint_id received by as_of
-- units   first_response_hours, resolution_hours on their clock
-- reads   judged_complaints, complaints, rep_names
-- $as_of  date, the day the report speaks for
select
    j.complaint_id,
    j.customer_id,
    j.customer_name,
    j.received_at,
    j.severity,
    j.category,
    c.description,
    j.state,
    j.is_late,
    j.first_response_hours,
    j.resolution_hours,
    j.owner_rep_id,
    coalesce(r.rep_name, j.owner_rep_id) as owner_name,
    c.order_id,
    c.root_cause,
    c.corrective_action,
    c.compensation_amount,
    case when j.resolved_at is not null then c.satisfaction end as satisfaction
from judged_complaints as j
inner join complaints as c on c.complaint_id = j.complaint_id
left join rep_names as r on r.rep_id = j.owner_rep_id
where j.judged_on = $as_of
order by j.received_at desc, j.complaint_id
