-- The names of reps, for rows that a colleague of another region or a former rep wrote.
--
-- grain   one row per rep_id of reps
-- units   none
-- reads   reps
select rep_id, rep_name from reps order by rep_id
