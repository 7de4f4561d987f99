-- Which receipts and credit notes reduced which item, virtual offsets included.
--
-- The managed view applies unmatched documents, the oldest first (credit notes before
-- receipts of a day), to the items, the oldest due first; refunds that nothing matched
-- use up the oldest of those documents before.
--
-- grain   one row per item and document that reduced (or, below zero, re-opened) it
-- units   settled_amount CNY with tax; settled_on the day it took effect, for a virtual
-- offset the document's own day
-- reads   receivable_changes, virtual_offsets, chosen_customers
-- $as_of        date, the day the report speaks for; later documents do not exist yet
-- $view         text(ledger|managed) = ledger, ledger = booked, managed = virtual too
-- $customer_id  text?, one customer; null = every customer
-- $order_id     text?, one order; null = every order
with
    settlements as (
        select
            r.customer_id,
            r.order_id,
            r.due_on,
            r.changed_on as settled_on,
            r.kind,
            r.document_id,
            r.line_no,
            cast(- r.open_delta as decimal(18, 2)) as settled_amount,
            false as is_virtual
        from receivable_changes as r
        inner join chosen_customers as c on c.customer_id = r.customer_id
        where r.due_on is not null and r.kind <> 'invoice' and r.changed_on <= $as_of
        union all
        select
            customer_id,
            order_id,
            due_on,
            settled_on,
            kind,
            document_id,
            line_no,
            settled_amount,
            true as is_virtual
        from virtual_offsets
        where $view = 'managed'
    )

select
    customer_id,
    order_id,
    due_on,
    settled_on,
    kind,
    document_id,
    line_no,
    settled_amount,
    is_virtual
from settlements
where
    ($customer_id is null or customer_id = $customer_id)
    and ($order_id is null or order_id = $order_id)
order by
    customer_id,
    due_on,
    order_id,
    is_virtual,
    settled_on,
    kind,
    document_id,
    line_no,
    settled_amount
