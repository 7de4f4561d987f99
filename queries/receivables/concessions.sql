-- When customers paid what was invoiced in 12 months, and how far below list they
-- bought.
--
-- Prepayment share = prepaid ÷ all bands; concession = (list − invoice ÷ t) · t, Σ ÷ Σ
-- list. The parts of an order follow its money. Capital saved is what paying earlier
-- than the mean of credit sales is worth: amount · days · rate ÷ 365.
--
-- grain   one row per customer_id, band: prepaid, at_once (by the invoice day), to_30,
-- to_60, over_60 days after the invoice, unpaid (open or written off), credit (notes
-- that lower no order of these months)
-- units   amounts CNY with tax; invoice_amount Σ bands = invoiced less credit notes;
-- listed_amount the part of it that has a list price, list_amount its value by list,
-- listed_t tonnes; unlisted_lines lines without, the same in each row of a customer;
-- amount_days CNY × days from the invoice; against_days days; capital_rate 1 = 100 %
-- a year; capital_saved_amount of the listed part
-- reads   listed_lines, order_cash, chosen_customers, settings
-- $against_days  number?, days capital counts from; null = mean of credit sales
with
    orders_listed as (
        select
            customer_id,
            paid_order_id,
            max(case when is_sold then 1 else 0 end) as has_goods,
            sum(invoice_amount) as invoice_amount,
            sum(
                case when list_amount is not null then invoice_amount else 0 end
            ) as listed_amount,
            sum(coalesce(list_amount, 0)) as list_amount,
            sum(
                case when list_amount is not null then quantity_t else 0 end
            ) as listed_t,
            sum(case when list_amount is null then 1 else 0 end) as unlisted_lines
        from listed_lines
        group by customer_id, paid_order_id
    ),

    orders_paid as (
        select customer_id, order_id, sum(paid_amount) as paid_amount
        from order_cash
        group by customer_id, order_id
    ),

    totals as (
        select
            o.*,
            coalesce(p.paid_amount, 0) as paid_amount,
            o.has_goods = 1 and o.invoice_amount > 0 as is_paid_for
        from orders_listed as o
        left join
            orders_paid as p
            on p.customer_id = o.customer_id
            and p.order_id = o.paid_order_id
    ),

    parts as (
        select
            t.customer_id,
            m.band,
            cast(m.paid_amount as double) / nullif(
                cast(greatest(t.paid_amount, t.invoice_amount) as double), 0
            ) as share,
            m.amount_days,
            m.paid_amount,
            t.invoice_amount,
            t.listed_amount,
            t.list_amount,
            t.listed_t
        from totals as t
        inner join
            order_cash as m
            on m.customer_id = t.customer_id
            and m.order_id = t.paid_order_id
        where t.is_paid_for
        union all
        select
            customer_id,
            case when is_paid_for then 'unpaid' else 'credit' end as band,
            case
                when is_paid_for
                then
                    cast(invoice_amount - paid_amount as double)
                    / nullif(cast(invoice_amount as double), 0)
                else 1
            end as share,
            0 as amount_days,
            0 as paid_amount,
            invoice_amount,
            listed_amount,
            list_amount,
            listed_t
        from totals
        where not is_paid_for or invoice_amount > paid_amount
    ),

    bands as (
        select
            customer_id,
            band,
            sum(
                cast(share * cast(invoice_amount as double) as decimal(24, 8))
            ) as invoice_amount,
            sum(
                cast(share * cast(listed_amount as double) as decimal(24, 8))
            ) as listed_amount,
            sum(
                cast(share * cast(list_amount as double) as decimal(24, 8))
            ) as list_amount,
            sum(cast(share * cast(listed_t as double) as decimal(24, 8))) as listed_t,
            sum(
                cast(
                    cast(amount_days as double)
                    * share
                    * cast(invoice_amount as double)
                    / nullif(cast(paid_amount as double), 0) as decimal(24, 6)
                )
            ) as amount_days,
            sum(
                cast(
                    cast(amount_days as double)
                    * share
                    * cast(listed_amount as double)
                    / nullif(cast(paid_amount as double), 0) as decimal(24, 6)
                )
            ) as listed_days
        from parts
        group by customer_id, band
    ),

    unlisted as (
        select customer_id, sum(unlisted_lines) as unlisted_lines
        from orders_listed
        group by customer_id
    ),

    credit_sales as (
        select
            coalesce(
                $against_days,
                cast(sum(amount_days) as double)
                / nullif(cast(sum(invoice_amount) as double), 0)
            ) as against_days
        from bands
        where band in ('to_30', 'to_60', 'over_60')
    ),

    rates as (
        select
            cast(
                max(case when name = 'capital_rate' then number end) as double
            ) as capital_rate
        from settings
    )

select
    b.customer_id,
    c.customer_name,
    c.region,
    c.rep_id,
    c.rep_name,
    b.band,
    b.invoice_amount,
    b.listed_amount,
    b.list_amount,
    b.list_amount - b.listed_amount as concession_amount,
    b.listed_t,
    cast(u.unlisted_lines as bigint) as unlisted_lines,
    cast(b.amount_days as double) as amount_days,
    s.against_days,
    r.capital_rate,
    case
        when b.band not in ('unpaid', 'credit')
        then
            (
                s.against_days * cast(b.listed_amount as double)
                - cast(b.listed_days as double)
            )
            * r.capital_rate
            / 365
    end as capital_saved_amount
from bands as b
inner join chosen_customers as c on c.customer_id = b.customer_id
inner join unlisted as u on u.customer_id = b.customer_id
cross join credit_sales as s
cross join rates as r
order by
    b.customer_id,
    case
        b.band
        when 'prepaid'
        then 0
        when 'at_once'
        then 1
        when 'to_30'
        then 2
        when 'to_60'
        then 3
        when 'over_60'
        then 4
        when 'unpaid'
        then 5
        else 6
    end
