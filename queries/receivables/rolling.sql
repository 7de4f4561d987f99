-- Who pays only when the next load is wanted: rolling payers.
--
-- Judged is who orders every 7 days or less often (median interval of 24 months). A
-- receipt of 180 days is counted when it closed something overdue and a later order
-- lies
-- within 3 days of it; rolling = at least 3 such receipts and 60 % of what was
-- received.
--
-- grain   one row per judged customer with a qualifying receipt, rolling ones first
-- units   amounts CNY with tax; rolled_share 1 = 100 % of received_amount;
-- mean_days_late days between due and received, weighed by closed_amount;
-- overdue_amount of the managed view, now
-- reads   late_receipts, open_items, chosen_customers
-- $as_of  date, the day the report speaks for; later documents do not exist yet
with
    receipt_lines as (
        select
            customer_id,
            receipt_id,
            line_no,
            max(receipt_amount) as receipt_amount,
            max(median_interval_days) as median_interval_days,
            max(
                case when order_distance_days is not null then 1 else 0 end
            ) as is_rolled,
            sum(
                case when order_distance_days is not null then closed_amount end
            ) as closed_amount,
            sum(
                case
                    when order_distance_days is not null
                    then closed_amount * date_diff('day', due_on, received_on)
                end
            ) as amount_days
        from late_receipts
        group by customer_id, receipt_id, line_no
    ),

    payers as (
        select
            customer_id,
            max(median_interval_days) as median_interval_days,
            count(distinct receipt_id) as receipt_count,
            count(distinct case when is_rolled = 1 then receipt_id end) as rolled_count,
            sum(receipt_amount) as received_amount,
            sum(is_rolled * receipt_amount) as rolled_amount,
            sum(closed_amount) as closed_amount,
            sum(amount_days) as amount_days
        from receipt_lines
        group by customer_id
    ),

    overdue as (
        select customer_id, sum(managed_amount) as overdue_amount
        from open_items
        where due_on < $as_of
        group by customer_id
    ),

    judged as (
        select
            p.*,
            cast(p.rolled_amount as double)
            / nullif(cast(p.received_amount as double), 0) as rolled_share,
            p.rolled_count >= 3
            and p.rolled_amount * 10 >= p.received_amount * 6 as is_rolling
        from payers as p
        where p.rolled_count > 0
    )

select
    j.customer_id,
    c.customer_name,
    c.region,
    c.rep_id,
    c.rep_name,
    j.median_interval_days,
    j.receipt_count,
    j.rolled_count,
    cast(j.received_amount as decimal(18, 2)) as received_amount,
    cast(j.rolled_amount as decimal(18, 2)) as rolled_amount,
    j.rolled_share,
    cast(j.closed_amount as decimal(18, 2)) as closed_amount,
    cast(j.amount_days as double)
    / nullif(cast(j.closed_amount as double), 0) as mean_days_late,
    cast(coalesce(o.overdue_amount, 0) as decimal(18, 2)) as overdue_amount,
    j.is_rolling
from judged as j
inner join chosen_customers as c on c.customer_id = j.customer_id
left join overdue as o on o.customer_id = j.customer_id
order by
    j.is_rolling desc,
    coalesce(o.overdue_amount, 0) desc,
    j.rolled_amount desc,
    j.customer_id
