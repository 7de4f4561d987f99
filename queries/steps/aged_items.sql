-- Open items of one view, each in its ageing bucket.
--
-- basis due counts from the day the money is due; invoice and order count from the day
-- of the item's first invoice or of its order, know no "not due", and put day 0 in the
-- first bucket.
--
-- grain   one row per customer_id, order_id, due_on (and is_claim) open in that view
-- units   original_amount, open_amount CNY with tax; days_overdue = as_of - due_on,
-- below 0 = not due yet; ageing_days counted from the day that basis names;
-- provision_amount to the cent, of the managed view in both, so that items add up
-- reads   open_items, ageing_edges
-- $as_of  date, the day the report speaks for
-- $view   text(ledger|managed) = ledger, managed = unmatched applied
-- $basis  text(due|invoice|order) = due, the day that ages count from
with
    dated_items as (
        select
            i.*,
            case
                when $view = 'managed' then i.managed_amount else i.open_amount
            end as viewed_amount,
            date_diff('day', i.due_on, $as_of) as days_overdue,
            case
                $basis
                when 'invoice'
                then greatest(date_diff('day', i.invoiced_on, $as_of), 1)
                when 'order'
                then greatest(date_diff('day', i.ordered_on, $as_of), 1)
                else date_diff('day', i.due_on, $as_of)
            end as ageing_days
        from open_items as i
    )

select
    i.customer_id,
    i.order_id,
    i.due_on,
    i.invoiced_on,
    i.ordered_on,
    i.rep_id,
    i.due_is_missing,
    i.is_claim,
    i.original_amount,
    i.viewed_amount as open_amount,
    i.open_amount - i.managed_amount as offset_amount,
    i.days_overdue,
    i.ageing_days,
    e.ageing_bucket,
    e.position as bucket_position,
    cast(
        i.managed_amount * cast(e.provision_rate as decimal(19, 6)) as decimal(18, 2)
    ) as provision_amount
from dated_items as i
inner join
    ageing_edges as e
    on i.ageing_days >= coalesce(e.from_days, i.ageing_days)
    and i.ageing_days <= coalesce(e.to_days, i.ageing_days)
where i.viewed_amount > 0
