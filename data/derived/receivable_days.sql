-- What was invoiced, received and matched by day and customer: balances are sums of it.
--
-- grain   one row per customer_id, day on which a document or a match takes effect
-- units   CNY with tax; credit notes are taken off invoiced_amount, write-offs are
-- part of received_amount; deltas as in receivable_changes
-- reads   receivable_changes
with
    documents as (
        select
            customer_id,
            changed_on as day,
            kind = 'invoice' as is_invoice,
            due_on is null and kind = 'credit_note' as is_credit_note,
            due_on is null and kind <> 'credit_note' as is_receipt,
            kind = 'write_off' as is_write_off,
            order_id is not null as names_order,
            open_delta,
            unmatched_delta
        from receivable_changes
    )

select
    customer_id,
    day,
    cast(
        sum(
            case
                when is_invoice
                then open_delta
                when is_credit_note
                then - unmatched_delta
                else 0
            end
        ) as decimal(18, 2)
    ) as invoiced_amount,
    cast(
        sum(case when is_receipt then unmatched_delta else 0 end) as decimal(18, 2)
    ) as received_amount,
    cast(
        sum(
            case when is_receipt and is_write_off then unmatched_delta else 0 end
        ) as decimal(18, 2)
    ) as written_off_amount,
    cast(sum(open_delta) as decimal(18, 2)) as open_delta,
    cast(sum(unmatched_delta) as decimal(18, 2)) as unmatched_delta,
    cast(
        sum(case when names_order then unmatched_delta else 0 end) as decimal(18, 2)
    ) as named_unmatched_delta
from documents
group by customer_id, day
order by day, customer_id
