-- Order lines that were cancelled and count nowhere, newest first.
--
-- grain   one row per order_id, line_no, customer_id
-- units   invoice_amount CNY with tax
-- reads   orders, chosen_customers
-- $as_of  date, the day the report speaks for
-- $most   integer = 200, lines shown
with
    gone as (
        select
            o.order_id,
            o.line_no,
            o.customer_id,
            c.customer_name,
            o.ordered_on,
            o.product_id,
            o.invoice_amount,
            row_number() over (
                order by o.ordered_on desc, o.order_id, o.line_no, o.customer_id
            ) as place
        from orders as o
        inner join chosen_customers as c on c.customer_id = o.customer_id
        where o.status = 'cancelled' and o.ordered_on <= $as_of
    )

select
    order_id,
    line_no,
    customer_id,
    customer_name,
    ordered_on,
    product_id,
    invoice_amount
from gone
where place <= $most
order by place
