-- What happened with customers, document by document, newest first.
--
-- grain   one row per kind, document_id, customer_id up to as_of
-- units   amount CNY with tax: invoiced or to be invoiced of an order, money of a
-- receipt; code the product family, severity, purpose, kind of receipt or kind of note
-- reads   chosen_customers, invoice_lines, receipts, complaints, visits, notes
-- $as_of  date, the day the report speaks for
with
    documents as (
        select
            'order' as kind,
            l.order_id as document_id,
            l.customer_id,
            min(l.ordered_on) as happened_on,
            max(l.family) as code,
            cast(null as varchar) as text,
            sum(l.invoice_amount) as amount
        from invoice_lines as l
        inner join chosen_customers as c on c.customer_id = l.customer_id
        where l.ordered_on <= $as_of
        group by l.order_id, l.customer_id
        union all
        select
            'receipt' as kind,
            r.receipt_id as document_id,
            r.customer_id,
            min(r.received_on) as happened_on,
            min(r.kind) as code,
            cast(null as varchar) as text,
            sum(r.amount) as amount
        from receipts as r
        inner join chosen_customers as c on c.customer_id = r.customer_id
        where r.received_on <= $as_of
        group by r.receipt_id, r.customer_id
        union all
        select
            'complaint' as kind,
            complaint_id as document_id,
            customer_id,
            cast(received_at as date) as happened_on,
            severity as code,
            description as text,
            cast(null as decimal(18, 2)) as amount
        from complaints
        where received_at < cast($as_of + 1 as timestamp)
        union all
        select
            'visit' as kind,
            visit_id as document_id,
            customer_id,
            cast(visited_at as date) as happened_on,
            purpose as code,
            coalesce(done, feedback) as text,
            cast(null as decimal(18, 2)) as amount
        from visits
        where visited_at < cast($as_of + 1 as timestamp)
        union all
        select
            'note' as kind,
            note_id as document_id,
            key as customer_id,
            cast("at" as date) as happened_on,
            kind as code,
            text,
            cast(null as decimal(18, 2)) as amount
        from notes
        where about = 'customer' and "at" < cast($as_of + 1 as timestamp)
    )

select
    d.customer_id,
    c.customer_name,
    d.happened_on,
    d.kind,
    d.document_id,
    d.code,
    d.text,
    cast(d.amount as decimal(18, 2)) as amount
from documents as d
inner join chosen_customers as c on c.customer_id = d.customer_id
order by d.happened_on desc, d.kind, d.document_id, d.customer_id
