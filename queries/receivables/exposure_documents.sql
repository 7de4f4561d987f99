-- What uses a customer's limit beside the balance: loads not invoiced, drafts not due.
--
-- grain   one row per order line delivered and not invoiced, and per commercial draft
-- that has not matured
-- units   amount CNY with tax, unrounded; delivered_t tonnes; kind: delivered, draft
-- reads   uninvoiced_deliveries, receipts, products, chosen_customers
-- $as_of        date, the day the report speaks for; later documents do not exist yet
-- $customer_id  text, the customer
with
    documents as (
        select
            d.customer_id,
            d.order_id as document_id,
            d.line_no,
            d.delivered_on as dated_on,
            cast(null as date) as matures_on,
            coalesce(p.product_name, d.product_id) as about,
            d.delivered_t,
            d.delivered_amount as amount
        from uninvoiced_deliveries as d
        left join products as p on p.product_id = d.product_id
        where d.delivered_amount <> 0
        union all
        select
            customer_id,
            receipt_id as document_id,
            line_no,
            received_on as dated_on,
            matures_on,
            bill_no as about,
            cast(null as decimal(18, 3)) as delivered_t,
            cast(amount as decimal(24, 8)) as amount
        from receipts
        where
            method = 'commercial_acceptance'
            and received_on <= $as_of
            and matures_on > $as_of
    )

select
    case when d.matures_on is null then 'delivered' else 'draft' end as kind,
    d.document_id,
    d.line_no,
    d.dated_on,
    d.matures_on,
    d.about,
    d.delivered_t,
    d.amount
from documents as d
inner join chosen_customers as c on c.customer_id = d.customer_id
where d.customer_id = $customer_id
order by
    case when d.matures_on is null then 0 else 1 end,
    d.dated_on,
    d.document_id,
    d.line_no
