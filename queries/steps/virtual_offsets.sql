-- What the managed view applies to open items: unmatched documents, one by one.
--
-- The oldest document first (credit notes before receipts of a day) goes to the item
-- due first. Refunds that nothing matched use up the oldest of those documents before;
-- an order whose documents leave nothing between them gives and takes nothing.
--
-- grain   one row per open item and unmatched document that reduces it
-- units   settled_amount CNY with tax; settled_on the document's own day;
-- named_order_id
-- the order that the document names, if any
-- reads   receivable_changes, receivable_days, open_items, chosen_customers
-- $as_of  date, the day the report speaks for; later documents do not exist yet
with
    ahead as (
        select d.customer_id
        from receivable_days as d
        inner join chosen_customers as c on c.customer_id = d.customer_id
        where d.day <= $as_of
        group by d.customer_id
        having sum(d.unmatched_delta) > 0
    ),

    unmatched_orders as (
        select r.customer_id, r.order_id
        from receivable_changes as r
        inner join ahead as a on a.customer_id = r.customer_id
        where r.changed_on <= $as_of and r.kind <> 'invoice' and r.order_id is not null
        group by r.customer_id, r.order_id
        having sum(r.unmatched_delta) <> 0
    ),

    unmatched_changes as (
        select r.*
        from receivable_changes as r
        inner join
            unmatched_orders as o
            on o.customer_id = r.customer_id
            and o.order_id = r.order_id
        where r.changed_on <= $as_of and r.kind <> 'invoice'
        union all
        select r.*
        from receivable_changes as r
        inner join ahead as a on a.customer_id = r.customer_id
        where r.changed_on <= $as_of and r.order_id is null and r.settled_on is null
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
        from unmatched_changes
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
            order_id,
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
            r.order_id,
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
            invoiced_on,
            ordered_on,
            open_amount,
            sum(open_amount) over (
                partition by customer_id
                order by due_on, invoiced_on, order_id, is_claim
                rows between unbounded preceding and current row
            ) as span_to
        from open_items
    )

select
    i.customer_id,
    i.order_id,
    i.due_on,
    i.invoiced_on,
    i.ordered_on,
    s.dated_on as settled_on,
    s.kind,
    s.document_id,
    s.line_no,
    s.order_id as named_order_id,
    cast(
        least(i.span_to, s.span_to)
        - greatest(i.span_to - i.open_amount, s.span_from) as decimal(18, 2)
    ) as settled_amount
from item_spans as i
inner join
    spans as s
    on s.customer_id = i.customer_id
    and s.span_from < i.span_to
    and s.span_to > i.span_to - i.open_amount
where s.span_to > s.span_from
