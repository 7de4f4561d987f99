-- Money collected by day, customer and rep: receipts and refunds, no write-offs or
-- offsets.
--
-- grain   one row per day, customer_id, rep_id with money
-- units   CNY with tax; received_amount on the day of receipt, matured_amount on the
-- day a draft matures (other money on the day of receipt)
-- reads   receipts, customer_directory, invoice_lines, rep_shares, reps
with
    money as (
        select
            customer_id,
            order_id,
            amount,
            received_on,
            case
                when
                    method in ('bank_acceptance', 'commercial_acceptance')
                    and matures_on > received_on
                then matures_on
                else received_on
            end as matured_on
        from receipts
        where coalesce(kind, 'receipt') in ('receipt', 'refund')
    ),

    paid_orders as (
        select distinct order_id, customer_id from money where order_id is not null
    ),

    order_reps as (
        select
            p.order_id,
            p.customer_id,
            l.rep_id,
            row_number() over (
                partition by p.order_id, p.customer_id
                order by
                    case when l.customer_id = p.customer_id then 0 else 1 end,
                    l.line_no,
                    l.customer_id
            ) as position
        from paid_orders as p
        inner join invoice_lines as l on l.order_id = p.order_id
    ),

    credited as (
        select
            m.customer_id,
            m.received_on,
            m.matured_on,
            coalesce(s.rep_id, o.rep_id, d.rep_id) as rep_id,
            d.region,
            d.channel,
            cast(m.amount * coalesce(s.share_to, 1) as decimal(18, 2))
            - cast(m.amount * coalesce(s.share_from, 0) as decimal(18, 2)) as amount
        from money as m
        left join
            order_reps as o
            on o.order_id = m.order_id
            and o.customer_id = m.customer_id
            and o.position = 1
        left join rep_shares as s on s.order_id = m.order_id
        left join customer_directory as d on d.customer_id = m.customer_id
    ),

    dated as (
        select
            received_on as day,
            customer_id,
            rep_id,
            region,
            channel,
            amount as received_amount,
            0 as matured_amount
        from credited
        union all
        select
            matured_on as day,
            customer_id,
            rep_id,
            region,
            channel,
            0 as received_amount,
            amount as matured_amount
        from credited
    )

select
    d.day,
    d.customer_id,
    d.rep_id,
    max(d.region) as region,
    max(r.department) as department,
    max(d.channel) as channel,
    cast(sum(d.received_amount) as decimal(18, 2)) as received_amount,
    cast(sum(d.matured_amount) as decimal(18, 2)) as matured_amount
from dated as d
left join reps as r on r.rep_id = d.rep_id
group by d.day, d.customer_id, d.rep_id
order by d.day, d.customer_id, d.rep_id
