-- The evidence against one customer: which receipt closed what, and which order came.
--
-- grain   one row per receipt line of 180 days and overdue item that it reduced, newest
-- first; a line that reduced none has one row without item
-- units   amounts CNY with tax; receipt_amount stands once per receipt line; days_late
-- days between due and received; is_virtual: applied by the managed view
-- reads   late_receipts, invoice_lines, chosen_customers
-- $as_of        date, the day the report speaks for; later documents do not exist yet
-- $customer_id  text, the customer
with
    own_receipts as (
        select
            *,
            row_number() over (
                partition by receipt_id, line_no order by due_on, order_id, is_virtual
            ) as position
        from late_receipts
        where customer_id = $customer_id
    ),

    own_orders as (
        select l.order_id, l.ordered_on, sum(l.invoice_amount) as amount
        from invoice_lines as l
        inner join chosen_customers as c on c.customer_id = l.customer_id
        where
            l.customer_id = $customer_id
            and l.invoice_amount > 0
            and l.ordered_on <= $as_of
            and l.ordered_on >= cast($as_of as date) - 183
        group by l.order_id, l.ordered_on
    ),

    followed as (
        select
            r.*,
            o.order_id as next_order_id,
            o.ordered_on as next_ordered_on,
            o.amount as next_amount,
            row_number() over (
                partition by r.receipt_id, r.line_no, r.position
                order by o.amount desc, o.order_id
            ) as choice
        from own_receipts as r
        left join
            own_orders as o
            on o.ordered_on > r.ordered_on
            and abs(date_diff('day', o.ordered_on, r.received_on))
            = r.order_distance_days
    )

select
    receipt_id as document_id,
    line_no,
    received_on,
    case when position = 1 then receipt_amount end as receipt_amount,
    order_id,
    due_on,
    date_diff('day', due_on, received_on) as days_late,
    cast(closed_amount as decimal(18, 2)) as closed_amount,
    is_virtual,
    next_order_id,
    next_ordered_on,
    cast(next_amount as decimal(18, 2)) as next_amount,
    order_distance_days is not null as is_rolled
from followed
where choice = 1
order by received_on desc, receipt_id, line_no, due_on, order_id, is_virtual
