-- Tonnes of each customer in this month and the 11 before, for the small charts.
--
-- grain   one row per customer_id, month with sales
-- units   months_back 0 = the month of as_of, up to that day; tonnes
-- reads   chosen_customer_days
-- $as_of  date, the day the report speaks for
with
    counted as (
        select
            customer_id,
            quantity_t,
            date_diff(
                'month',
                date_trunc('month', day),
                date_trunc('month', cast($as_of as date))
            ) as months_back
        from chosen_customer_days
        where day <= $as_of
    )

select customer_id, months_back, cast(sum(quantity_t) as decimal(18, 3)) as quantity_t
from counted
where months_back < 12
group by customer_id, months_back
order by customer_id, months_back desc
