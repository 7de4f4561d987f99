-- The orders of customers, newest first.
--
-- grain   one row per order_id, customer_id ordered by as_of and not cancelled
-- units   net_amount, gross_profit_amount CNY without tax (profit over lines that have
-- a cost); invoice_amount with tax; quantity_t tonnes
-- reads   chosen_lines, customer_directory
-- $as_of  date, the day the report speaks for
select
    l.order_id,
    l.customer_id,
    d.customer_name,
    min(l.ordered_on) as ordered_on,
    max(l.rep_id) as rep_id,
    count(*) as line_count,
    max(l.family) as family,
    cast(sum(l.quantity_t) as decimal(18, 3)) as quantity_t,
    cast(sum(l.net_amount) as decimal(18, 2)) as net_amount,
    cast(sum(l.invoice_amount) as decimal(18, 2)) as invoice_amount,
    cast(sum(l.gross_profit_amount) as decimal(18, 2)) as gross_profit_amount,
    max(l.invoiced_on) as invoiced_on,
    max(l.due_on) as due_on,
    max(l.delivered_on) as delivered_on,
    max(l.returned_order_id) as returned_order_id
from chosen_lines as l
left join customer_directory as d on d.customer_id = l.customer_id
where l.ordered_on <= $as_of
group by l.order_id, l.customer_id, d.customer_name
order by ordered_on desc, l.order_id desc, l.customer_id
