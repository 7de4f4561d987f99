-- Customers, products and reps that order lines name and master data do not know.
--
-- grain   one row per kind, id; kind: customer, product, rep
-- units   invoice_amount CNY with tax, line_count order lines
-- reads   chosen_lines, chosen_customers, reps
-- $as_of  date, the day the report speaks for
with
    named as (
        select
            customer_id,
            product_id,
            family,
            rep_id,
            count(*) as line_count,
            sum(invoice_amount) as invoice_amount,
            min(ordered_on) as first_on,
            max(ordered_on) as last_on
        from chosen_lines
        where ordered_on <= $as_of
        group by customer_id, product_id, family, rep_id
    ),

    unknown as (
        select
            'customer' as kind,
            n.customer_id as id,
            n.line_count,
            n.invoice_amount,
            n.first_on,
            n.last_on
        from named as n
        inner join chosen_customers as c on c.customer_id = n.customer_id
        where not c.is_registered
        union all
        select
            'product' as kind,
            n.product_id as id,
            n.line_count,
            n.invoice_amount,
            n.first_on,
            n.last_on
        from named as n
        where n.product_id is not null and n.family is null
        union all
        select
            'rep' as kind,
            n.rep_id as id,
            n.line_count,
            n.invoice_amount,
            n.first_on,
            n.last_on
        from named as n
        left join reps as r on r.rep_id = n.rep_id
        where n.rep_id is not null and r.rep_id is null
    )

select kind, id, line_count, invoice_amount, first_on, last_on
from
    (
        select
            kind,
            id,
            cast(sum(line_count) as bigint) as line_count,
            cast(sum(invoice_amount) as decimal(18, 2)) as invoice_amount,
            min(first_on) as first_on,
            max(last_on) as last_on
        from unknown
        group by kind, id
    ) as summed
order by kind, invoice_amount desc, id
