-- Order lines that count, with everything that was absent worked out.
--
-- grain   one row per order_id, line_no, customer_id that is not cancelled
-- units   invoice_amount CNY with tax; net_amount, cost_amount without; quantity_t
-- tonnes
-- reads   orders, customers, reps, products, settings, customer_directory
with
    defaults as (
        select
            max(case when name = 'tax_rate' then number end) as tax_rate,
            max(case when name = 'sales_date' then value end) as sales_date,
            max(case when name = 'new_product_months' then number end) as new_months
        from settings
    ),

    counted as (
        select
            o.order_id,
            o.line_no,
            o.customer_id,
            o.ordered_on,
            o.delivered_on,
            o.product_id,
            o.quantity_t,
            o.invoice_amount,
            o.net_amount,
            o.cost_amount,
            o.payment_terms,
            o.returned_order_id,
            o.station,
            o.ship_to_region,
            o.promised_on,
            o.delivered_t,
            o.due_on,
            coalesce(o.region, c.region) as region,
            coalesce(o.status, 'invoiced') as status,
            case
                when coalesce(o.status, 'invoiced') = 'invoiced'
                then coalesce(o.invoiced_on, o.ordered_on)
            end as invoiced_on,
            coalesce(o.rep_id, c.rep_id) as rep_id,
            o.rep_id is null and c.rep_id is not null as rep_is_from_customer,
            c.credit_days,
            coalesce(c.credit_terms, 'days') as credit_terms
        from orders as o
        left join customers as c on c.customer_id = o.customer_id
        where coalesce(o.status, 'invoiced') <> 'cancelled'
    ),

    priced as (
        select
            c.*,
            p.family,
            p.launched_on,
            cast(
                coalesce(
                    c.net_amount,
                    cast(c.invoice_amount as double)
                    / nullif(1 + coalesce(p.tax_rate, d.tax_rate, 0), 0)
                ) as decimal(18, 2)
            ) as resolved_net_amount,
            d.sales_date,
            d.new_months
        from counted as c
        cross join defaults as d
        left join products as p on p.product_id = c.product_id
    )

select
    l.order_id,
    l.line_no,
    l.customer_id,
    l.ordered_on,
    case
        l.sales_date
        when 'delivered_on'
        then l.delivered_on
        when 'invoiced_on'
        then l.invoiced_on
        else l.ordered_on
    end as sales_on,
    l.invoiced_on,
    case
        when l.invoiced_on is null
        then null
        when l.due_on is not null
        then l.due_on
        when l.credit_days is null
        then l.invoiced_on
        when l.credit_terms = 'month_end'
        then
            cast(date_trunc('month', l.invoiced_on) + interval 1 month as date)
            - 1
            + cast(l.credit_days as integer)
        else l.invoiced_on + cast(l.credit_days as integer)
    end as due_on,
    l.invoiced_on is not null
    and l.due_on is null
    and l.credit_days is null as due_is_missing,
    l.delivered_on,
    coalesce(l.region, r.region) as region,
    l.rep_id,
    l.rep_is_from_customer,
    r.department,
    d.channel,
    l.product_id,
    l.family,
    coalesce(l.quantity_t, 0) as quantity_t,
    l.invoice_amount,
    l.resolved_net_amount as net_amount,
    l.net_amount is null as net_is_derived,
    l.cost_amount,
    l.resolved_net_amount - l.cost_amount as gross_profit_amount,
    coalesce(
        l.ordered_on >= l.launched_on
        and l.ordered_on < cast(
            l.launched_on + cast(l.new_months as integer) * interval 1 month as date
        ),
        false
    ) as is_new_product,
    l.status,
    l.payment_terms,
    l.returned_order_id,
    l.station,
    l.ship_to_region,
    l.promised_on,
    l.delivered_t
from priced as l
left join customer_directory as d on d.customer_id = l.customer_id
left join reps as r on r.rep_id = l.rep_id
order by l.ordered_on, l.customer_id, l.order_id, l.line_no
