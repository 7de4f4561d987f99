-- The reps that the filter bar leaves: where they belong, and whether they are here.
--
-- grain   one row per rep_id of reps that the reader may see
-- units   none; has_left = the last working day is over, is_away = away on that day
-- reads   reps, rep_names
-- $as_of        date, the day the report speaks for
-- $regions      text[]?, null = every region, '' = without region
-- $departments  text[]?, null = every department, '' = without department
select
    r.rep_id,
    r.rep_name,
    r.department,
    r.region,
    r.left_on,
    coalesce(r.left_on < $as_of, false) as has_left,
    coalesce(
        r.away_from <= $as_of and coalesce(r.away_until, $as_of) >= $as_of, false
    ) as is_away,
    r.away_until,
    coalesce(d.rep_name, r.deputy_rep_id) as deputy_name
from reps as r
left join rep_names as d on d.rep_id = r.deputy_rep_id
where
    (
        $regions is null
        or list_contains(cast($regions as varchar[]), coalesce(r.region, ''))
    )
    and (
        $departments is null
        or list_contains(cast($departments as varchar[]), coalesce(r.department, ''))
    )
order by r.rep_id
