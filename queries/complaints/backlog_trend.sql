-- Open complaints by state and age at the newest dekad ends and on the day itself.
--
-- grain   one row per day, state, age_band with an open complaint
-- units   complaint_count, late_count complaints; age_band days since receiving
-- reads   judged_complaints
with
    open_cases as (
        select
            judged_on as day,
            state,
            case
                when age_hours <= 72
                then '0-3'
                when age_hours <= 240
                then '4-10'
                when age_hours <= 720
                then '11-30'
                else '>30'
            end as age_band,
            is_late
        from judged_complaints
        where state <> 'closed'
    )

select
    day,
    state,
    age_band,
    count(*) as complaint_count,
    cast(sum(case when is_late then 1 else 0 end) as bigint) as late_count
from open_cases
group by day, state, age_band
order by day, state, age_band
