-- Health, share of wallet: our tonnes of 12 months against what the customer needs.
--
-- grain   one row per customer_id with a known yearly demand
-- units   points 0–100; tonnes; reason name=value pairs separated by ;
-- reads   customers, customer_days, chosen_customers
-- $as_of  date, the day the report speaks for
with
    bought as (
        select customer_id, sum(quantity_t) as bought_t
        from customer_days
        where
            day <= $as_of
            and day > cast(cast($as_of as date) - interval 12 month as date)
        group by customer_id
    ),

    shares as (
        select
            c.customer_id,
            coalesce(b.bought_t, 0) as bought_t,
            d.annual_demand_t,
            cast(coalesce(b.bought_t, 0) as double)
            / nullif(cast(d.annual_demand_t as double), 0) as wallet_share
        from chosen_customers as c
        inner join
            customers as d on d.customer_id = c.customer_id and d.annual_demand_t > 0
        left join bought as b on b.customer_id = c.customer_id
    )

select
    customer_id,
    wallet_share,
    100 * least(greatest(wallet_share, 0), 1) as points,
    'tonnes='
    || cast(cast(bought_t as decimal(18, 1)) as varchar)
    || ';demand='
    || cast(cast(annual_demand_t as decimal(18, 1)) as varchar) as reason
from shares
