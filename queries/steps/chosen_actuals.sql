-- What counts toward targets by span of days and customer, as the filter bar leaves it.
--
-- grain   one row per span, part, customer_id, rep_id, region, and by family when the
-- level asked for is family ('' = not registered), else family is ''
-- units   net_sales, gross_profit, new_product_sales CNY without tax; received,
-- matured CNY
-- with tax; volume tonnes; new_outlets customers
-- reads   span_days, customer_days, collection_days, outlet_days
-- $as_of         date, the day the report speaks for
-- $regions       text[]?, null = every region, '' = without region
-- $departments   text[]?, null = every department, '' = without department
-- $rep_ids       text[]?, null = every rep, '' = without rep
-- $channels      text[]?, null = every channel, '' = without channel
-- $families      text[]?, null = every product family, '' = not registered
-- $customer_ids  text[]?, null = every customer
-- $family        text?, one product family, null = all
-- $level         text(company|region|rep|seller|customer|family)?, null = usual
with
    actual_days as (
        select
            day,
            day as counts_from,
            customer_id,
            rep_id,
            region,
            department,
            channel,
            family,
            net_amount as net_sales,
            gross_profit_amount as gross_profit,
            quantity_t as volume,
            new_product_amount as new_product_sales,
            cast(0 as bigint) as new_outlets,
            cast(0 as decimal(18, 2)) as received,
            cast(0 as decimal(18, 2)) as matured,
            lines_without_cost,
            net_amount - net_with_cost_amount as net_without_cost
        from customer_days
        union all
        select
            day,
            day as counts_from,
            customer_id,
            rep_id,
            region,
            department,
            channel,
            cast(null as varchar) as family,
            cast(0 as decimal(18, 2)) as net_sales,
            cast(0 as decimal(18, 2)) as gross_profit,
            cast(0 as decimal(18, 3)) as volume,
            cast(0 as decimal(18, 2)) as new_product_sales,
            cast(0 as bigint) as new_outlets,
            received_amount as received,
            matured_amount as matured,
            cast(0 as bigint) as lines_without_cost,
            cast(0 as decimal(18, 2)) as net_without_cost
        from collection_days
        union all
        select
            day,
            counts_from,
            customer_id,
            rep_id,
            region,
            department,
            channel,
            cast(null as varchar) as family,
            cast(0 as decimal(18, 2)) as net_sales,
            cast(0 as decimal(18, 2)) as gross_profit,
            cast(0 as decimal(18, 3)) as volume,
            cast(0 as decimal(18, 2)) as new_product_sales,
            new_outlets,
            cast(0 as decimal(18, 2)) as received,
            cast(0 as decimal(18, 2)) as matured,
            cast(0 as bigint) as lines_without_cost,
            cast(0 as decimal(18, 2)) as net_without_cost
        from outlet_days
    ),

    -- a part of the grain only where it is asked for: rows by family are many
    parted_days as (
        select
            *,
            case
                when $level = 'family' then coalesce(family, '') else ''
            end as family_part
        from actual_days
    )

select
    s.span,
    s.part,
    a.customer_id,
    a.rep_id,
    a.region,
    a.family_part as family,
    sum(a.net_sales) as net_sales,
    sum(a.gross_profit) as gross_profit,
    sum(a.volume) as volume,
    sum(a.new_product_sales) as new_product_sales,
    sum(a.new_outlets) as new_outlets,
    sum(a.received) as received,
    sum(a.matured) as matured,
    sum(a.lines_without_cost) as lines_without_cost,
    sum(a.net_without_cost) as net_without_cost
from parted_days as a
inner join span_days as s on s.day = a.day
where
    a.counts_from <= $as_of
    and (
        $regions is null
        or list_contains(cast($regions as varchar[]), coalesce(a.region, ''))
    )
    and (
        $departments is null
        or list_contains(cast($departments as varchar[]), coalesce(a.department, ''))
    )
    and (
        $rep_ids is null
        or list_contains(cast($rep_ids as varchar[]), coalesce(a.rep_id, ''))
    )
    and (
        $channels is null
        or list_contains(cast($channels as varchar[]), coalesce(a.channel, ''))
    )
    and (
        $families is null
        or list_contains(cast($families as varchar[]), coalesce(a.family, ''))
    )
    and (
        $customer_ids is null
        or list_contains(cast($customer_ids as varchar[]), a.customer_id)
    )
    and ($family is null or a.family = $family)
group by s.span, s.part, a.customer_id, a.rep_id, a.region, a.family_part
