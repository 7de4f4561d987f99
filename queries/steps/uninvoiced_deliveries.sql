-- What has left us and is not invoiced yet: it is owed all the same.
--
-- Its recorded loads, else what the order says; of a load in part, that part of the
-- amount.
--
-- grain   one row per order line that was delivered, in part at least, and not invoiced
-- units   delivered_amount CNY with tax, unrounded; tonnes
-- reads   invoice_lines, deliveries
-- $as_of  date, the day the report speaks for; later documents do not exist yet
with
    loads as (
        select
            order_id,
            line_no,
            max(case when delivered_on <= $as_of then delivered_on end) as loaded_on,
            sum(
                case when delivered_on <= $as_of then delivered_t else 0 end
            ) as loaded_t
        from deliveries
        group by order_id, line_no
    ),

    delivered_lines as (
        select
            l.customer_id,
            l.order_id,
            l.line_no,
            l.ordered_on,
            coalesce(d.loaded_on, l.delivered_on, l.ordered_on) as delivered_on,
            l.product_id,
            l.invoice_amount,
            l.quantity_t,
            coalesce(d.loaded_t, l.delivered_t) as delivered_t
        from invoice_lines as l
        left join loads as d on d.order_id = l.order_id and d.line_no = l.line_no
        where
            (l.invoiced_on is null or l.invoiced_on > $as_of)
            and (
                d.loaded_t is not null
                or coalesce(
                    l.delivered_on,
                    case when l.status = 'delivered' then l.ordered_on end
                )
                <= $as_of
            )
    )

select
    customer_id,
    order_id,
    line_no,
    ordered_on,
    delivered_on,
    product_id,
    quantity_t,
    coalesce(delivered_t, quantity_t) as delivered_t,
    cast(
        case
            when delivered_t is null or quantity_t <= 0
            then cast(invoice_amount as double)
            else
                cast(invoice_amount as double) * least(
                    cast(delivered_t as double) / nullif(cast(quantity_t as double), 0),
                    1
                )
        end as decimal(24, 8)
    ) as delivered_amount
from delivered_lines
