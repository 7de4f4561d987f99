-- How many order lines lack something or were cancelled.
--
-- grain   one row per lack: invoice_date, due_date, cost, product, quantity (as in
-- incomplete_lines), cancelled
-- units   line_count order lines, invoice_amount CNY with tax
-- reads   chosen_lines, chosen_customers, orders
-- $as_of  date, the day the report speaks for
with
    known as (
        select
            case when due_is_missing then 1 else 0 end as no_due_date,
            case when cost_amount is null then 1 else 0 end as no_cost,
            case when product_id is null then 1 else 0 end as no_product,
            case
                when quantity_t = 0 and invoice_amount <> 0 then 1 else 0
            end as no_quantity,
            invoice_amount
        from chosen_lines
        where ordered_on <= $as_of
    ),

    grouped as (
        select
            no_due_date,
            no_cost,
            no_product,
            no_quantity,
            count(*) as line_count,
            sum(invoice_amount) as invoice_amount
        from known
        group by no_due_date, no_cost, no_product, no_quantity
    ),

    undated as (
        select order_id, line_no, customer_id
        from orders
        where invoiced_on is null and coalesce(status, 'invoiced') = 'invoiced'
    ),

    counted as (
        select 'due_date' as lack, line_count, invoice_amount
        from grouped
        where no_due_date = 1
        union all
        select 'cost' as lack, line_count, invoice_amount
        from grouped
        where no_cost = 1
        union all
        select 'product' as lack, line_count, invoice_amount
        from grouped
        where no_product = 1
        union all
        select 'quantity' as lack, line_count, invoice_amount
        from grouped
        where no_quantity = 1
        union all
        select
            'invoice_date' as lack,
            count(*) as line_count,
            sum(l.invoice_amount) as invoice_amount
        from chosen_lines as l
        inner join
            undated as u
            on u.order_id = l.order_id
            and u.line_no = l.line_no
            and u.customer_id = l.customer_id
        where l.ordered_on <= $as_of
        having count(*) > 0
        union all
        select 'cancelled' as lack, count(*) as line_count, sum(o.invoice_amount)
        from orders as o
        inner join chosen_customers as c on c.customer_id = o.customer_id
        where o.status = 'cancelled' and o.ordered_on <= $as_of
        having count(*) > 0
    )

select
    lack,
    cast(sum(line_count) as bigint) as line_count,
    cast(sum(invoice_amount) as decimal(18, 2)) as invoice_amount
from counted
group by lack
order by lack
