-- The seasonal profiles of a measure: how its months are spread over their dekads.
--
-- grain   one row per family ('' = all), month, dekad; of several profiles the first
-- units   share in percent of the month
-- reads   profiles
-- $metric  text(metrics), one of the six
with
    ranked as (
        select
            profile_id,
            coalesce(family, '') as family,
            month,
            dekad,
            share,
            row_number() over (
                partition by coalesce(family, ''), month, dekad order by profile_id
            ) as position
        from profiles
        where metric = $metric
    )

select profile_id, family, month, dekad, share
from ranked
where position = 1
order by family, month, dekad
