-- Receipts of 180 days, and what they closed that was overdue on the day they came.
--
-- Judged is who orders every 7 days or less often: the median interval of 24 months.
-- Unmatched money counts where the managed view applies it. A later order is one that
-- was placed after the one that was paid.
--
-- grain   one row per receipt line of a judged customer and overdue item that it
-- reduced; a line that reduced none has one row without item
-- units   amounts CNY with tax; order_distance_days days between the receipt and the
-- nearest later order within 3 days, empty without one; median_interval_days between
-- order days
-- reads   receipts, receivable_changes, virtual_offsets, order_days, chosen_customers
-- $as_of  date, the day the report speaks for; later documents do not exist yet
with
    rare_orderers as (
        select
            d.customer_id,
            percentile_cont(0.5) within group (
                order by d.interval_days
            ) as median_interval_days
        from order_days as d
        inner join chosen_customers as c on c.customer_id = d.customer_id
        where
            d.ordered_on <= $as_of
            and d.previous_on > cast(cast($as_of as date) - interval 24 month as date)
        group by d.customer_id
        having percentile_cont(0.5) within group (order by d.interval_days) >= 7
    ),

    near_days as (
        select d.customer_id, d.ordered_on
        from order_days as d
        inner join rare_orderers as j on j.customer_id = d.customer_id
        where d.ordered_on <= $as_of and d.ordered_on >= cast($as_of as date) - 182
    ),

    recent_receipts as (
        select
            r.customer_id,
            r.receipt_id,
            r.line_no,
            r.received_on,
            r.amount,
            j.median_interval_days
        from receipts as r
        inner join rare_orderers as j on j.customer_id = r.customer_id
        where
            coalesce(r.kind, 'receipt') = 'receipt'
            and r.amount > 0
            and r.received_on <= $as_of
            and r.received_on > cast($as_of as date) - 180
    ),

    closed as (
        select
            customer_id,
            document_id,
            line_no,
            order_id,
            due_on,
            ordered_on,
            - open_delta as closed_amount,
            false as is_virtual
        from receivable_changes
        where
            kind = 'receipt'
            and due_on < changed_on
            and open_delta < 0
            and changed_on <= $as_of
            and changed_on > cast($as_of as date) - 180
        union all
        select
            customer_id,
            document_id,
            line_no,
            order_id,
            due_on,
            ordered_on,
            settled_amount as closed_amount,
            true as is_virtual
        from virtual_offsets
        where
            kind = 'receipt'
            and due_on < settled_on
            and settled_on > cast($as_of as date) - 180
    ),

    closing_receipts as (
        select
            r.customer_id,
            r.receipt_id,
            r.line_no,
            r.received_on,
            r.amount,
            r.median_interval_days,
            i.order_id,
            i.due_on,
            i.ordered_on,
            i.is_virtual,
            i.closed_amount
        from recent_receipts as r
        left join
            closed as i
            on i.customer_id = r.customer_id
            and i.document_id = r.receipt_id
            and i.line_no = r.line_no
            and i.due_on < r.received_on
    )

select
    r.customer_id,
    r.receipt_id,
    r.line_no,
    r.received_on,
    r.amount as receipt_amount,
    r.median_interval_days,
    r.order_id,
    r.due_on,
    r.ordered_on,
    r.is_virtual,
    max(r.closed_amount) as closed_amount,
    min(abs(date_diff('day', d.ordered_on, r.received_on))) as order_distance_days
from closing_receipts as r
left join
    near_days as d
    on d.customer_id = r.customer_id
    and d.ordered_on > r.ordered_on
    and d.ordered_on >= r.received_on - 3
    and d.ordered_on <= r.received_on + 3
group by
    r.customer_id,
    r.receipt_id,
    r.line_no,
    r.received_on,
    r.amount,
    r.median_interval_days,
    r.order_id,
    r.due_on,
    r.ordered_on,
    r.is_virtual
