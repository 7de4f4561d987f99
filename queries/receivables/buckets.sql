-- The ageing buckets of the settings, in order: titles of the bucket columns.
--
-- grain   one row per ageing bucket
-- units   from_days, to_days days overdue, inclusive, with edges = years the year that
-- runs; provision_rate 1 = 100 %, empty with edges of one's own
-- reads   asked_buckets
select position, ageing_bucket, from_age as from_days, to_age as to_days, provision_rate
from asked_buckets
order by position
