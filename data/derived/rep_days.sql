-- What each rep brought in by day, wherever the customers are now: own totals, no
-- customers.
--
-- grain   one row per day, counts_from, rep_id, region, family
-- units   net_amount, gross_profit_amount CNY without tax; received_amount,
-- matured_amount with tax; quantity_t tonnes; new_outlets customers
-- reads   customer_days, collection_days, outlet_days
with
    brought_in as (
        select
            day,
            day as counts_from,
            rep_id,
            region,
            department,
            family,
            net_amount,
            gross_profit_amount,
            quantity_t,
            new_product_amount,
            net_with_cost_amount,
            lines_without_cost,
            0 as new_outlets,
            0 as received_amount,
            0 as matured_amount
        from customer_days
        union all
        select
            day,
            day as counts_from,
            rep_id,
            region,
            department,
            null as family,
            0 as net_amount,
            0 as gross_profit_amount,
            0 as quantity_t,
            0 as new_product_amount,
            0 as net_with_cost_amount,
            0 as lines_without_cost,
            0 as new_outlets,
            received_amount,
            matured_amount
        from collection_days
        union all
        select
            day,
            counts_from,
            rep_id,
            region,
            department,
            null as family,
            0 as net_amount,
            0 as gross_profit_amount,
            0 as quantity_t,
            0 as new_product_amount,
            0 as net_with_cost_amount,
            0 as lines_without_cost,
            new_outlets,
            0 as received_amount,
            0 as matured_amount
        from outlet_days
    )

select
    day,
    counts_from,
    rep_id,
    region,
    max(department) as department,
    family,
    cast(sum(net_amount) as decimal(18, 2)) as net_amount,
    cast(sum(gross_profit_amount) as decimal(18, 2)) as gross_profit_amount,
    cast(sum(quantity_t) as decimal(18, 3)) as quantity_t,
    cast(sum(new_product_amount) as decimal(18, 2)) as new_product_amount,
    cast(sum(net_with_cost_amount) as decimal(18, 2)) as net_with_cost_amount,
    cast(sum(lines_without_cost) as bigint) as lines_without_cost,
    cast(sum(new_outlets) as bigint) as new_outlets,
    cast(sum(received_amount) as decimal(18, 2)) as received_amount,
    cast(sum(matured_amount) as decimal(18, 2)) as matured_amount
from brought_in
group by day, counts_from, rep_id, region, family
order by day, counts_from, rep_id, region, family
