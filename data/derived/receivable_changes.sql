-- Every change of what is open or unmatched, on the day it takes effect.
--
-- A receipt or credit note that names an order reduces that order's items, the first
-- invoice first; what an order has received is the running sum of its documents, so a
-- refund re-opens the item paid last. Money stays unmatched until the item exists.
-- What an item needs to be listed stands in each of its rows, so that no query joins.
--
-- grain   one row per invoice day of an item, per document, and per document and item
-- that it reduced; unmatched money has no item (due_on is empty)
-- units   open_delta, unmatched_delta CNY with tax; their sum up to a day is the
-- balance of that day
-- reads   invoice_lines, receipts
with
    invoiced_lines as (
        select
            customer_id,
            order_id,
            line_no,
            due_on,
            invoiced_on,
            ordered_on,
            rep_id,
            due_is_missing,
            returned_order_id,
            invoice_amount
        from invoice_lines
        where invoiced_on is not null
    ),

    parts as (
        select
            customer_id,
            order_id,
            due_on,
            invoiced_on,
            returned_order_id,
            sum(invoice_amount) as amount
        from invoiced_lines
        group by customer_id, order_id, due_on, invoiced_on, returned_order_id
    ),

    invoices as (
        select
            customer_id, order_id, due_on, invoiced_on, sum(amount) as invoiced_amount
        from parts
        where amount > 0
        group by customer_id, order_id, due_on, invoiced_on
    ),

    placed_invoices as (
        select
            customer_id,
            order_id,
            due_on,
            invoiced_on,
            invoiced_amount,
            sum(invoiced_amount) over (
                partition by customer_id, order_id
                order by invoiced_on, due_on
                rows between unbounded preceding and current row
            ) as placed_to
        from invoices
    ),

    documents as (
        select
            customer_id,
            order_id,
            received_on as dated_on,
            2 as turn,
            coalesce(kind, 'receipt') as kind,
            receipt_id as document_id,
            line_no,
            amount
        from receipts
        union all
        select
            customer_id,
            returned_order_id as order_id,
            invoiced_on as dated_on,
            1 as turn,
            'credit_note' as kind,
            order_id as document_id,
            0 as line_no,
            sum(- amount) as amount
        from parts
        where amount < 0
        group by customer_id, returned_order_id, invoiced_on, order_id
    ),

    running_documents as (
        select
            customer_id,
            order_id,
            dated_on,
            kind,
            document_id,
            line_no,
            amount,
            sum(amount) over (
                partition by customer_id, order_id
                order by dated_on, turn, document_id, line_no
                rows between unbounded preceding and current row
            ) as received_to
        from documents
        where order_id is not null
    ),

    matches as (
        select
            i.customer_id,
            i.order_id,
            i.due_on,
            greatest(d.dated_on, i.invoiced_on) as changed_on,
            d.kind,
            d.document_id,
            d.line_no,
            least(
                greatest(d.received_to - i.placed_to + i.invoiced_amount, 0),
                i.invoiced_amount
            ) - least(
                greatest(d.received_to - d.amount - i.placed_to + i.invoiced_amount, 0),
                i.invoiced_amount
            ) as matched_amount
        from running_documents as d
        inner join
            placed_invoices as i
            on i.customer_id = d.customer_id
            and i.order_id = d.order_id
    ),

    changes as (
        select
            customer_id,
            order_id,
            due_on,
            invoiced_on as changed_on,
            'invoice' as kind,
            order_id as document_id,
            0 as line_no,
            invoiced_amount as open_delta,
            0 as unmatched_delta
        from invoices
        union all
        select
            customer_id,
            order_id,
            due_on,
            changed_on,
            kind,
            document_id,
            line_no,
            - matched_amount as open_delta,
            - matched_amount as unmatched_delta
        from matches
        where matched_amount <> 0
        union all
        select
            customer_id,
            order_id,
            null as due_on,
            dated_on as changed_on,
            kind,
            document_id,
            line_no,
            0 as open_delta,
            amount as unmatched_delta
        from documents
    ),

    item_spans as (
        select
            customer_id,
            order_id,
            due_on,
            min(changed_on) as invoiced_on,
            case when sum(open_delta) = 0 then max(changed_on) end as settled_on
        from changes
        where due_on is not null
        group by customer_id, order_id, due_on
    ),

    day_lines as (
        select
            customer_id,
            order_id,
            due_on,
            invoiced_on,
            ordered_on,
            rep_id,
            due_is_missing,
            row_number() over (
                partition by customer_id, order_id, due_on, invoiced_on order by line_no
            ) as position
        from invoiced_lines
        where invoice_amount > 0
    ),

    items as (
        select
            s.customer_id,
            s.order_id,
            s.due_on,
            s.invoiced_on,
            l.ordered_on,
            l.rep_id,
            l.due_is_missing,
            s.settled_on
        from item_spans as s
        inner join
            day_lines as l
            on l.customer_id = s.customer_id
            and l.order_id = s.order_id
            and l.due_on = s.due_on
            and l.invoiced_on = s.invoiced_on
            and l.position = 1
    )

select
    c.customer_id,
    c.order_id,
    c.due_on,
    i.invoiced_on,
    i.ordered_on,
    i.rep_id,
    i.due_is_missing,
    i.settled_on,
    c.changed_on,
    c.kind,
    c.document_id,
    c.line_no,
    cast(c.open_delta as decimal(18, 2)) as open_delta,
    cast(c.unmatched_delta as decimal(18, 2)) as unmatched_delta
from changes as c
left join
    items as i
    on i.customer_id = c.customer_id
    and i.order_id = c.order_id
    and i.due_on = c.due_on
-- what is open lies together, and so do refunds: questions read these rows only
order by
    i.settled_on nulls last,
    case when c.due_on is null and c.unmatched_delta >= 0 then 1 else 0 end,
    c.customer_id,
    c.due_on nulls last,
    c.order_id nulls last,
    c.changed_on,
    c.kind,
    c.document_id,
    c.line_no,
    c.open_delta
