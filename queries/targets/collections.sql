-- The money behind an actual of collections, the newest first.
--
-- grain   one row per day, customer_id, rep_id; at most 1,000 rows, the total_ columns
-- count all
-- units   amount CNY with tax, receipts less refunds; receipt_count documents of that
-- customer on that day, receipt_id the first of them
-- reads   collection_days, receipts, period_days, customer_directory, settings
-- $regions       text[]?, null = every region, '' = without region
-- $departments   text[]?, null = every department, '' = without department
-- $rep_ids       text[]?, null = every rep, '' = without rep
-- $channels      text[]?, null = every channel, '' = without channel
-- $customer_ids  text[]?, null = every customer
with
    basis as (
        select value = 'matures_on' as is_maturity
        from settings
        where name = 'collection_date'
    ),

    days as (
        select
            c.day,
            c.customer_id,
            c.rep_id,
            c.region,
            case
                when b.is_maturity then c.matured_amount else c.received_amount
            end as amount
        from collection_days as c
        inner join period_days as p on p.day = c.day
        cross join basis as b
        where
            p.is_elapsed
            and (
                $regions is null
                or list_contains(cast($regions as varchar[]), coalesce(c.region, ''))
            )
            and (
                $departments is null
                or list_contains(
                    cast($departments as varchar[]), coalesce(c.department, '')
                )
            )
            and (
                $rep_ids is null
                or list_contains(cast($rep_ids as varchar[]), coalesce(c.rep_id, ''))
            )
            and (
                $channels is null
                or list_contains(cast($channels as varchar[]), coalesce(c.channel, ''))
            )
            and (
                $customer_ids is null
                or list_contains(cast($customer_ids as varchar[]), c.customer_id)
            )
    ),

    moved as (select * from days where amount <> 0),

    totals as (select count(*) as total_rows, sum(amount) as total_amount from moved),

    receipt_lines as (
        select
            r.customer_id,
            r.receipt_id,
            case
                when
                    b.is_maturity
                    and r.method in ('bank_acceptance', 'commercial_acceptance')
                then greatest(coalesce(r.matures_on, r.received_on), r.received_on)
                else r.received_on
            end as day
        from receipts as r
        cross join basis as b
        where coalesce(r.kind, 'receipt') in ('receipt', 'refund')
    ),

    documents as (select distinct customer_id, day, receipt_id from receipt_lines),

    document_days as (
        select
            customer_id, day, min(receipt_id) as receipt_id, count(*) as receipt_count
        from documents
        group by customer_id, day
    )

select
    m.day,
    m.customer_id,
    coalesce(c.customer_name, m.customer_id) as customer_name,
    m.rep_id,
    m.region,
    d.receipt_id,
    d.receipt_count,
    cast(m.amount as decimal(18, 2)) as amount,
    t.total_rows,
    cast(t.total_amount as decimal(18, 2)) as total_amount
from moved as m
cross join totals as t
left join document_days as d on d.customer_id = m.customer_id and d.day = m.day
left join customer_directory as c on c.customer_id = m.customer_id
order by m.day desc, m.customer_id, m.rep_id
limit 1000
