-- Do both views add up to invoiced - received - written off, to the cent?
--
-- The documents are added up anew, so that a fault in the sub-ledger shows.
--
-- grain   one row
-- units   CNY with tax; received_amount without write-offs; a difference is the view's
-- balance less that of the documents; differing_customers counts customers with
-- either difference
-- reads   open_items, ageing_edges, customer_balances, chosen_customers,
-- invoice_lines, receipts
-- $as_of  date, the day the report speaks for; later documents do not exist yet
with
    invoiced as (
        select customer_id, sum(invoice_amount) as invoiced_amount
        from invoice_lines
        where invoiced_on <= $as_of
        group by customer_id
    ),

    received as (
        select
            customer_id,
            sum(
                case
                    when coalesce(kind, 'receipt') <> 'write_off' then amount else 0
                end
            ) as received_amount,
            sum(
                case when kind = 'write_off' then amount else 0 end
            ) as written_off_amount
        from receipts
        where received_on <= $as_of
        group by customer_id
    ),

    bucket_sums as (
        select
            i.customer_id,
            sum(i.open_amount) as ledger_amount,
            sum(i.managed_amount) as managed_amount
        from open_items as i
        inner join
            ageing_edges as e
            on date_diff('day', i.due_on, $as_of)
            >= coalesce(e.from_days, date_diff('day', i.due_on, $as_of))
            and date_diff('day', i.due_on, $as_of)
            <= coalesce(e.to_days, date_diff('day', i.due_on, $as_of))
        group by i.customer_id
    ),

    customer_sums as (
        select
            c.customer_id,
            coalesce(s.ledger_amount, 0) as ledger_amount,
            coalesce(b.unmatched_amount, 0) as unmatched_amount,
            coalesce(s.managed_amount, 0) as managed_amount,
            coalesce(b.advance_amount, 0) as advance_amount,
            coalesce(i.invoiced_amount, 0) as invoiced_amount,
            coalesce(r.received_amount, 0) as received_amount,
            coalesce(r.written_off_amount, 0) as written_off_amount
        from chosen_customers as c
        left join bucket_sums as s on s.customer_id = c.customer_id
        left join customer_balances as b on b.customer_id = c.customer_id
        left join invoiced as i on i.customer_id = c.customer_id
        left join received as r on r.customer_id = c.customer_id
    ),

    differences as (
        select
            customer_sums.*,
            ledger_amount
            - unmatched_amount
            - invoiced_amount
            + received_amount
            + written_off_amount as ledger_difference,
            managed_amount
            - advance_amount
            - invoiced_amount
            + received_amount
            + written_off_amount as managed_difference
        from customer_sums
    )

select
    cast(coalesce(sum(ledger_amount), 0) as decimal(18, 2)) as ledger_amount,
    cast(coalesce(sum(unmatched_amount), 0) as decimal(18, 2)) as unmatched_amount,
    cast(coalesce(sum(managed_amount), 0) as decimal(18, 2)) as managed_amount,
    cast(coalesce(sum(advance_amount), 0) as decimal(18, 2)) as advance_amount,
    cast(coalesce(sum(invoiced_amount), 0) as decimal(18, 2)) as invoiced_amount,
    cast(coalesce(sum(received_amount), 0) as decimal(18, 2)) as received_amount,
    cast(coalesce(sum(written_off_amount), 0) as decimal(18, 2)) as written_off_amount,
    cast(coalesce(sum(ledger_difference), 0) as decimal(18, 2)) as ledger_difference,
    cast(coalesce(sum(managed_difference), 0) as decimal(18, 2)) as managed_difference,
    coalesce(
        sum(
            case
                when ledger_difference <> 0 or managed_difference <> 0 then 1 else 0
            end
        ),
        0
    ) as differing_customers
from differences
order by ledger_amount
