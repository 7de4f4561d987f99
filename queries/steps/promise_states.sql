-- Promises to pay of the last 12 months, and how each was kept by one day.
--
-- kept: the whole amount was received in time, before the day promised too; part: some
-- of it, broken: none of it when the time was over (at the end of counts_to_on); open:
-- there is time left. Which receipt counts for which promise: promise_payments.
--
-- grain   one row per promise_id made up to known_by, due after as_of − 12 months
-- units   CNY with tax; unpaid_amount = amount − received_amount, at least 0; is_due =
-- its time is over, so it counts in rates; counts_to_on one working day after pay_by_on
-- reads   promises, promise_payments, chosen_customers, rep_names
-- $as_of     date, the day the report speaks for
-- $known_by  date?, promises made up to this day are known; null = up to as_of
with
    counted as (
        select
            promise_id,
            max(counts_to_on) as counts_to_on,
            sum(
                case when received_on <= $as_of then counted_amount else 0 end
            ) as received_amount
        from promise_payments
        group by promise_id
    )

select
    p.promise_id,
    p.customer_id,
    c.customer_name,
    c.region,
    coalesce(p.rep_id, c.rep_id) as rep_id,
    coalesce(r.rep_name, p.rep_id, c.rep_name) as rep_name,
    p.order_id,
    p.promised_on,
    p.pay_by_on,
    n.counts_to_on,
    cast(p.amount as decimal(18, 2)) as amount,
    cast(n.received_amount as decimal(18, 2)) as received_amount,
    cast(greatest(p.amount - n.received_amount, 0) as decimal(18, 2)) as unpaid_amount,
    n.counts_to_on <= $as_of as is_due,
    case
        when n.received_amount >= p.amount
        then 'kept'
        when n.counts_to_on > $as_of
        then 'open'
        when n.received_amount > 0
        then 'part'
        else 'broken'
    end as state
from promises as p
inner join chosen_customers as c on c.customer_id = p.customer_id
inner join counted as n on n.promise_id = p.promise_id
left join rep_names as r on r.rep_id = p.rep_id
where
    p.promised_on <= coalesce($known_by, $as_of)
    and p.pay_by_on > cast(cast($as_of as date) - interval 12 month as date)
