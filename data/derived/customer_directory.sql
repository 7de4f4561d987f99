-- Every customer that any document names, registered or not, with its resolved region
-- and rep.
--
-- grain   one row per customer_id of customers, orders, receipts, complaints, visits or
-- costs
-- units   dates
-- reads   customers, reps, orders, receipts, complaints, visits, costs
with
    named as (
        select customer_id
        from customers
        union
        select customer_id
        from orders
        union
        select customer_id
        from receipts
        union
        select customer_id
        from complaints
        union
        select customer_id
        from visits
        union
        select customer_id
        from costs
    ),

    order_heads as (
        select
            customer_id,
            region,
            rep_id,
            ordered_on,
            row_number() over (
                partition by customer_id
                order by ordered_on desc, order_id desc, line_no desc
            ) as newest
        from orders
        where coalesce(status, 'invoiced') <> 'cancelled'
    ),

    order_spans as (
        select
            customer_id,
            min(ordered_on) as first_ordered_on,
            max(ordered_on) as last_ordered_on,
            max(case when newest = 1 then region end) as newest_region,
            max(case when newest = 1 then rep_id end) as newest_rep_id
        from order_heads
        group by customer_id
    ),

    owned as (
        select
            n.customer_id,
            coalesce(c.customer_name, n.customer_id) as customer_name,
            c.customer_id is not null as is_registered,
            coalesce(c.region, s.newest_region) as region,
            coalesce(c.rep_id, s.newest_rep_id) as rep_id,
            c.owner_department,
            c.channel,
            coalesce(c.is_key_account, false) as is_named_key_account,
            s.first_ordered_on,
            s.last_ordered_on
        from named as n
        left join customers as c on c.customer_id = n.customer_id
        left join order_spans as s on s.customer_id = n.customer_id
        where n.customer_id is not null
    )

select
    o.customer_id,
    o.customer_name,
    o.is_registered,
    coalesce(o.region, r.region) as region,
    o.rep_id,
    coalesce(r.rep_name, o.rep_id) as rep_name,
    coalesce(r.department, o.owner_department) as department,
    o.channel,
    o.is_named_key_account,
    o.first_ordered_on,
    o.last_ordered_on
from owned as o
left join reps as r on r.rep_id = o.rep_id
order by o.customer_id
