-- What is set as targets of a month: whole months and dekads, each as it was given.
--
-- grain   one row per level, scope_id, family ('' = all)
-- units   month_value (whole month), first_, second_, third_value (dekads): CNY, tonnes
-- or number by metric; missing = no row
-- reads   targets
-- $month     text, YYYY-MM
-- $metric    text(metrics), one of the six
-- $tier      text(base|stretch|challenge) = base, base, stretch or challenge
select
    level,
    scope_id,
    coalesce(family, '') as family,
    sum(case when coalesce(dekad, '') = '' then target_value end) as month_value,
    sum(case when dekad = 'D1' then target_value end) as first_value,
    sum(case when dekad = 'D2' then target_value end) as second_value,
    sum(case when dekad = 'D3' then target_value end) as third_value
from targets
where month = $month and metric = $metric and coalesce(tier, 'base') = $tier
group by level, scope_id, coalesce(family, '')
