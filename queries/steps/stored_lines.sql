-- Goods that are paid and not lifted: 客存油, line by line.
--
-- stored = t × settled share − lifted t, never below 0. Lifted are the recorded loads,
-- else what the order says was delivered; an invoiced line that says nothing of it is
-- left out (lifted_t empty). Settled share: money for the line's item ÷ its invoice
-- after credit notes, in the managed view; credit notes and write-offs are no money. An
-- order that is not invoiced counts with the advance that names it. Tonnes that a
-- credit note takes back are not stored.
--
-- grain   one row per positive line with paid tonnes that were not lifted, or of which
-- nobody knows
-- units   tonnes; settled_share 1 = 100 %; stored_amount CNY with tax
-- reads   invoice_lines, deliveries, receivable_changes, open_items, customer_balances,
-- chosen_customers
-- $as_of  date, the day the report speaks for; later documents do not exist yet
with
    loads as (
        select
            order_id,
            line_no,
            sum(
                case when delivered_on <= $as_of then delivered_t else 0 end
            ) as loaded_t
        from deliveries
        group by order_id, line_no
    ),

    sold_lines as (
        select
            l.*,
            case
                when d.loaded_t is not null
                then d.loaded_t
                when l.delivered_on > $as_of
                then 0
                when l.delivered_t is not null
                then l.delivered_t
                when l.delivered_on is not null or l.status = 'delivered'
                then l.quantity_t
                when l.invoiced_on is null
                then 0
            end as lifted_t
        from invoice_lines as l
        inner join chosen_customers as c on c.customer_id = l.customer_id
        left join loads as d on d.order_id = l.order_id and d.line_no = l.line_no
        where l.ordered_on <= $as_of and l.quantity_t > 0 and l.invoice_amount > 0
    ),

    unlifted as (
        select * from sold_lines where lifted_t < quantity_t or lifted_t is null
    ),

    unlifted_orders as (select distinct customer_id, order_id from unlifted),

    -- what the whole order was sold for, by item, and what credit notes took back
    order_lines as (
        select l.*
        from invoice_lines as l
        inner join
            unlifted_orders as o
            on o.customer_id = l.customer_id
            and o.order_id = l.order_id
        where l.ordered_on <= $as_of and l.invoice_amount > 0
    ),

    sold_items as (
        select customer_id, order_id, due_on, sum(invoice_amount) as original_amount
        from order_lines
        where invoiced_on <= $as_of
        group by customer_id, order_id, due_on
    ),

    orders_sold as (
        select
            customer_id,
            order_id,
            sum(invoice_amount) as sold_amount,
            sum(
                case
                    when invoiced_on is null or invoiced_on > $as_of
                    then invoice_amount
                    else 0
                end
            ) as uninvoiced_amount
        from order_lines
        group by customer_id, order_id
    ),

    orders_credited as (
        select
            n.customer_id,
            n.returned_order_id as order_id,
            - sum(n.invoice_amount) as credited_amount
        from invoice_lines as n
        inner join
            unlifted_orders as o
            on o.customer_id = n.customer_id
            and o.order_id = n.returned_order_id
        where n.invoice_amount < 0 and n.invoiced_on <= $as_of
        group by n.customer_id, n.returned_order_id
    ),

    products_returned as (
        select
            n.customer_id,
            n.returned_order_id as order_id,
            n.product_id,
            - sum(n.quantity_t) as returned_t
        from invoice_lines as n
        inner join
            unlifted_orders as o
            on o.customer_id = n.customer_id
            and o.order_id = n.returned_order_id
        where n.quantity_t < 0 and n.invoiced_on <= $as_of
        group by n.customer_id, n.returned_order_id, n.product_id
    ),

    products_sold as (
        select customer_id, order_id, product_id, sum(quantity_t) as sold_t
        from order_lines
        group by customer_id, order_id, product_id
    ),

    -- what settled an item without being money
    deductions as (
        select customer_id, order_id, due_on, - sum(open_delta) as deducted_amount
        from receivable_changes
        where
            kind in ('credit_note', 'write_off')
            and due_on is not null
            and changed_on <= $as_of
        group by customer_id, order_id, due_on
    ),

    item_shares as (
        select
            i.customer_id,
            i.order_id,
            i.due_on,
            i.original_amount
            - coalesce(d.deducted_amount, 0)
            - coalesce(p.managed_amount, 0) as paid_amount,
            cast(i.original_amount as double) * (
                1
                - cast(coalesce(c.credited_amount, 0) as double)
                / nullif(cast(s.sold_amount as double), 0)
            ) as net_amount
        from sold_items as i
        inner join
            orders_sold as s
            on s.customer_id = i.customer_id
            and s.order_id = i.order_id
        left join
            deductions as d
            on d.customer_id = i.customer_id
            and d.order_id = i.order_id
            and d.due_on = i.due_on
        left join
            open_items as p
            on p.customer_id = i.customer_id
            and p.order_id = i.order_id
            and p.due_on = i.due_on
            and not p.is_claim
        left join
            orders_credited as c
            on c.customer_id = i.customer_id
            and c.order_id = i.order_id
    ),

    waiting_orders as (
        select
            s.customer_id,
            s.order_id,
            least(sum(r.unmatched_delta), s.uninvoiced_amount) as named_amount,
            s.uninvoiced_amount
        from orders_sold as s
        inner join
            receivable_changes as r
            on r.customer_id = s.customer_id
            and r.order_id = s.order_id
        where s.uninvoiced_amount > 0 and r.changed_on <= $as_of
        group by s.customer_id, s.order_id, s.uninvoiced_amount
        having sum(r.unmatched_delta) > 0
    ),

    -- an advance that old debts have used up cannot fill a tank
    ahead_orders as (
        select
            w.customer_id,
            w.order_id,
            w.uninvoiced_amount,
            least(
                w.named_amount,
                greatest(
                    b.advance_amount - (
                        sum(w.named_amount) over (
                            partition by w.customer_id
                            order by w.order_id
                            rows between unbounded preceding and current row
                        )
                        - w.named_amount
                    ),
                    0
                )
            ) as paid_amount
        from waiting_orders as w
        inner join customer_balances as b on b.customer_id = w.customer_id
    ),

    shared as (
        select
            l.customer_id,
            l.order_id,
            l.line_no,
            l.ordered_on,
            l.invoiced_on,
            l.product_id,
            l.invoice_amount,
            l.quantity_t,
            l.lifted_t,
            cast(l.quantity_t as double) - coalesce(
                cast(r.returned_t as double)
                * cast(l.quantity_t as double)
                / nullif(cast(t.sold_t as double), 0),
                0
            ) as kept_t,
            greatest(
                least(
                    coalesce(
                        cast(i.paid_amount as double) / nullif(i.net_amount, 0),
                        cast(a.paid_amount as double)
                        / nullif(cast(a.uninvoiced_amount as double), 0),
                        0
                    ),
                    1
                ),
                0
            ) as settled_share
        from unlifted as l
        left join
            products_sold as t
            on t.customer_id = l.customer_id
            and t.order_id = l.order_id
            and t.product_id = l.product_id
        left join
            products_returned as r
            on r.customer_id = l.customer_id
            and r.order_id = l.order_id
            and r.product_id = l.product_id
        left join
            item_shares as i
            on i.customer_id = l.customer_id
            and i.order_id = l.order_id
            and i.due_on = l.due_on
            and l.invoiced_on <= $as_of
        left join
            ahead_orders as a
            on a.customer_id = l.customer_id
            and a.order_id = l.order_id
            and (l.invoiced_on is null or l.invoiced_on > $as_of)
    )

select
    customer_id,
    order_id,
    line_no,
    ordered_on,
    case when invoiced_on <= $as_of then invoiced_on end as invoiced_on,
    product_id,
    quantity_t,
    quantity_t - cast(kept_t as decimal(18, 3)) as returned_t,
    lifted_t,
    settled_share,
    cast(
        kept_t * settled_share - cast(lifted_t as double) as decimal(18, 3)
    ) as stored_t,
    cast(
        (kept_t * settled_share - cast(lifted_t as double))
        * cast(invoice_amount as double)
        / nullif(cast(quantity_t as double), 0) as decimal(18, 2)
    ) as stored_amount
from shared
where
    (lifted_t is null and settled_share > 0)
    or kept_t * settled_share - cast(lifted_t as double) >= 0.0005
