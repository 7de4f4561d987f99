-- Balance of each customer on one day, in both views.
--
-- Totals need no items: unmatched below zero is a claim, and the managed view is what
-- is left of one side after the other is taken off.
--
-- grain   one row per customer_id with a document up to that day
-- units   CNY with tax; open_amount of the ledger, managed_amount and advance_amount of
-- the managed view; named_unmatched_amount the part of unmatched that names an
-- order
-- reads   receivable_days, chosen_customers
-- $as_of  date, the day the report speaks for; later documents do not exist yet
with
    sums as (
        select
            d.customer_id,
            sum(d.invoiced_amount) as invoiced_amount,
            sum(d.received_amount) as received_amount,
            sum(d.written_off_amount) as written_off_amount,
            sum(d.open_delta) as open_delta,
            sum(d.unmatched_delta) as unmatched_delta,
            sum(d.named_unmatched_delta) as named_unmatched_delta
        from receivable_days as d
        inner join chosen_customers as c on c.customer_id = d.customer_id
        where d.day <= $as_of
        group by d.customer_id
    )

select
    customer_id,
    cast(invoiced_amount as decimal(18, 2)) as invoiced_amount,
    cast(received_amount as decimal(18, 2)) as received_amount,
    cast(written_off_amount as decimal(18, 2)) as written_off_amount,
    cast(open_delta + greatest(- unmatched_delta, 0) as decimal(18, 2)) as open_amount,
    cast(greatest(unmatched_delta, 0) as decimal(18, 2)) as unmatched_amount,
    cast(
        greatest(least(named_unmatched_delta, unmatched_delta), 0) as decimal(18, 2)
    ) as named_unmatched_amount,
    cast(greatest(open_delta - unmatched_delta, 0) as decimal(18, 2)) as managed_amount,
    cast(greatest(unmatched_delta - open_delta, 0) as decimal(18, 2)) as advance_amount,
    cast(open_delta - unmatched_delta as decimal(18, 2)) as balance_amount
from sums
