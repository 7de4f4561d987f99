-- The cycles of opportunities that the 1-15-30 marks are counted from.
--
-- A cycle starts at the latest of opened_on, stage_since and judged_on (day 0). A
-- judgement that started one has ended the cycle before, whose marks count too.
--
-- grain   one row per opportunity_id, started_on of the cycle that runs and of the one
-- before it; parked opportunities have none
-- units   judged_on the judgement that ended the cycle, empty = it runs; until_on the
-- last day that its marks are asked for
-- reads   opportunities
-- $as_of  date, the day the report speaks for; a later judgement is not known yet
with
    opened as (
        select
            opportunity_id,
            customer_id,
            prospect_name,
            rep_id,
            greatest(opened_on, stage_since) as stage_on,
            case when judged_on <= $as_of then judged_on end as judged_on,
            coalesce(closed_on, date '9999-12-31') as closed_on
        from opportunities
        where coalesce(status, 'open') <> 'parked'
    )

select
    opportunity_id,
    customer_id,
    prospect_name,
    rep_id,
    greatest(stage_on, judged_on) as started_on,
    closed_on as until_on,
    cast(null as date) as judged_on
from opened
union all
select
    opportunity_id,
    customer_id,
    prospect_name,
    rep_id,
    stage_on as started_on,
    least(judged_on, closed_on) as until_on,
    judged_on
from opened
where judged_on > stage_on
