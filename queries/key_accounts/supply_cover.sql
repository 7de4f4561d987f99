-- How long each customer's stock lasts, product by product, by its newest count.
--
-- grain   one row per customer_id, product_id with a stock count up to as_of
-- units   stock_t tonnes; daily_use_t tonnes per day; cover_days days from the count,
-- empty without a daily use above 0; is_stale = counted more than 30 days ago
-- reads   customer_stock, chosen_customers, products
-- $as_of  date, the day the report speaks for
with
    counts as (
        select
            s.customer_id,
            s.product_id,
            s.counted_on,
            s.stock_t,
            s.daily_use_t,
            row_number() over (
                partition by s.customer_id, s.product_id order by s.counted_on desc
            ) as newest
        from customer_stock as s
        where s.counted_on <= $as_of
    )

select
    c.customer_id,
    c.customer_name,
    c.rep_id,
    c.rep_name,
    s.product_id,
    coalesce(p.product_name, s.product_id) as product_name,
    s.counted_on,
    date_diff('day', s.counted_on, cast($as_of as date)) as count_age_days,
    date_diff('day', s.counted_on, cast($as_of as date)) > 30 as is_stale,
    s.stock_t,
    s.daily_use_t,
    cast(s.stock_t as double)
    / nullif(cast(greatest(s.daily_use_t, 0) as double), 0) as cover_days
from counts as s
inner join chosen_customers as c on c.customer_id = s.customer_id
left join products as p on p.product_id = s.product_id
where s.newest = 1
order by is_stale, cover_days nulls last, c.customer_id, s.product_id
