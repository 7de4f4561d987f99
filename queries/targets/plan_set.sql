-- Every target that is set for a month, as it was given.
--
-- grain   one row per level, scope_id, family ('' = all)
-- units   month_value (whole month), first_, second_, third_value (dekads): CNY, tonnes
-- or number by metric; missing = no row
-- reads   set_targets
select level, scope_id, family, month_value, first_value, second_value, third_value
from set_targets
order by level, scope_id, family
