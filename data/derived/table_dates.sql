-- How far the data of each table reach: the newest business date and the rows of each.
--
-- grain   one row per table that has a business date
-- units   newest_on the newest business date, row_count rows that were read
-- reads   orders, receipts, complaints, visits, customer_stock, targets
with
    spans as (
        select
            'orders' as table_name, max(ordered_on) as newest_on, count(*) as row_count
        from orders
        union all
        select
            'receipts' as table_name,
            max(received_on) as newest_on,
            count(*) as row_count
        from receipts
        union all
        select
            'complaints' as table_name,
            max(cast(received_at as date)) as newest_on,
            count(*) as row_count
        from complaints
        union all
        select
            'visits' as table_name,
            max(cast(visited_at as date)) as newest_on,
            count(*) as row_count
        from visits
        union all
        select
            'customer_stock' as table_name,
            max(counted_on) as newest_on,
            count(*) as row_count
        from customer_stock
        union all
        select
            'targets' as table_name,
            max(cast(month || '-01' as date)) as newest_on,
            count(*) as row_count
        from targets
    )

select table_name, newest_on, row_count
from spans
order by table_name
