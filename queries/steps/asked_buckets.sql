-- The ageing buckets asked for: those of the settings, whole years, or own edges.
--
-- grain   one row per ageing bucket
-- units   from_age, to_age inclusive: days overdue, with edges = years the year that
-- runs; provision_rate 1 = 100 %, of the settings' buckets only
-- reads   ageing_edges
-- $edges  edges?, upper edges in days as 15,45,90, or years; null = the settings'
with
    positions as (
        select 1 as position
        union all
        select 2 as position
        union all
        select 3 as position
        union all
        select 4 as position
        union all
        select 5 as position
        union all
        select 6 as position
        union all
        select 7 as position
    ),

    given_edges as (
        select
            position,
            split_part(
                case when $edges = 'years' then '1,2,3' else $edges end, ',', position
            ) as upper_edge
        from positions
        where $edges is not null
    ),

    spans as (
        select
            u.position,
            coalesce(cast(nullif(l.upper_edge, '') as bigint), 0) + 1 as from_age,
            cast(nullif(u.upper_edge, '') as bigint) as to_age
        from given_edges as u
        left join given_edges as l on l.position = u.position - 1
        where u.position = 1 or l.upper_edge <> ''
    )

select position, ageing_bucket, from_days as from_age, to_days as to_age, provision_rate
from ageing_edges
where $edges is null
union all
select
    0 as position,
    'not_due' as ageing_bucket,
    null as from_age,
    0 as to_age,
    null as provision_rate
from positions
where $edges is not null and position = 1
union all
select
    position,
    case
        when $edges = 'years'
        then concat('year_', cast(position as varchar))
        when to_age is null
        then concat('>', cast(from_age - 1 as varchar))
        else concat(cast(from_age as varchar), '-', cast(to_age as varchar))
    end as ageing_bucket,
    from_age,
    to_age,
    null as provision_rate
from spans
