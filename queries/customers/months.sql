-- Sales month by month over two years, for the chart of a profile.
--
-- grain   one row per month with sales up to as_of
-- units   net_amount, gross_profit_amount CNY without tax; quantity_t tonnes
-- reads   chosen_customer_days
-- $as_of  date, the day the report speaks for; its month is cut off there
select
    cast(date_trunc('month', day) as date) as month_from,
    cast(sum(net_amount) as decimal(18, 2)) as net_amount,
    cast(sum(gross_profit_amount) as decimal(18, 2)) as gross_profit_amount,
    cast(sum(quantity_t) as decimal(18, 3)) as quantity_t
from chosen_customer_days
where
    day <= $as_of
    and day
    >= cast(date_trunc('month', cast($as_of as date)) - interval 23 month as date)
group by cast(date_trunc('month', day) as date)
order by month_from
