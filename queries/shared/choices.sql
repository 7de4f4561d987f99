-- What can be chosen in the filter bar.
--
-- grain   one row per field, value
-- units   none; an empty value stands for rows without region, department and so on
-- reads   invoice_lines, customer_directory, reps
with
    found as (
        select
            'region' as field,
            coalesce(region, '') as value,
            coalesce(region, '') as label
        from customer_directory
        union
        select
            'region' as field,
            coalesce(region, '') as value,
            coalesce(region, '') as label
        from invoice_lines
        union
        select
            'department' as field,
            coalesce(department, '') as value,
            coalesce(department, '') as label
        from customer_directory
        union
        select
            'channel' as field,
            coalesce(channel, '') as value,
            coalesce(channel, '') as label
        from customer_directory
        union
        select
            'family' as field,
            coalesce(family, '') as value,
            coalesce(family, '') as label
        from invoice_lines
        union
        select 'rep' as field, rep_id as value, rep_name as label
        from reps
    )

select field, value, label
from found
order by field, value, label
