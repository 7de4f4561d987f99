-- How regularly each customer orders, and how long it has been silent.
--
-- Order days of 24 months count. From four on the rhythm is the median interval, at
-- least half the P90 and 5 days; with two or three the longest interval, at least 30;
-- with one 30.
--
-- grain   one row per customer_id with an order day in the 24 months to as_of
-- units   days; ratio = silence_days ÷ rhythm_days
-- reads   order_days, chosen_customers
-- $as_of  date, the day the report speaks for
with
    recent as (
        select
            d.customer_id,
            d.ordered_on,
            case
                when
                    d.previous_on
                    > cast(cast($as_of as date) - interval 24 month as date)
                then d.interval_days
            end as interval_days
        from order_days as d
        inner join chosen_customers as c on c.customer_id = d.customer_id
        where
            d.ordered_on <= $as_of
            and d.ordered_on > cast(cast($as_of as date) - interval 24 month as date)
    ),

    spread as (
        select
            customer_id,
            count(*) as order_day_count,
            max(ordered_on) as last_ordered_on,
            date_diff('day', max(ordered_on), cast($as_of as date)) as silence_days,
            max(interval_days) as longest_days,
            percentile_cont(0.5) within group (order by interval_days) as median_days,
            percentile_cont(0.9) within group (order by interval_days) as p90_days
        from recent
        group by customer_id
    ),

    paced as (
        select
            customer_id,
            order_day_count,
            last_ordered_on,
            silence_days,
            cast(
                case
                    when order_day_count >= 4
                    then greatest(median_days, p90_days / 2, 5)
                    when order_day_count >= 2
                    then greatest(longest_days, 30)
                    else 30
                end as double
            ) as rhythm_days
        from spread
    )

select
    customer_id,
    order_day_count,
    last_ordered_on,
    silence_days,
    rhythm_days,
    cast(silence_days as double) / nullif(rhythm_days, 0) as ratio
from paced
