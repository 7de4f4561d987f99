-- The days on which each customer ordered, with the day before.
--
-- grain   one row per customer_id, ordered_on with a positive line that counts
-- units   interval_days days since previous_on, empty for the first
-- reads   invoice_lines
with
    days as (
        select customer_id, ordered_on
        from invoice_lines
        where customer_id is not null and invoice_amount > 0
        group by customer_id, ordered_on
    ),

    chained as (
        select
            customer_id,
            ordered_on,
            lag(ordered_on) over (
                partition by customer_id order by ordered_on
            ) as previous_on
        from days
    )

select
    customer_id,
    ordered_on,
    previous_on,
    date_diff('day', previous_on, ordered_on) as interval_days
from chained
order by customer_id, ordered_on
