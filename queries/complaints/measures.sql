-- The figures of complaints at the newest dekad ends and on the day itself.
--
-- grain   one row per day on which a complaint was known
-- units   counts of complaints; late, unanswered and awaiting ones are part of the
-- open;
-- median_response_hours on the clock, received in the 90 days up to the day and
-- answered by then; mean_score 1–5 = Σ scores ÷ n, received in the 12 months up to it
-- reads   judged_complaints, complaints
with
    measured_days as (
        select
            j.judged_on,
            j.state,
            j.is_late,
            case
                when cast(j.received_at as date) > j.judged_on - 90
                then j.first_response_hours
            end as response_hours,
            case
                when
                    j.resolved_at is not null
                    and cast(j.received_at as date)
                    > cast(j.judged_on - interval 12 month as date)
                then c.satisfaction
            end as satisfaction
        from judged_complaints as j
        inner join complaints as c on c.complaint_id = j.complaint_id
    )

select
    judged_on as day,
    cast(sum(case when state <> 'closed' then 1 else 0 end) as bigint) as open_count,
    cast(
        sum(case when state <> 'closed' and is_late then 1 else 0 end) as bigint
    ) as late_count,
    cast(
        sum(case when state = 'response_late' then 1 else 0 end) as bigint
    ) as unanswered_late_count,
    cast(
        sum(
            case when state in ('awaiting_feedback', 'feedback_late') then 1 else 0 end
        ) as bigint
    ) as awaiting_feedback_count,
    count(response_hours) as response_count,
    percentile_cont(0.5) within group (
        order by response_hours
    ) as median_response_hours,
    count(satisfaction) as score_count,
    cast(sum(satisfaction) as double) / nullif(count(satisfaction), 0) as mean_score
from measured_days
group by judged_on
order by judged_on
