-- Order numbers that stand for several customers.
--
-- grain   one row per order_id, customer_id of an order with several customers
-- units   invoice_amount CNY with tax
-- reads   chosen_lines, chosen_customers
-- $as_of  date, the day the report speaks for
with
    parts as (
        select
            order_id,
            customer_id,
            count(*) as line_count,
            sum(invoice_amount) as invoice_amount,
            min(ordered_on) as ordered_on
        from chosen_lines
        where ordered_on <= $as_of
        group by order_id, customer_id
    ),

    shared as (
        select order_id, count(*) as customer_count
        from parts
        group by order_id
        having count(*) > 1
    )

select
    p.order_id,
    p.customer_id,
    c.customer_name,
    p.ordered_on,
    p.line_count,
    cast(p.invoice_amount as decimal(18, 2)) as invoice_amount,
    s.customer_count
from parts as p
inner join shared as s on s.order_id = p.order_id
left join chosen_customers as c on c.customer_id = p.customer_id
order by p.order_id, p.customer_id
