-- When the money for each order of 12 months came, in days from its invoice.
--
-- Prepaid = received by the order day. Unmatched money counts where the managed view
-- applies it; a refund takes back what came last. Credit notes and write-offs are no
-- money.
--
-- grain   one row per customer_id, order_id invoiced in the 12 months to as_of, band
-- units   paid_amount CNY with tax; amount_days CNY × days from the item's invoice,
-- below
-- 0 = before it
-- reads   receivable_changes, receipts, virtual_offsets, chosen_customers
-- $as_of  date, the day the report speaks for; later documents do not exist yet
with
    settled as (
        select
            r.customer_id,
            r.order_id,
            r.due_on,
            r.ordered_on,
            r.invoiced_on,
            r.changed_on as dated_on,
            r.document_id,
            r.line_no,
            - r.open_delta as amount
        from receivable_changes as r
        inner join chosen_customers as c on c.customer_id = r.customer_id
        where
            r.kind in ('receipt', 'refund', 'offset')
            and r.changed_on <= $as_of
            and r.invoiced_on <= $as_of
            and r.invoiced_on > cast(cast($as_of as date) - interval 12 month as date)
        union all
        select
            customer_id,
            order_id,
            due_on,
            ordered_on,
            invoiced_on,
            settled_on as dated_on,
            document_id,
            line_no,
            settled_amount as amount
        from virtual_offsets
        where
            kind in ('receipt', 'offset')
            and invoiced_on > cast(cast($as_of as date) - interval 12 month as date)
    ),

    -- what was matched on the day of the invoice may have come before
    paid as (
        select *
        from settled
        where dated_on <> invoiced_on
        union all
        select
            s.customer_id,
            s.order_id,
            s.due_on,
            s.ordered_on,
            s.invoiced_on,
            coalesce(r.received_on, s.dated_on) as dated_on,
            s.document_id,
            s.line_no,
            s.amount
        from (select * from settled where dated_on = invoiced_on) as s
        left join
            receipts as r
            on r.customer_id = s.customer_id
            and r.receipt_id = s.document_id
            and r.line_no = s.line_no
    ),

    refunded_orders as (
        select distinct customer_id, order_id from paid where amount < 0
    ),

    refunded as (
        select
            p.*,
            sum(p.amount) over (
                partition by p.customer_id, p.order_id
                order by p.dated_on, p.document_id, p.line_no, p.due_on
                rows between unbounded preceding and current row
            ) as paid_to
        from paid as p
        inner join
            refunded_orders as o
            on o.customer_id = p.customer_id
            and o.order_id = p.order_id
    ),

    kept as (
        select
            *,
            min(paid_to) over (
                partition by customer_id, order_id
                order by dated_on, document_id, line_no, due_on
                rows between current row and unbounded following
            ) as kept_to
        from refunded
    ),

    money as (
        select
            p.customer_id, p.order_id, p.ordered_on, p.invoiced_on, p.dated_on, p.amount
        from paid as p
        left join
            refunded_orders as o
            on o.customer_id = p.customer_id
            and o.order_id = p.order_id
        where o.order_id is null
        union all
        select
            customer_id,
            order_id,
            ordered_on,
            invoiced_on,
            dated_on,
            kept_to - paid_to + amount as amount
        from kept
        where kept_to > paid_to - amount
    )

select
    customer_id,
    order_id,
    case
        when dated_on <= ordered_on
        then 'prepaid'
        when dated_on <= invoiced_on
        then 'at_once'
        when date_diff('day', invoiced_on, dated_on) <= 30
        then 'to_30'
        when date_diff('day', invoiced_on, dated_on) <= 60
        then 'to_60'
        else 'over_60'
    end as band,
    sum(amount) as paid_amount,
    sum(amount * date_diff('day', invoiced_on, dated_on)) as amount_days
from money
group by
    customer_id,
    order_id,
    case
        when dated_on <= ordered_on
        then 'prepaid'
        when dated_on <= invoiced_on
        then 'at_once'
        when date_diff('day', invoiced_on, dated_on) <= 30
        then 'to_30'
        when date_diff('day', invoiced_on, dated_on) <= 60
        then 'to_60'
        else 'over_60'
    end
