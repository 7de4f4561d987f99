-- The measures of receivables at the last month ends and on the day itself.
--
-- As receivables/measures on each of these days; days late weigh what money settled in
-- the 180 days before by its amount.
--
-- grain   one row per month end before that day, the newest last, then the day itself
-- units   managed view; days; cei (from the first of the month), overdue_ratio 1 =
-- 100 %; amounts CNY with tax; settled_amount of 180 days, late_amount_days CNY times
-- days. A ratio without a positive divisor is empty;
-- dso_countback_days is empty when the receivables are older than the first
-- invoice, and dso_countback_over_days says how many days were counted by then
-- reads   receivables_at_dekad_end, receivable_days, receivable_changes, open_items,
-- chosen_customers, calendar
-- $as_of   date, the day the report speaks for
-- $points  integer = 13, how many days in all
with
    own_days as (
        select
            d.day,
            sum(d.invoiced_amount) as invoiced_amount,
            sum(d.written_off_amount) as written_off_amount,
            max(case when d.invoiced_amount <> 0 then 1 else 0 end) as has_invoice
        from receivable_days as d
        inner join chosen_customers as c on c.customer_id = d.customer_id
        where d.day <= $as_of
        group by d.day
    ),

    span as (
        select
            min(case when has_invoice = 1 then day end) as first_invoiced_on,
            max(day) as last_day
        from own_days
    ),

    months as (
        select
            c.month,
            max(c.day) as month_to,
            count(*) as days,
            coalesce(sum(d.invoiced_amount), 0) as invoiced_amount,
            coalesce(sum(d.written_off_amount), 0) as written_off_amount,
            row_number() over (order by c.month desc) as back
        from calendar as c
        left join own_days as d on d.day = c.day
        where c.day <= $as_of
        group by c.month
    ),

    points as (
        -- one more, which the first of them opens with
        select
            m.month,
            m.month_to as day,
            m.back,
            m.invoiced_amount,
            m.written_off_amount,
            m.back = 1 or m.month_to >= s.last_day as is_live
        from months as m
        cross join span as s
        where m.back <= $points + 1
    ),

    owed as (
        select
            p.day,
            sum(r.open_amount) as receivables_amount,
            sum(
                case when r.bucket_position > 0 then r.open_amount else 0 end
            ) as overdue_amount
        from receivables_at_dekad_end as r
        inner join chosen_customers as c on c.customer_id = r.customer_id
        inner join points as p on p.day = r.dekad_to
        where not p.is_live
        group by p.day
        union all
        -- no document came later: what is open now was open then
        select
            p.day,
            sum(i.managed_amount) as receivables_amount,
            sum(
                case when i.due_on < p.day then i.managed_amount else 0 end
            ) as overdue_amount
        from open_items as i
        inner join points as p on p.is_live
        group by p.day
    ),

    ninety_days as (
        select p.day, sum(d.invoiced_amount) as invoiced_amount
        from points as p
        inner join
            own_days as d on d.day <= p.day and date_diff('day', d.day, p.day) < 90
        group by p.day
    ),

    settled_days as (
        select
            r.changed_on as day,
            - sum(r.open_delta) as amount,
            - sum(
                r.open_delta * greatest(date_diff('day', r.due_on, r.changed_on), 0)
            ) as amount_days
        from receivable_changes as r
        inner join chosen_customers as c on c.customer_id = r.customer_id
        where
            r.due_on is not null
            and r.open_delta < 0
            and r.kind in ('receipt', 'offset')
            and r.changed_on <= $as_of
        group by r.changed_on
    ),

    lateness as (
        select p.day, sum(s.amount) as amount, sum(s.amount_days) as amount_days
        from points as p
        inner join
            settled_days as s on s.day <= p.day and date_diff('day', s.day, p.day) < 180
        group by p.day
    ),

    slices as (
        select
            p.day,
            m.days,
            m.invoiced_amount,
            sum(m.days) over (
                partition by p.day
                order by m.month desc
                rows between unbounded preceding and current row
            ) as days_to,
            sum(greatest(m.invoiced_amount, 0)) over (
                partition by p.day
                order by m.month desc
                rows between unbounded preceding and current row
            ) as peeled_to
        from points as p
        inner join months as m on m.back >= p.back
        inner join span as s on m.month_to >= s.first_invoiced_on
    ),

    counted_back as (
        select
            s.day,
            max(s.days_to) as all_days,
            max(
                case
                    when
                        s.invoiced_amount > 0
                        and s.peeled_to >= o.receivables_amount
                        and s.peeled_to - s.invoiced_amount < o.receivables_amount
                    then
                        s.days_to
                        - s.days
                        + cast(s.days as double)
                        * cast(
                            o.receivables_amount
                            - s.peeled_to
                            + s.invoiced_amount as double
                        )
                        / nullif(cast(s.invoiced_amount as double), 0)
                end
            ) as days
        from slices as s
        inner join owed as o on o.day = s.day
        group by s.day
    ),

    sums as (
        select
            p.day,
            p.back,
            coalesce(o.receivables_amount, 0) as receivables_amount,
            coalesce(o.overdue_amount, 0) as overdue_amount,
            coalesce(o.receivables_amount - o.overdue_amount, 0) as not_due_amount,
            coalesce(n.invoiced_amount, 0) as invoiced_90_days_amount,
            coalesce(
                lag(o.receivables_amount) over (order by p.day), 0
            ) as opening_amount,
            p.invoiced_amount,
            p.written_off_amount,
            case
                when coalesce(o.receivables_amount, 0) <> 0 then b.days else 0
            end as countback_days,
            b.all_days,
            coalesce(l.amount, 0) as settled_amount,
            coalesce(l.amount_days, 0) as late_amount_days,
            cast(l.amount_days as double)
            / nullif(cast(l.amount as double), 0) as mean_days_late
        from points as p
        left join owed as o on o.day = p.day
        left join ninety_days as n on n.day = p.day
        left join counted_back as b on b.day = p.day
        left join lateness as l on l.day = p.day
    )

