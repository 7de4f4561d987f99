-- Which receipts and credit notes reduced which item, virtual offsets included.
--
-- The managed view applies unmatched documents, the oldest first (credit notes before
-- receipts of a day), to the items, the oldest due first; refunds that nothing matched
-- use up the oldest of those documents before.
--
-- grain   one row per item and document that reduced (or, below zero, re-opened) it
-- units   settled_amount CNY with tax; settled_on the day it took effect, for a virtual
-- offset the document's own day
-- reads   receivable_changes, open_items, chosen_customers
-- $as_of        date, the day the report speaks for; later documents do not exist yet
-- $view         text(ledger|managed) = ledger, ledger = booked, managed = virtual too
-- $customer_id  text?, one customer; null = every customer
-- $order_id     text?, one order; null = every order
with
    changes as (
        select r.*
        from receivable_changes as r
        inner join chosen_customers as c on c.customer_id = r.customer_id
        where
            r.changed_on <= $as_of
            and r.kind <> 'invoice'
            and ($customer_id is null or r.customer_id = $customer_id)
    ),

    booked as (
        select
            customer_id,
            order_id,
            due_on,
            changed_on as settled_on,
            kind,
            document_id,
            line_no,
            - open_delta as settled_amount,
            false as is_virtual
        from changes
        where due_on is not null
    ),

    rests as (
        select
            customer_id,
            order_id,
            kind,
            document_id,
            line_no,
            min(case when due_on is null then changed_on end) as dated_on,
            sum(unmatched_delta) as rest_amount
        from changes
        where $view = 'managed'
        group by customer_id, order_id, kind, document_id, line_no
    ),

    shortfalls as (
        select
            customer_id,
            sum(case when rest_amount < 0 then - rest_amount else 0 end) as used_amount
        from rests
        group by customer_id
    ),

    running_rests as (
        select
            customer_id,
            kind,
            document_id,
            line_no,
            dated_on,
            rest_amount,
            sum(rest_amount) over (
                partition by customer_id
                order by
                    dated_on,
                    case when kind = 'credit_note' then 0 else 1 end,
                    document_id,
                    line_no,
                    coalesce(order_id, '')
                rows between unbounded preceding and current row
            ) as rest_to
        from rests
        where rest_amount > 0
    ),

    spans as (
        select
            r.customer_id,
            r.kind,
            r.document_id,
            r.line_no,
            r.dated_on,
            greatest(r.rest_to - r.rest_amount - s.used_amount, 0) as span_from,
            greatest(r.rest_to - s.used_amount, 0) as span_to
        from running_rests as r
        inner join shortfalls as s on s.customer_id = r.customer_id
    ),

    item_spans as (
        select
            customer_id,
            order_id,
            due_on,
            sum(open_amount) over (
                partition by customer_id
                order by due_on, invoiced_on, order_id, is_claim
                rows between unbounded preceding and current row
            )
            - open_amount as span_from,
            sum(open_amount) over (
                partition by customer_id
                order by due_on, invoiced_on, order_id, is_claim
                rows between unbounded preceding and current row
            ) as span_to
        from open_items
    ),

    offsets as (
        select
            i.customer_id,
            i.order_id,
            i.due_on,
            s.dated_on as settled_on,
            s.kind,
            s.document_id,
            s.line_no,
            least(i.span_to, s.span_to)
            - greatest(i.span_from, s.span_from) as settled_amount,
            true as is_virtual
        from item_spans as i
        inner join
            spans as s
            on s.customer_id = i.customer_id
            and s.span_from < i.span_to
            and s.span_to > i.span_from
        where s.span_to > s.span_from
    ),

    settlements as (
        select *
        from booked
        union all
        select *
        from offsets
    )

select
    customer_id,
    order_id,
    due_on,
    settled_on,
    kind,
    document_id,
    line_no,
    cast(settled_amount as decimal(18, 2)) as settled_amount,
    is_virtual
from settlements
where ($order_id is null or order_id = $order_id)
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
