-- The lines behind paid goods that were not lifted.
--
-- grain   one row per order_id, line_no of one customer and product, the oldest first
-- units   tonnes; settled_share 1 = 100 %; stored_amount CNY with tax; lifted_t and
-- stored_t are empty where the line does not say what was lifted
-- reads   stored_lines
-- $customer_id  text, the customer
-- $product_id   text, the product, '' = lines without one
select
    order_id,
    line_no,
    ordered_on,
    invoiced_on,
    quantity_t,
    returned_t,
    settled_share,
    lifted_t,
    stored_t,
    stored_amount
from stored_lines
where customer_id = $customer_id and coalesce(product_id, '') = $product_id
order by ordered_on, order_id, line_no