select
    day,
    case
        when invoiced_90_days_amount > 0
        then
            cast(receivables_amount as double)
            / nullif(cast(invoiced_90_days_amount as double), 0)
            * 90
    end as dso_simple_days,
    countback_days as dso_countback_days,
    case when countback_days is null then all_days end as dso_countback_over_days,
    case
        when invoiced_90_days_amount > 0
        then
            cast(not_due_amount as double)
            / nullif(cast(invoiced_90_days_amount as double), 0)
            * 90
    end as dso_best_days,
    case
        when opening_amount + invoiced_amount - written_off_amount - not_due_amount > 0
        then
            cast(
                opening_amount
                + invoiced_amount
                - written_off_amount
                - receivables_amount as double
            ) / nullif(
                cast(
                    opening_amount
                    + invoiced_amount
                    - written_off_amount
                    - not_due_amount as double
                ),
                0
            )
    end as cei,
    cast(overdue_amount as double)
    / nullif(cast(receivables_amount as double), 0) as overdue_ratio,
    mean_days_late,
    cast(receivables_amount as decimal(18, 2)) as receivables_amount,
    cast(not_due_amount as decimal(18, 2)) as not_due_amount,
    cast(overdue_amount as decimal(18, 2)) as overdue_amount,
    cast(opening_amount as decimal(18, 2)) as opening_amount,
    cast(invoiced_amount as decimal(18, 2)) as invoiced_amount,
    cast(written_off_amount as decimal(18, 2)) as written_off_amount,
    cast(invoiced_90_days_amount as decimal(18, 2)) as invoiced_90_days_amount,
    cast(settled_amount as decimal(18, 2)) as settled_amount,
    cast(late_amount_days as decimal(24, 2)) as late_amount_days
from sums
where back <= $points
order by day
