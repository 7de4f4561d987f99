-- How content customers are with how complaints were handled, last 12 months.
--
-- grain   one row per region with a score
-- units   score_count complaints with a score; mean_score 1–5 = Σ scores ÷ n;
-- content_share the share with 4 or 5, 1 = 100 %
-- reads   judged_complaints, complaints
-- $as_of  date, the day the report speaks for
with
    scored as (
        select j.region, c.satisfaction
        from judged_complaints as j
        inner join complaints as c on c.complaint_id = j.complaint_id
        where
            j.judged_on = $as_of
            and c.satisfaction is not null
            and j.resolved_at is not null
            and cast(j.received_at as date)
            > cast(cast($as_of as date) - interval 12 month as date)
    )

select
    region,
    count(*) as score_count,
    cast(sum(satisfaction) as bigint) as score_sum,
    cast(sum(case when satisfaction >= 4 then 1 else 0 end) as bigint) as content_count,
    cast(sum(satisfaction) as double) / nullif(count(*), 0) as mean_score,
    cast(sum(case when satisfaction >= 4 then 1 else 0 end) as double)
    / nullif(count(*), 0) as content_share
from scored
group by region
order by region
