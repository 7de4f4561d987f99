-- The lines behind a customer's concession: list price, price paid, when the money
-- came.
--
-- grain   one row per order_id, line_no of the customer invoiced in 12 months
-- units   list_price, paid_price CNY per tonne with tax; amounts CNY with tax;
-- paid_share, prepaid_share 1 = 100 % of what the order was invoiced; days_to_cash days
-- from the invoice, weighed by what was paid
-- reads   listed_lines, order_cash, products
-- $customer_id  text, the customer
with
    own_lines as (select * from listed_lines where customer_id = $customer_id),

    own_orders as (
        select paid_order_id, sum(invoice_amount) as invoice_amount
        from own_lines
        group by paid_order_id
    ),

    own_cash as (
        select
            order_id,
            sum(paid_amount) as paid_amount,
            sum(
                case when band = 'prepaid' then paid_amount else 0 end
            ) as prepaid_amount,
            sum(amount_days) as amount_days
        from order_cash
        where customer_id = $customer_id
        group by order_id
    )

select
    l.order_id,
    l.line_no,
    l.paid_order_id,
    l.ordered_on,
    l.product_id,
    coalesce(p.product_name, l.product_id) as product_name,
    nullif(l.region, '') as region,
    l.quantity_t,
    l.list_price,
    cast(l.invoice_amount as double)
    / nullif(cast(l.quantity_t as double), 0) as paid_price,
    l.invoice_amount,
    l.list_amount,
    case
        when l.list_amount is not null then l.list_amount - l.invoice_amount
    end as concession_amount,
    least(
        cast(coalesce(c.paid_amount, 0) as double)
        / nullif(cast(o.invoice_amount as double), 0),
        1
    ) as paid_share,
    cast(coalesce(c.prepaid_amount, 0) as double) / nullif(
        cast(greatest(o.invoice_amount, coalesce(c.paid_amount, 0)) as double), 0
    ) as prepaid_share,
    cast(c.amount_days as double)
    / nullif(cast(c.paid_amount as double), 0) as days_to_cash
from own_lines as l
inner join own_orders as o on o.paid_order_id = l.paid_order_id
left join own_cash as c on c.order_id = l.paid_order_id
left join products as p on p.product_id = l.product_id
order by l.ordered_on desc, l.paid_order_id desc, l.order_id, l.line_no
