-- How far the data of each table reach: the first and the newest business date and the
-- rows of each.
--
-- grain   one row per table that has a business date
-- units   oldest_on, newest_on business dates, row_count rows that were read
-- reads   orders, receipts, complaints, visits, customer_stock, targets
with
    spans as (
        select
            'orders' as table_name,
            min(ordered_on) as oldest_on,
            max(ordered_on) as newest_on,
            count(*) as row_count
        from orders
        union all
        select
            'receipts' as table_name,
            min(received_on) as oldest_on,
            max(received_on) as newest_on,
            count(*) as row_count
        from receipts
        union all
        select
            'complaints' as table_name,
            min(cast(received_at as date)) as oldest_on,
            max(cast(received_at as date)) as newest_on,
            count(*) as row_count
        from complaints
        union all
        select
            'visits' as table_name,
            min(cast(visited_at as date)) as oldest_on,
            max(cast(visited_at as date)) as newest_on,
            count(*) as row_count
        from visits
        union all
        select
            'customer_stock' as table_name,
            min(counted_on) as oldest_on,
            max(counted_on) as newest_on,
            count(*) as row_count
        from customer_stock
        union all
        select
            'targets' as table_name,
            min(cast(month || '-01' as date)) as oldest_on,
            max(cast(month || '-01' as date)) as newest_on,
            count(*) as row_count
        from targets
    )

select table_name, oldest_on, newest_on, row_count
from spans
order by table_name
