-- Open items of one view, the longest overdue first.
--
-- grain   one row per customer_id, order_id, due_on (and is_claim) open in that view;
-- a claim stands under the number of the refund that caused it
-- units   original_amount (invoiced so far), open_amount, offset_amount (unmatched
-- money
-- that the managed view applies), provision_amount (of the managed view) CNY with
-- tax; days_overdue days, below 0 = not due yet
-- reads   aged_items, chosen_customers, rep_names
-- $customer_id  text?, one customer; null = every customer
-- $bucket       text?, one ageing bucket; null = every bucket
select
    i.order_id,
    i.customer_id,
    c.customer_name,
    c.region,
    coalesce(i.rep_id, c.rep_id) as rep_id,
    coalesce(r.rep_name, i.rep_id, c.rep_name) as rep_name,
    i.ordered_on,
    i.invoiced_on,
    i.due_on,
    i.due_is_missing,
    i.is_claim,
    i.days_overdue,
    i.ageing_bucket,
    i.original_amount,
    i.open_amount,
    i.offset_amount,
    i.provision_amount
from aged_items as i
inner join chosen_customers as c on c.customer_id = i.customer_id
left join rep_names as r on r.rep_id = i.rep_id
where
    ($customer_id is null or i.customer_id = $customer_id)
    and ($bucket is null or i.ageing_bucket = $bucket)
order by i.days_overdue desc, i.open_amount desc, i.customer_id, i.order_id, i.is_claim
