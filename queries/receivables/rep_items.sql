-- The open items of one rep, own parts of shared orders, the longest overdue first.
--
-- grain   one row per customer_id, order_id, due_on (and is_claim) of that rep
-- units   item_amount the whole item, open_amount the rep's part of it, CNY with tax;
-- days_overdue days, below 0 = not due yet
-- reads   rep_items
-- $rep_id  text, the rep of the order; empty = the items without one
select
    customer_id,
    customer_name,
    order_id,
    due_on,
    is_claim,
    days_overdue,
    item_amount,
    open_amount,
    provision_amount
from rep_items
where coalesce(rep_id, '') = $rep_id and open_amount <> 0
order by days_overdue desc, open_amount desc, customer_id, order_id, is_claim
