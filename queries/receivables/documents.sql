-- The lines behind an item: its order, and the credit notes that name it.
--
-- grain   one row per order_id, line_no of the customer's invoices up to that day
-- units   invoice_amount CNY with tax; quantity_t tonnes
-- reads   invoice_lines, chosen_customers, products
-- $as_of        date, the day the report speaks for; later documents do not exist yet
-- $customer_id  text, the customer
-- $order_id     text, the order of the item
-- $due_on       date?, due date of the item; null = the whole order
select
    l.order_id,
    l.line_no,
    l.customer_id,
    c.customer_name,
    l.ordered_on,
    l.invoiced_on,
    l.due_on,
    l.due_is_missing,
    l.delivered_on,
    l.product_id,
    p.product_name,
    l.quantity_t,
    l.invoice_amount,
    l.payment_terms,
    l.rep_id,
    l.returned_order_id
from invoice_lines as l
inner join chosen_customers as c on c.customer_id = l.customer_id
left join products as p on p.product_id = l.product_id
where
    l.customer_id = $customer_id
    and l.invoiced_on <= $as_of
    and (
        (l.order_id = $order_id and ($due_on is null or l.due_on = $due_on))
        or (l.returned_order_id = $order_id and l.invoice_amount < 0)
    )
order by l.invoiced_on, l.order_id, l.line_no
