-- The receipts that count for one promise, the oldest first.
--
-- grain   one row per receipt_id, line_no up to as_of
-- units   CNY with tax; counted_amount the part that counts for this promise,
-- negative =
-- a refund took it back; amount the whole line of the receipt
-- reads   promise_payments, receipts, chosen_customers
-- $as_of       date, the day the report speaks for
-- $promise_id  text, the promise
select
    n.customer_id,
    n.receipt_id,
    n.line_no,
    n.received_on,
    r.order_id,
    coalesce(r.kind, 'receipt') as kind,
    r.method,
    r.amount,
    n.counted_amount
from promise_payments as n
inner join chosen_customers as c on c.customer_id = n.customer_id
inner join receipts as r on r.receipt_id = n.receipt_id and r.line_no = n.line_no
where n.promise_id = $promise_id and n.received_on <= $as_of
order by n.received_on, n.receipt_id, n.line_no
