-- How far the data of each table reach.
--
-- Of the whole release, whoever asks: a reader of one region speaks of the same day.
--
-- grain   one row per table that has a business date
-- units   newest_on the newest business date, row_count rows that were read
-- reads   table_dates
select table_name, newest_on, row_count from table_dates order by table_name
