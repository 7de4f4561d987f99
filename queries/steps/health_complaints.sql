-- Health, complaints: points off for each complaint of 90 days or still open.
--
-- 10, 20 or 30 by severity, 10 more while it is open, 20 more when a clock was
-- exceeded.
--
-- grain   one row per customer_id, when the company keeps complaints at all
-- units   points 0–100; reason name=value pairs separated by ;
-- reads   judged_complaints, record_counts, chosen_customers
-- $as_of  date, the day the report speaks for
with
    penalties as (
        select
            customer_id,
            count(*) as complaint_count,
            sum(case when state <> 'closed' then 1 else 0 end) as open_count,
            sum(case when is_late then 1 else 0 end) as late_count,
            sum(
                case
                    when state <> 'closed' and is_late and severity <> 'minor'
                    then 1
                    else 0
                end
            ) as grave_count,
            sum(
                case severity when 'urgent' then 30 when 'major' then 20 else 10 end
                + case when state <> 'closed' then 10 else 0 end
                + case when is_late then 20 else 0 end
            ) as points_off
        from judged_complaints
        where
            judged_on = $as_of
            and (
                state <> 'closed'
                or cast(received_at as date) > cast($as_of as date) - 90
            )
        group by customer_id
    )

select
    c.customer_id,
    coalesce(n.grave_count, 0) > 0 as has_grave_complaint,
    cast(greatest(100 - coalesce(n.points_off, 0), 0) as double) as points,
    'complaints='
    || cast(coalesce(n.complaint_count, 0) as varchar)
    || ';open='
    || cast(coalesce(n.open_count, 0) as varchar)
    || ';late='
    || cast(coalesce(n.late_count, 0) as varchar) as reason
from chosen_customers as c
inner join record_counts as r on r.record_kind = 'complaint' and r.row_count > 0
left join penalties as n on n.customer_id = c.customer_id
