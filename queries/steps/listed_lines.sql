-- Lines invoiced in 12 months, each with the list price of its order day.
--
-- The list price is the newest of the product by that day, of the line's region, else
-- of all. A credit note is priced on the day of the order that it names and counts with
-- that order; one without order, or of an older order, stands alone.
--
-- grain   one row per order_id, line_no, customer_id invoiced in the 12 months to as_of
-- units   invoice_amount, list_amount CNY with tax; list_price CNY per tonne with tax,
-- empty without a price; list_amount is empty then, and where goods have no tonnes
-- reads   invoice_lines, prices, chosen_customers
-- $as_of  date, the day the report speaks for; later documents do not exist yet
with
    year_lines as (
        select
            l.customer_id,
            l.order_id,
            l.line_no,
            l.ordered_on,
            l.product_id,
            coalesce(l.region, '') as region,
            l.quantity_t,
            l.invoice_amount,
            l.returned_order_id
        from invoice_lines as l
        inner join chosen_customers as c on c.customer_id = l.customer_id
        where
            l.invoiced_on <= $as_of
            and l.invoiced_on > cast(cast($as_of as date) - interval 12 month as date)
    ),

    reversed_orders as (
        select l.customer_id, l.order_id, min(l.ordered_on) as ordered_on
        from year_lines as l
        inner join
            (
                select distinct customer_id, returned_order_id
                from year_lines
                where invoice_amount < 0
            ) as n
            on n.customer_id = l.customer_id
            and n.returned_order_id = l.order_id
        where l.invoice_amount > 0
        group by l.customer_id, l.order_id
    ),

    dated_lines as (
        select
            l.*,
            l.order_id as paid_order_id,
            l.ordered_on as priced_on,
            l.invoice_amount > 0 as is_sold
        from year_lines as l
        where l.invoice_amount >= 0
        union all
        select
            l.*,
            coalesce(o.order_id, l.order_id) as paid_order_id,
            coalesce(o.ordered_on, l.ordered_on) as priced_on,
            false as is_sold
        from year_lines as l
        left join
            reversed_orders as o
            on o.customer_id = l.customer_id
            and o.order_id = l.returned_order_id
        where l.invoice_amount < 0
    ),

    price_spans as (
        select
            product_id,
            coalesce(region, '') as region,
            list_price,
            valid_from,
            lead(valid_from) over (
                partition by product_id, coalesce(region, '') order by valid_from
            ) as valid_until
        from prices
        where list_price > 0
    ),

    asked_prices as (
        select distinct product_id, region, priced_on
        from dated_lines
        where product_id is not null
    ),

    day_prices as (
        select
            a.product_id,
            a.region,
            a.priced_on,
            coalesce(
                max(case when p.region <> '' then p.list_price end), max(p.list_price)
            ) as list_price
        from asked_prices as a
        inner join
            price_spans as p
            on p.product_id = a.product_id
            and p.valid_from <= a.priced_on
            and (p.valid_until is null or p.valid_until > a.priced_on)
            and (p.region = a.region or p.region = '')
        group by a.product_id, a.region, a.priced_on
    )

select
    l.customer_id,
    l.paid_order_id,
    l.order_id,
    l.line_no,
    l.ordered_on,
    l.product_id,
    l.region,
    l.quantity_t,
    l.invoice_amount,
    l.is_sold,
    p.list_price,
    case
        when l.quantity_t <> 0
        then cast(l.quantity_t * p.list_price as decimal(24, 8))
        -- a rebate without tonnes lowers the price of what was sold
        when l.invoice_amount < 0
        then 0
    end as list_amount
from dated_lines as l
left join
    day_prices as p
    on p.product_id = l.product_id
    and p.region = l.region
    and p.priced_on = l.priced_on
