-- Which customers fall silent or buy much less, and which only pause as every year.
--
-- Silent: silence of at least twice the rhythm. Drop: less than half of the own volume,
-- and of last year's where there is one. Neither counts when the customer, already
-- ours,
-- did not order in the same days a year ago: a pause of the season.
--
-- grain   one row per customer_id of chosen_customers
-- units   days; order_pattern is never, none_in_24_months, first_order_only (one order
-- day), occasional (two or three) or regular
-- reads   chosen_customers, customer_rhythm, health_volume, order_days
-- $as_of  date, the day the report speaks for
with
    windows as (
        select
            c.customer_id,
            c.first_ordered_on,
            r.last_ordered_on,
            r.silence_days,
            r.rhythm_days,
            r.ratio,
            r.order_day_count,
            coalesce(r.ratio >= 2, false) as is_silent,
            coalesce(
                v.volume_t < 0.5 * v.own_t
                and (v.last_year_t <= 0 or v.volume_t < 0.5 * v.last_year_t),
                false
            ) as has_volume_drop,
            cast(cast($as_of as date) - interval 12 month as date) as year_ago,
            cast(
                r.last_ordered_on + 1 - interval 12 month as date
            ) as silent_from_year_ago
        from chosen_customers as c
        left join customer_rhythm as r on r.customer_id = c.customer_id
        left join health_volume as v on v.customer_id = c.customer_id
    ),

    year_ago_days as (
        select
            w.customer_id,
            sum(
                case when d.ordered_on >= w.silent_from_year_ago then 1 else 0 end
            ) as silent_span_days,
            sum(
                case when d.ordered_on > w.year_ago - 90 then 1 else 0 end
            ) as quarter_days
        from windows as w
        inner join
            order_days as d
            on d.customer_id = w.customer_id
            and d.ordered_on <= w.year_ago
        group by w.customer_id
    ),

    paused as (
        select
            w.*,
            w.is_silent
            and w.first_ordered_on < w.silent_from_year_ago
            and coalesce(y.silent_span_days, 0) = 0 as silence_is_seasonal,
            w.has_volume_drop
            and w.first_ordered_on <= w.year_ago - 90
            and coalesce(y.quarter_days, 0) = 0 as drop_is_seasonal
        from windows as w
        left join year_ago_days as y on y.customer_id = w.customer_id
    )

select
    customer_id,
    last_ordered_on,
    silence_days,
    rhythm_days,
    ratio,
    case
        when first_ordered_on is null or first_ordered_on > $as_of
        then 'never'
        when order_day_count is null
        then 'none_in_24_months'
        when order_day_count = 1
        then 'first_order_only'
        when order_day_count < 4
        then 'occasional'
        else 'regular'
    end as order_pattern,
    is_silent,
    has_volume_drop,
    (silence_is_seasonal or drop_is_seasonal)
    and not (is_silent and not silence_is_seasonal)
    and not (has_volume_drop and not drop_is_seasonal) as is_seasonal_pause,
    (is_silent and not silence_is_seasonal)
    or (has_volume_drop and not drop_is_seasonal) as has_churn_signal,
    case
        when order_day_count is null
        then coalesce(first_ordered_on <= $as_of, false)
        else silence_days >= greatest(90, 4 * rhythm_days)
    end as is_lost
from paused
