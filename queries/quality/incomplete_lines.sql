-- Order lines that lack something a figure needs, the largest first.
--
-- grain   one row per lack, order_id, line_no, customer_id; lack: invoice_date (no day
-- and no status that says it is not invoiced yet: owed from the order day on),
-- due_date (invoiced, no due date and no terms: due at once), cost, product, quantity
-- units   invoice_amount CNY with tax
-- reads   chosen_lines, chosen_customers, orders
-- $as_of  date, the day the report speaks for
-- $most   integer = 200, lines shown of each lack
with
    known as (
        select
            order_id,
            line_no,
            customer_id,
            ordered_on,
            product_id,
            invoice_amount,
            due_is_missing,
            cost_amount is null as cost_is_missing,
            product_id is null as product_is_missing,
            quantity_t = 0 and invoice_amount <> 0 as quantity_is_missing
        from chosen_lines
        where ordered_on <= $as_of
    ),

    undated as (
        select order_id, line_no, customer_id
        from orders
        where invoiced_on is null and coalesce(status, 'invoiced') = 'invoiced'
    ),

    lacking as (
        select 'invoice_date' as lack, k.*
        from known as k
        inner join
            undated as u
            on u.order_id = k.order_id
            and u.line_no = k.line_no
            and u.customer_id = k.customer_id
        union all
        select 'due_date' as lack, k.*
        from known as k
        where k.due_is_missing
        union all
        select 'cost' as lack, k.*
        from known as k
        where k.cost_is_missing
        union all
        select 'product' as lack, k.*
        from known as k
        where k.product_is_missing
        union all
        select 'quantity' as lack, k.*
        from known as k
        where k.quantity_is_missing
    ),

    ranked as (
        select
            l.*,
            row_number() over (
                partition by l.lack
                order by
                    abs(l.invoice_amount) desc, l.order_id, l.line_no, l.customer_id
            ) as place
        from lacking as l
    )

select
    r.lack,
    r.order_id,
    r.line_no,
    r.customer_id,
    c.customer_name,
    r.ordered_on,
    r.product_id,
    r.invoice_amount
from ranked as r
left join chosen_customers as c on c.customer_id = r.customer_id
where r.place <= $most
order by r.lack, r.place
