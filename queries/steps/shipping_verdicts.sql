-- May we still ship to a customer, and how much?
--
-- Exposure is the balance, what was delivered (its recorded loads, else as the order
-- says) and not invoiced yet, and commercial drafts that are not due. Overdue is the
-- managed view: an unmatched receipt of the customer counts before we stop it. A limit
-- of 0 means cash only, so it always stops credit. The price that turns room into
-- tonnes is the newest list price of the product ordered last (of the region, else of
-- all), else what that order paid, else the newest list price there is.
--
-- grain   one row per chosen customer
-- units   amounts CNY with tax; credit_use 1 = 100 %, empty without a limit above 0;
-- price_per_t CNY per tonne; headroom_t tonnes, empty without limit or price
-- reads   customer_balances, open_items, uninvoiced_deliveries, chosen_customers,
-- customers, invoice_lines, receipts, prices, settings
-- $as_of  date, the day the report speaks for; later documents do not exist yet
with
    limits as (
        select
            max(
                case when name = 'ship_stop_overdue_days' then number end
            ) as stop_overdue_days,
            max(case when name = 'ship_ask_use' then number end) as ask_use
        from settings
    ),

    delivered as (
        -- decimals: doubles would add up to other cents in another order
        select customer_id, sum(delivered_amount) as delivered_amount
        from uninvoiced_deliveries
        group by customer_id
    ),

    drafts as (
        select customer_id, sum(amount) as draft_amount
        from receipts
        where
            method = 'commercial_acceptance'
            and received_on <= $as_of
            and matures_on > $as_of
        group by customer_id
    ),

    overdue as (
        select
            customer_id,
            sum(managed_amount) as overdue_amount,
            max(date_diff('day', due_on, $as_of)) as longest_overdue_days
        from open_items
        where managed_amount > 0 and due_on < $as_of
        group by customer_id
    ),

    last_order_days as (
        select customer_id, max(ordered_on) as ordered_on
        from invoice_lines
        where ordered_on <= $as_of and quantity_t > 0 and invoice_amount > 0
        group by customer_id
    ),

    day_lines as (
        select
            l.customer_id,
            l.product_id,
            cast(l.invoice_amount as double)
            / nullif(cast(l.quantity_t as double), 0) as paid_per_t,
            row_number() over (
                partition by l.customer_id order by l.order_id desc, l.line_no desc
            ) as newest
        from invoice_lines as l
        inner join
            last_order_days as d
            on d.customer_id = l.customer_id
            and d.ordered_on = l.ordered_on
        where l.quantity_t > 0 and l.invoice_amount > 0
    ),

    last_lines as (
        select c.customer_id, c.region, l.product_id, l.paid_per_t
        from chosen_customers as c
        inner join day_lines as l on l.customer_id = c.customer_id and l.newest = 1
    ),

    known_prices as (
        select product_id, region, valid_from, list_price
        from prices
        where valid_from <= $as_of and list_price > 0
    ),

    product_prices as (
        select
            l.customer_id,
            p.list_price,
            row_number() over (
                partition by l.customer_id
                order by
                    case when p.region = l.region then 0 else 1 end, p.valid_from desc
            ) as newest
        from last_lines as l
        inner join
            known_prices as p
            on p.product_id = l.product_id
            and (p.region = l.region or coalesce(p.region, '') = '')
    ),

    all_prices as (
        select
            list_price,
            row_number() over (
                order by valid_from desc, product_id, coalesce(region, '')
            ) as newest
        from known_prices
    ),

    exposures as (
        select
            c.customer_id,
            coalesce(b.balance_amount, 0) as balance_amount,
            cast(coalesce(d.delivered_amount, 0) as decimal(18, 2)) as delivered_amount,
            coalesce(f.draft_amount, 0) as draft_amount,
            m.credit_limit_amount,
            coalesce(o.overdue_amount, 0) as overdue_amount,
            o.longest_overdue_days,
            coalesce(
                cast(p.list_price as double), l.paid_per_t, cast(a.list_price as double)
            ) as price_per_t,
            case
                when p.list_price is not null
                then 'product_list'
                when l.paid_per_t is not null
                then 'last_order'
                when a.list_price is not null
                then 'newest_list'
            end as price_source
        from chosen_customers as c
        left join customer_balances as b on b.customer_id = c.customer_id
        left join delivered as d on d.customer_id = c.customer_id
        left join drafts as f on f.customer_id = c.customer_id
        left join customers as m on m.customer_id = c.customer_id
        left join overdue as o on o.customer_id = c.customer_id
        left join last_lines as l on l.customer_id = c.customer_id
        left join product_prices as p on p.customer_id = c.customer_id and p.newest = 1
        left join all_prices as a on a.newest = 1
    ),

    used as (
        select
            e.*,
            greatest(
                e.balance_amount + e.delivered_amount + e.draft_amount, 0
            ) as exposure_amount
        from exposures as e
    ),

    judged as (
        select
            u.*,
            case
                when u.credit_limit_amount > 0
                then
                    cast(u.exposure_amount as double)
                    / nullif(cast(u.credit_limit_amount as double), 0)
            end as credit_use,
            case
                when u.exposure_amount >= u.credit_limit_amount
                then 'over_limit'
                when u.longest_overdue_days > s.stop_overdue_days
                then 'long_overdue'
                when u.credit_limit_amount is null
                then 'no_limit'
                when
                    cast(u.exposure_amount as double)
                    >= s.ask_use * cast(u.credit_limit_amount as double)
                then 'near_limit'
                when u.overdue_amount > 0
                then 'overdue'
                else 'free'
            end as reason
        from used as u
        cross join limits as s
    )

select
    customer_id,
    cast(exposure_amount as decimal(18, 2)) as exposure_amount,
    credit_limit_amount,
    credit_use,
    case
        when reason in ('over_limit', 'long_overdue')
        then 'stop'
        when reason in ('no_limit', 'near_limit', 'overdue')
        then 'ask'
        else 'ship'
    end as verdict,
    reason,
    case
        when credit_limit_amount is not null and price_per_t > 0
        then
            greatest(cast(credit_limit_amount - exposure_amount as double), 0)
            / nullif(price_per_t, 0)
    end as headroom_t,
    price_per_t,
    price_source,
    cast(balance_amount as decimal(18, 2)) as balance_amount,
    delivered_amount,
    cast(draft_amount as decimal(18, 2)) as draft_amount,
    cast(overdue_amount as decimal(18, 2)) as overdue_amount,
    longest_overdue_days
from judged
