-- Money and credit notes that no item took, and why.
--
-- grain   one row per document with an unmatched rest, refunds below zero included
-- units   document_amount, unmatched_amount CNY with tax; reason: no_order (names
-- none),
-- unknown_order, other_customer (代付: the order is another customer's),
-- not_invoiced (the order's invoice is still to come), overpaid
-- reads   receivable_changes, chosen_customers, invoice_lines
-- $as_of        date, the day the report speaks for; later documents do not exist yet
-- $customer_id  text?, one customer; null = every customer
with
    rests as (
        select
            r.customer_id,
            r.order_id,
            r.kind,
            r.document_id,
            r.line_no,
            min(case when r.due_on is null then r.changed_on end) as dated_on,
            sum(
                case when r.due_on is null then r.unmatched_delta else 0 end
            ) as document_amount,
            sum(r.unmatched_delta) as unmatched_amount
        from receivable_changes as r
        inner join chosen_customers as c on c.customer_id = r.customer_id
        where
            r.changed_on <= $as_of
            and r.kind <> 'invoice'
            and ($customer_id is null or r.customer_id = $customer_id)
        group by r.customer_id, r.order_id, r.kind, r.document_id, r.line_no
        having sum(r.unmatched_delta) <> 0
    ),

    named_orders as (
        select
            r.customer_id,
            r.order_id,
            max(case when l.customer_id = r.customer_id then 1 else 0 end) as is_own,
            max(
                case
                    when l.customer_id = r.customer_id and l.invoiced_on <= $as_of
                    then 1
                    else 0
                end
            ) as is_invoiced,
            max(
                case when l.customer_id <> r.customer_id then l.customer_id end
            ) as other_customer_id
        from (select distinct customer_id, order_id from rests) as r
        inner join invoice_lines as l on l.order_id = r.order_id
        group by r.customer_id, r.order_id
    )

select
    r.customer_id,
    c.customer_name,
    c.region,
    r.dated_on,
    r.kind,
    r.document_id,
    r.line_no,
    r.order_id,
    case
        when r.order_id is null
        then 'no_order'
        when o.is_invoiced = 1
        then 'overpaid'
        when o.is_own = 1
        then 'not_invoiced'
        when o.other_customer_id is not null
        then 'other_customer'
        else 'unknown_order'
    end as reason,
    case when o.is_own = 0 then o.other_customer_id end as other_customer_id,
    cast(r.document_amount as decimal(18, 2)) as document_amount,
    cast(r.unmatched_amount as decimal(18, 2)) as unmatched_amount
from rests as r
inner join chosen_customers as c on c.customer_id = r.customer_id
left join named_orders as o on o.customer_id = r.customer_id and o.order_id = r.order_id
order by
    r.dated_on,
    r.customer_id,
    r.kind,
    r.document_id,
    r.line_no,
    coalesce(r.order_id, '')
