-- The order lines behind an actual of sales, profit or tonnes, the newest first.
--
-- grain   one row per order_id, line_no, customer_id, rep_id (joint sales: one per
-- rep);
-- at most 1,000 rows, the total_ columns count all
-- units   net_amount, gross_profit_amount CNY without tax; quantity_t tonnes; share 1
-- = the
-- whole line
-- reads   chosen_lines, rep_shares, period_days, customer_directory
-- $metric    text(metrics) = net_sales, lines with a cost, or new products, alone
-- $level     text(company|region|rep|customer) = company, level of the node
-- $scope_id  text?, the node, '' = unassigned, null = all
-- $family    text?, one product family, null = all
with
    parts as (
        select
            l.order_id,
            l.line_no,
            l.customer_id,
            coalesce(s.rep_id, l.rep_id) as rep_id,
            l.rep_is_from_customer,
            l.region,
            l.family,
            l.product_id,
            l.sales_on,
            l.net_amount,
            l.gross_profit_amount,
            l.quantity_t,
            coalesce(s.share_from, 0) as share_from,
            coalesce(s.share_to, 1) as share_to
        from chosen_lines as l
        inner join period_days as p on p.day = l.sales_on
        left join rep_shares as s on s.order_id = l.order_id
        where
            p.is_elapsed
            and ($family is null or l.family = $family)
            and ($metric <> 'new_product_sales' or l.is_new_product)
            and ($metric <> 'gross_profit' or l.cost_amount is not null)
    ),

    lines as (
        select
            *,
            cast(net_amount * share_to as decimal(18, 2))
            - cast(net_amount * share_from as decimal(18, 2)) as own_net_amount,
            cast(gross_profit_amount * share_to as decimal(18, 2)) - cast(
                gross_profit_amount * share_from as decimal(18, 2)
            ) as own_gross_profit_amount,
            cast(quantity_t * share_to as decimal(18, 3))
            - cast(quantity_t * share_from as decimal(18, 3)) as own_quantity_t
        from parts
        where
            $scope_id is null
            or $level = 'company'
            or ($level = 'region' and coalesce(region, '') = $scope_id)
            or ($level = 'rep' and coalesce(rep_id, '') = $scope_id)
            or ($level = 'customer' and coalesce(customer_id, '') = $scope_id)
    ),

    totals as (
        select
            count(*) as total_rows,
            sum(own_net_amount) as total_net_amount,
            sum(own_gross_profit_amount) as total_gross_profit_amount,
            sum(own_quantity_t) as total_quantity_t
        from lines
    )

select
    l.order_id,
    l.line_no,
    l.customer_id,
    coalesce(c.customer_name, l.customer_id) as customer_name,
    l.rep_id,
    l.rep_is_from_customer,
    l.region,
    l.family,
    l.product_id,
    l.sales_on,
    cast(l.own_net_amount as decimal(18, 2)) as net_amount,
    cast(l.own_gross_profit_amount as decimal(18, 2)) as gross_profit_amount,
    cast(l.own_quantity_t as decimal(18, 3)) as quantity_t,
    l.share_to - l.share_from as share,
    t.total_rows,
    cast(t.total_net_amount as decimal(18, 2)) as total_net_amount,
    cast(t.total_gross_profit_amount as decimal(18, 2)) as total_gross_profit_amount,
    cast(t.total_quantity_t as decimal(18, 3)) as total_quantity_t
from lines as l
cross join totals as t
left join customer_directory as c on c.customer_id = l.customer_id
order by l.sales_on desc, l.order_id, l.line_no, l.customer_id, l.rep_id
limit 1000
