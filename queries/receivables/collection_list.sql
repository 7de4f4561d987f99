-- What to collect by the end of the period: items due by then, the promised ones first.
--
-- Managed view: unmatched money of the customer has already been applied. First the
-- items that a promise of the period covers, then the largest. An item is needed to
-- close a gap while what stands before it is below the gap. A promise that names an
-- order covers its items, one that names none the rest of the customer's, the oldest
-- due first.
--
-- grain   one row per customer_id, order_id, due_on (and is_claim) open and due by the
-- last day of the period
-- units   CNY with tax; before_amount open amounts that stand before the item,
-- rep_before_amount those of the same rep; days_overdue below 0 = not due yet;
-- promised_amount the part that a promise of the period covers and that was not paid,
-- pay_by_on its first day; later_pay_by_on first day promised after the period;
-- unkept_count promises of the customer, 12 months, broken or kept in part
-- reads   open_items, period_days, promise_states, chosen_customers, visits, rep_names
-- $as_of  date, the day the report speaks for
with
    span as (select min(day) as from_on, max(day) as to_on from period_days),

    due_items as (
        select
            i.customer_id,
            c.customer_name,
            c.region,
            coalesce(i.rep_id, c.rep_id) as rep_id,
            coalesce(r.rep_name, i.rep_id, c.rep_name) as rep_name,
            i.order_id,
            i.ordered_on,
            i.invoiced_on,
            i.due_on,
            i.is_claim,
            date_diff('day', i.due_on, $as_of) as days_overdue,
            i.managed_amount as open_amount
        from open_items as i
        inner join chosen_customers as c on c.customer_id = i.customer_id
        cross join span as s
        left join rep_names as r on r.rep_id = i.rep_id
        where i.managed_amount > 0 and i.due_on <= s.to_on
    ),

    promised as (
        select
            p.customer_id,
            p.order_id,
            sum(
                case when p.pay_by_on <= s.to_on then p.unpaid_amount else 0 end
            ) as promised_amount,
            min(case when p.pay_by_on <= s.to_on then p.pay_by_on end) as pay_by_on,
            min(case when p.pay_by_on > s.to_on then p.pay_by_on end) as later_pay_by_on
        from promise_states as p
        cross join span as s
        where p.unpaid_amount > 0 and p.pay_by_on >= s.from_on
        group by p.customer_id, p.order_id
    ),

    named as (
        select
            i.*,
            p.pay_by_on as named_pay_by_on,
            p.later_pay_by_on as named_later_on,
            least(
                i.open_amount,
                greatest(
                    coalesce(p.promised_amount, 0)
                    + i.open_amount
                    - sum(i.open_amount) over (
                        partition by i.customer_id, i.order_id
                        order by i.due_on, i.is_claim
                        rows between unbounded preceding and current row
                    ),
                    0
                )
            ) as named_amount
        from due_items as i
        left join
            promised as p
            on p.customer_id = i.customer_id
            and p.order_id = i.order_id
            and not i.is_claim
    ),

    covered as (
        select
            n.*,
            p.pay_by_on as free_pay_by_on,
            p.later_pay_by_on as free_later_on,
            least(
                n.open_amount - n.named_amount,
                greatest(
                    coalesce(p.promised_amount, 0)
                    + n.open_amount
                    - n.named_amount
                    - sum(n.open_amount - n.named_amount) over (
                        partition by n.customer_id
                        order by n.due_on, n.invoiced_on, n.order_id, n.is_claim
                        rows between unbounded preceding and current row
                    ),
                    0
                )
            ) as free_amount
        from named as n
        left join promised as p on p.customer_id = n.customer_id and p.order_id is null
    ),

    ranked as (
        select
            *,
            named_amount + free_amount as promised_amount,
            case when named_amount + free_amount > 0 then 0 else 1 end as turn,
            case
                when named_amount > 0 and free_amount > 0
                then least(named_pay_by_on, free_pay_by_on)
                when named_amount > 0
                then named_pay_by_on
                when free_amount > 0
                then free_pay_by_on
            end as pay_by_on
        from covered
    ),

    unkept as (
        select customer_id, count(*) as unkept_count
        from promise_states
        where state in ('broken', 'part')
        group by customer_id
    ),

    contacts as (
        select
            customer_id,
            rep_id,
            channel,
            cast(visited_at as date) as contacted_on,
            row_number() over (
                partition by customer_id order by visited_at desc, visit_id desc
            ) as newest
        from visits
        where visited_at < cast(cast($as_of as date) + 1 as timestamp)
    )

select
    i.customer_id,
    i.customer_name,
    i.region,
    i.rep_id,
    i.rep_name,
    i.order_id,
    i.ordered_on,
    i.invoiced_on,
    i.due_on,
    i.is_claim,
    i.days_overdue,
    i.open_amount,
    cast(
        sum(i.open_amount) over (
            order by
                i.turn,
                i.open_amount desc,
                i.due_on,
                i.customer_id,
                i.order_id,
                i.is_claim
            rows between unbounded preceding and current row
        )
        - i.open_amount as decimal(18, 2)
    ) as before_amount,
    cast(
        sum(i.open_amount) over (
            partition by coalesce(i.rep_id, '')
            order by
                i.turn,
                i.open_amount desc,
                i.due_on,
                i.customer_id,
                i.order_id,
                i.is_claim
            rows between unbounded preceding and current row
        )
        - i.open_amount as decimal(18, 2)
    ) as rep_before_amount,
    cast(i.promised_amount as decimal(18, 2)) as promised_amount,
    i.pay_by_on,
    coalesce(i.named_later_on, i.free_later_on) as later_pay_by_on,
    coalesce(u.unkept_count, 0) as unkept_count,
    v.contacted_on,
    coalesce(k.rep_name, v.rep_id) as contacted_by,
    v.channel as contacted_via
from ranked as i
left join unkept as u on u.customer_id = i.customer_id
left join contacts as v on v.customer_id = i.customer_id and v.newest = 1
left join rep_names as k on k.rep_id = v.rep_id
order by i.turn, i.open_amount desc, i.due_on, i.customer_id, i.order_id, i.is_claim
