-- The documents that moved receivables between two days, the largest first.
--
-- grain   one row per document, and for an invoice per order and day; at most
-- 1,000 rows, the total_ columns count all
-- units   amount CNY with tax, as the step of receivables/bridge counts it: credit
-- notes below zero under invoiced, refunds below zero under collected
-- reads   receivable_changes, chosen_customers, compared_meeting
-- $as_of      date, the later day; documents after it do not exist yet
-- $before_on  date?, the earlier day; null = the last meeting's, else the end of the
-- dekad before
-- $kind       text(invoiced|collected|written_off) = collected, the step of the bridge
with
    changes as (
        select
            r.customer_id,
            c.customer_name,
            r.document_id,
            r.line_no,
            r.kind,
            r.changed_on as dated_on,
            r.order_id,
            case
                r.kind
                when 'invoice'
                then r.open_delta
                when 'credit_note'
                then - r.unmatched_delta
                else r.unmatched_delta
            end as amount
        from receivable_changes as r
        inner join chosen_customers as c on c.customer_id = r.customer_id
        cross join compared_meeting as m
        where
            r.changed_on > coalesce(cast($before_on as date), m.compared_on)
            and r.changed_on <= $as_of
            and (r.due_on is null or r.kind = 'invoice')
            and case
                when r.kind in ('invoice', 'credit_note')
                then 'invoiced'
                when r.kind = 'write_off'
                then 'written_off'
                else 'collected'
            end
            = $kind
    ),

    documents as (
        select
            customer_id,
            customer_name,
            document_id,
            line_no,
            kind,
            dated_on,
            order_id,
            sum(amount) as amount
        from changes
        group by
            customer_id, customer_name, document_id, line_no, kind, dated_on, order_id
    ),

    ranked as (
        select
            documents.*,
            count(*) over () as total_rows,
            sum(amount) over () as total_amount,
            row_number() over (
                order by
                    abs(amount) desc,
                    customer_id,
                    document_id,
                    line_no,
                    dated_on,
                    kind,
                    coalesce(order_id, '')
            ) as place
        from documents
    )

select
    place,
    customer_id,
    customer_name,
    document_id,
    line_no,
    kind,
    dated_on,
    order_id,
    cast(amount as decimal(18, 2)) as amount,
    total_rows,
    cast(total_amount as decimal(18, 2)) as total_amount
from ranked
where place <= 1000
order by place
