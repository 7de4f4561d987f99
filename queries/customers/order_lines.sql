-- The lines of one order, invoiced or not.
--
-- grain   one row per order_id, line_no, customer_id ordered by as_of
-- units   net_amount, gross_profit_amount CNY without tax (empty = no cost known);
-- invoice_amount with tax; quantity_t tonnes
-- reads   chosen_lines, products
-- $as_of     date, the day the report speaks for
-- $order_id  text, the order
select
    l.order_id,
    l.line_no,
    l.customer_id,
    l.product_id,
    coalesce(p.product_name, l.product_id) as product_name,
    l.ordered_on,
    l.delivered_on,
    l.invoiced_on,
    l.due_on,
    l.quantity_t,
    l.net_amount,
    l.invoice_amount,
    l.gross_profit_amount
from chosen_lines as l
left join products as p on p.product_id = l.product_id
where l.order_id = $order_id and l.ordered_on <= $as_of
order by l.line_no, l.customer_id
