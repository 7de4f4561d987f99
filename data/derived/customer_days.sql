-- Sales by day, customer, rep, region and family.
--
-- grain   one row per day, customer_id, rep_id, region, family with a line that
-- counts that day; a line sold by several reps counts for each with its part
-- units   net_amount, gross_profit_amount CNY without tax; invoice_amount with tax;
-- quantity_t tonnes; lines are counted with the rep who has the largest part
-- reads   invoice_lines, rep_shares
with
    parts as (
        select
            l.sales_on,
            l.customer_id,
            l.region,
            l.channel,
            l.family,
            l.net_amount,
            l.invoice_amount,
            l.quantity_t,
            l.gross_profit_amount,
            l.cost_amount is null as is_without_cost,
            l.is_new_product,
            coalesce(s.rep_id, l.rep_id) as rep_id,
            case
                when s.rep_id is null then l.department else s.department
            end as department,
            coalesce(s.share_from, 0) as share_from,
            coalesce(s.share_to, 1) as share_to,
            coalesce(s.is_largest, true) as is_largest
        from invoice_lines as l
        left join rep_shares as s on s.order_id = l.order_id
        where l.sales_on is not null
    ),

    credited as (
        select
            sales_on,
            customer_id,
            rep_id,
            region,
            department,
            channel,
            family,
            cast(net_amount * share_to as decimal(18, 2))
            - cast(net_amount * share_from as decimal(18, 2)) as net_amount,
            cast(invoice_amount * share_to as decimal(18, 2))
            - cast(invoice_amount * share_from as decimal(18, 2)) as invoice_amount,
            cast(quantity_t * share_to as decimal(18, 3))
            - cast(quantity_t * share_from as decimal(18, 3)) as quantity_t,
            cast(gross_profit_amount * share_to as decimal(18, 2)) - cast(
                gross_profit_amount * share_from as decimal(18, 2)
            ) as gross_profit_amount,
            is_without_cost,
            is_new_product,
            is_largest
        from parts
    )

select
    sales_on as day,
    customer_id,
    rep_id,
    region,
    max(department) as department,
    max(channel) as channel,
    family,
    cast(sum(net_amount) as decimal(18, 2)) as net_amount,
    cast(sum(invoice_amount) as decimal(18, 2)) as invoice_amount,
    cast(sum(quantity_t) as decimal(18, 3)) as quantity_t,
    cast(
        coalesce(sum(gross_profit_amount), 0) as decimal(18, 2)
    ) as gross_profit_amount,
    cast(
        sum(case when is_without_cost then 0 else net_amount end) as decimal(18, 2)
    ) as net_with_cost_amount,
    sum(
        case when is_without_cost and is_largest then 1 else 0 end
    ) as lines_without_cost,
    cast(
        sum(case when is_new_product then net_amount else 0 end) as decimal(18, 2)
    ) as new_product_amount,
    sum(case when is_largest then 1 else 0 end) as lines
from credited
group by sales_on, customer_id, rep_id, region, family
order by day, customer_id, rep_id, region, family
