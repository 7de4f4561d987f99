-- Open items of one view, each in its ageing bucket.
--
-- basis due counts from the day the money is due; invoice and order count from the day
-- of the item's first invoice or of its order, know no "not due", and put day 0 in the
-- first bucket. Years end on the anniversary of that day. The provision goes by the
-- settings' buckets, whatever edges are asked for.
--
-- grain   one row per customer_id, order_id, due_on (and is_claim) open in that view
-- units   original_amount, open_amount CNY with tax; days_overdue = as_of - due_on,
-- below 0 = not due yet; ageing_days counted from the day that basis names;
-- settings_position the bucket of ageing_edges, whose rate makes provision_amount: to
-- the cent, of the managed view in both, so that items add up
-- reads   open_items, ageing_edges, asked_buckets
-- $as_of  date, the day the report speaks for
-- $view   text(ledger|managed) = ledger, managed = unmatched applied
-- $basis  text(due|invoice|order) = due, the day that ages count from
-- $edges  edges?, upper edges in days as 15,45,90, or years; null = the settings'
with
    viewed_items as (
        select
            i.*,
            case
                when $view = 'managed' then i.managed_amount else i.open_amount
            end as viewed_amount,
            case
                $basis
                when 'invoice'
                then i.invoiced_on
                when 'order'
                then i.ordered_on
                else i.due_on
            end as aged_from
        from open_items as i
    ),

    dated_items as (
        select
            i.*,
            date_diff('day', i.due_on, $as_of) as days_overdue,
            case
                when $basis = 'due'
                then date_diff('day', i.aged_from, $as_of)
                else greatest(date_diff('day', i.aged_from, $as_of), 1)
            end as ageing_days,
            case
                when $edges = 'years'
                then
                    1 + case
                        when $as_of > cast(i.aged_from + interval 1 year as date)
                        then 1
                        else 0
                    end
                    + case
                        when $as_of > cast(i.aged_from + interval 2 year as date)
                        then 1
                        else 0
                    end
                    + case
                        when $as_of > cast(i.aged_from + interval 3 year as date)
                        then 1
                        else 0
                    end
            end as running_year
        from viewed_items as i
        where i.viewed_amount > 0
    ),

    placed_items as (
        select
            i.*,
            case
                when i.ageing_days > 0
                then coalesce(i.running_year, i.ageing_days)
                else 0
            end as age
        from dated_items as i
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
    b.ageing_bucket,
    b.position as bucket_position,
    e.position as settings_position,
    cast(
        i.managed_amount * cast(e.provision_rate as decimal(19, 6)) as decimal(18, 2)
    ) as provision_amount
from placed_items as i
inner join
    ageing_edges as e
    on i.ageing_days >= coalesce(e.from_days, i.ageing_days)
    and i.ageing_days <= coalesce(e.to_days, i.ageing_days)
inner join
    asked_buckets as b
    on i.age >= coalesce(b.from_age, 0)
    and i.age <= coalesce(b.to_age, i.age)
