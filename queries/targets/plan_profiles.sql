-- The seasonal profiles of a measure: how its months are spread over their dekads.
--
-- grain   one row per family ('' = all), month, dekad; of several profiles the first
-- units   share in percent of the month; other_profile the last of several, which does
-- not count; missing where there is one
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
            min(profile_id) over (
                partition by coalesce(family, ''), month
            ) as first_profile,
            max(profile_id) over (
                partition by coalesce(family, ''), month
            ) as last_profile
        from profiles
        where metric = $metric
    )

select
    profile_id,
    family,
    month,
    dekad,
    share,
    nullif(last_profile, first_profile) as other_profile
from ranked
where profile_id = first_profile
order by family, month, dekad
