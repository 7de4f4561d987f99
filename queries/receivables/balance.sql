-- What each customer was invoiced, has paid and still owes, as of one day.
--
-- grain   one row per customer_id with a document up to that day
-- units   CNY with tax; received_amount includes write-offs; balance_amount
-- = invoiced - received = open - unmatched = managed open - advance
-- reads   customer_balances, chosen_customers
select
    b.customer_id,
    c.customer_name,
    c.region,
    b.invoiced_amount,
    b.received_amount,
    b.written_off_amount,
    b.open_amount,
    b.unmatched_amount,
    b.named_unmatched_amount,
    b.managed_amount,
    b.advance_amount,
    b.balance_amount
from customer_balances as b
inner join chosen_customers as c on c.customer_id = b.customer_id
order by b.customer_id
