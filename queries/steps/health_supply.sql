-- Health, supply: how long the customer's stock lasts, and what we delivered as
-- promised.
--
-- The product with the least cover counts, by its newest count of 30 days. A line is as
-- promised when at least 98 % of it left by the promised day.
--
-- grain   one row per customer_id with a stock count or a promise
-- units   points 0–100; cover_days days; kept_share 1 = 100 % of the tonnes promised in
-- 90 days; reason name=value pairs separated by ;
-- reads   customer_stock, invoice_lines, deliveries, chosen_customers
-- $as_of  date, the day the report speaks for
with
    counts as (
        select
            s.customer_id,
            s.stock_t,
            s.daily_use_t,
            row_number() over (
                partition by s.customer_id, s.product_id order by s.counted_on desc
            ) as newest
        from customer_stock as s
        inner join chosen_customers as c on c.customer_id = s.customer_id
        where
            s.counted_on <= $as_of
            and s.counted_on >= cast($as_of as date) - 30
            and s.daily_use_t > 0
    ),

    covers as (
        select
            customer_id,
            min(
                cast(stock_t as double) / nullif(cast(daily_use_t as double), 0)
            ) as cover_days
        from counts
        where newest = 1
        group by customer_id
    ),

    promised as (
        select
            l.customer_id,
            l.order_id,
            l.line_no,
            l.quantity_t,
            l.promised_on,
            l.delivered_on,
            l.delivered_t
        from invoice_lines as l
        inner join chosen_customers as c on c.customer_id = l.customer_id
        where
            l.promised_on <= $as_of
            and l.promised_on > cast($as_of as date) - 90
            and l.ordered_on <= $as_of
            and l.quantity_t > 0
    ),

    loads as (
        select
            p.order_id,
            p.line_no,
            sum(
                case when d.delivered_on <= p.promised_on then d.delivered_t else 0 end
            ) as in_time_t
        from promised as p
        inner join deliveries as d on d.order_id = p.order_id and d.line_no = p.line_no
        group by p.order_id, p.line_no
    ),

    kept as (
        select
            p.customer_id,
            sum(p.quantity_t) as promised_t,
            sum(
                case
                    when
                        coalesce(
                            l.in_time_t,
                            case
                                when p.delivered_on <= p.promised_on
                                then coalesce(p.delivered_t, p.quantity_t)
                            end
                        )
                        >= 0.98 * p.quantity_t
                    then p.quantity_t
                    else 0
                end
            ) as kept_t
        from promised as p
        left join loads as l on l.order_id = p.order_id and l.line_no = p.line_no
        group by p.customer_id
    ),

    supplied as (
        select
            c.customer_id,
            v.cover_days,
            cast(k.kept_t as double)
            / nullif(cast(k.promised_t as double), 0) as kept_share
        from chosen_customers as c
        left join covers as v on v.customer_id = c.customer_id
        left join kept as k on k.customer_id = c.customer_id
    )

select
    customer_id,
    cover_days,
    kept_share,
    100 * (
        case
            when cover_days is null
            then 0
            else least(greatest((cover_days - 3) / 7, 0), 1)
        end
        + coalesce(kept_share, 0)
    )
    / nullif(
        case when cover_days is null then 0 else 1 end
        + case when kept_share is null then 0 else 1 end,
        0
    ) as points,
    'cover_days='
    || coalesce(cast(cast(cover_days as decimal(18, 1)) as varchar), 'none')
    || ';kept_share='
    || coalesce(cast(cast(kept_share as decimal(18, 4)) as varchar), 'none') as reason
from supplied
where cover_days is not null or kept_share is not null
