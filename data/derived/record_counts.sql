-- Whether the company keeps records of a kind at all: without them a part of a score is
-- missing, not bad.
--
-- grain   one row per record_kind
-- units   row_count rows
-- reads   complaints, visits
select 'complaint' as record_kind, count(*) as row_count
from complaints
union all
select 'visit_with_level' as record_kind, count(*) as row_count
from visits
where contact_level is not null
order by record_kind
