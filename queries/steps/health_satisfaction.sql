-- Health, satisfaction: scores of visits and solved complaints in 180 days.
--
-- grain   one row per customer_id with a score
-- units   points 0–100 of a mean of 1–5; reason name=value pairs separated by ;
-- reads   visits, complaints, judged_complaints, chosen_customers
-- $as_of  date, the day the report speaks for
with
    scores as (
        select v.customer_id, v.satisfaction
        from visits as v
        inner join chosen_customers as c on c.customer_id = v.customer_id
        where
            v.satisfaction is not null
            and cast(v.visited_at as date) <= $as_of
            and cast(v.visited_at as date) > cast($as_of as date) - 180
        union all
        select j.customer_id, c.satisfaction
        from judged_complaints as j
        inner join complaints as c on c.complaint_id = j.complaint_id
        where
            j.judged_on = $as_of
            and c.satisfaction is not null
            and cast(coalesce(j.feedback_at, j.resolved_at) as date)
            > cast($as_of as date) - 180
    ),

    averaged as (
        select
            customer_id,
            count(*) as score_count,
            cast(sum(satisfaction) as double) / nullif(count(*), 0) as mean_score
        from scores
        group by customer_id
    )

select
    customer_id,
    mean_score,
    score_count,
    (mean_score - 1) * 25 as points,
    'mean_score='
    || cast(cast(mean_score as decimal(9, 2)) as varchar)
    || ';scores='
    || cast(score_count as varchar) as reason
from averaged
