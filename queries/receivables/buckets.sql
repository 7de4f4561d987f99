-- The ageing buckets of the settings, in order: titles of the bucket columns.
--
-- grain   one row per ageing bucket
-- units   from_days, to_days days overdue, inclusive; provision_rate 1 = 100 %
-- reads   ageing_edges
select position, ageing_bucket, from_days, to_days, provision_rate
from ageing_edges
order by position
