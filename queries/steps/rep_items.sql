-- Open items by the rep of the order, whoever owns the customer now.
--
-- An item of an order that several reps sold is split as its lines are: the parts add
-- up to the item.
--
-- grain   one row per item of aged_items and rep_id with a part in it
-- units   item_amount, open_amount, provision_amount CNY with tax; is_largest the rep
-- with the largest part, with whom the item is counted
-- reads   aged_items, chosen_customers, rep_shares
select
    coalesce(s.rep_id, i.rep_id, c.rep_id) as rep_id,
    i.customer_id,
    c.customer_name,
    i.order_id,
    i.due_on,
    i.is_claim,
    i.days_overdue,
    i.open_amount as item_amount,
    cast(i.open_amount * coalesce(s.share_to, 1) as decimal(18, 2))
    - cast(i.open_amount * coalesce(s.share_from, 0) as decimal(18, 2)) as open_amount,
    cast(i.provision_amount * coalesce(s.share_to, 1) as decimal(18, 2)) - cast(
        i.provision_amount * coalesce(s.share_from, 0) as decimal(18, 2)
    ) as provision_amount,
    coalesce(s.is_largest, true) as is_largest
from aged_items as i
inner join chosen_customers as c on c.customer_id = i.customer_id
-- a claim stands under the number of a refund, which is no order
left join rep_shares as s on s.order_id = i.order_id and not i.is_claim
