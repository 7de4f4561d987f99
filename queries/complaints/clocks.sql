-- How long customers waited on one clock, by owner, region, category or severity.
--
-- Median and P90 leave out what is unanswered, which is counted beside; what is late
-- includes it once past its limit.
--
-- grain   one row per group_id; empty = no owner, region or category
-- units   median_hours, p90_hours, mean_hours on the clock; counts of complaints
-- reads   judged_complaints, rep_names
-- $as_of    date, the day the report speaks for; judged at its end
-- $from_on  date?, complaints received from this day on; null = all
-- $by       text(owner|region|category|severity), what is compared
-- $clock    text(first_response|resolution|feedback) = first_response, one clock
with
    timed as (
        select
            case
                $by
                when 'owner'
                then owner_rep_id
                when 'region'
                then region
                when 'category'
                then category
                when 'severity'
                then severity
            end as group_id,
            case
                $clock
                when 'first_response'
                then first_response_hours
                when 'resolution'
                then resolution_hours
                when 'feedback'
                then feedback_hours
            end as hours,
            case
                $clock
                when 'first_response'
                then response_is_late
                when 'resolution'
                then resolution_is_late
                when 'feedback'
                then feedback_is_late
            end as is_late
        from judged_complaints
        where
            judged_on = $as_of
            and ($from_on is null or received_at >= cast($from_on as timestamp))
    ),

    grouped as (
        select
            group_id,
            count(*) as received_count,
            count(hours) as answered_count,
            count(*) - count(hours) as unanswered_count,
            percentile_cont(0.5) within group (order by hours) as median_hours,
            percentile_cont(0.9) within group (order by hours) as p90_hours,
            avg(cast(hours as double)) as mean_hours,
            sum(case when is_late then 1 else 0 end) as late_count
        from timed
        group by group_id
    )

select
    g.group_id,
    case
        when $by = 'owner' then coalesce(r.rep_name, g.group_id) else g.group_id
    end as group_name,
    g.received_count,
    g.answered_count,
    g.unanswered_count,
    g.median_hours,
    g.p90_hours,
    g.mean_hours,
    cast(g.late_count as bigint) as late_count
from grouped as g
left join rep_names as r on r.rep_id = g.group_id and $by = 'owner'
order by g.late_count desc, g.received_count desc, g.group_id
