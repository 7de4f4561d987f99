-- How long our money is out, and how well it was collected.
--
-- Receivables are the managed view. Count-back peels off the month to date, then whole
-- calendar months, until the receivables are used up.
--
-- grain   one row
-- units   days; cei, overdue_ratio 1 = 100 %; amounts CNY with tax. A ratio without a
-- positive divisor is empty; dso_countback_days is empty when the receivables
-- are older than the first invoice, and dso_countback_over_days says how many
-- days were counted by then
-- reads   receivable_days, open_items, chosen_customers, calendar
-- $as_of    date, the day the report speaks for
-- $from_on  date?, first day of the collection period; null = first of the month
with
    period as (
        select
            coalesce(
                cast($from_on as date),
                cast(date_trunc('month', cast($as_of as date)) as date)
            ) as from_on
    ),

    known_days as (
        select
            d.customer_id,
            d.day,
            d.invoiced_amount,
            d.written_off_amount,
            d.open_delta - d.unmatched_delta as balance_delta,
            d.day < p.from_on as is_before,
            date_diff('day', d.day, $as_of) < 90 as is_in_90_days
        from receivable_days as d
        inner join chosen_customers as c on c.customer_id = d.customer_id
        cross join period as p
        where d.day <= $as_of
    ),

    customer_sums as (
        select
            customer_id,
            sum(balance_delta) as closing_balance,
            sum(case when is_before then balance_delta else 0 end) as opening_balance,
            sum(
                case when not is_before then invoiced_amount else 0 end
            ) as invoiced_amount,
            sum(
                case when not is_before then written_off_amount else 0 end
            ) as written_off_amount,
            sum(
                case when is_in_90_days then invoiced_amount else 0 end
            ) as invoiced_90_days_amount
        from known_days
        group by customer_id
    ),

    totals as (
        select
            coalesce(sum(greatest(closing_balance, 0)), 0) as receivables_amount,
            coalesce(sum(greatest(opening_balance, 0)), 0) as opening_amount,
            coalesce(sum(invoiced_amount), 0) as invoiced_amount,
            coalesce(sum(written_off_amount), 0) as written_off_amount,
            coalesce(sum(invoiced_90_days_amount), 0) as invoiced_90_days_amount
        from customer_sums
    ),

    overdue as (
        select
            coalesce(
                sum(case when due_on < $as_of then managed_amount end), 0
            ) as overdue_amount
        from open_items
    ),

    invoiced_days as (
        select day, sum(invoiced_amount) as invoiced_amount
        from known_days
        where invoiced_amount <> 0
        group by day
    ),

    first_invoice as (select min(day) as day from invoiced_days),

    months as (
        select
            c.month,
            count(*) as days,
            coalesce(sum(i.invoiced_amount), 0) as invoiced_amount
        from calendar as c
        cross join first_invoice as f
        left join invoiced_days as i on i.day = c.day
        where c.day >= cast(date_trunc('month', f.day) as date) and c.day <= $as_of
        group by c.month
    ),

    slices as (
        select
            days,
            invoiced_amount,
            sum(days) over (
                order by month desc rows between unbounded preceding and current row
            ) as days_to,
            sum(greatest(invoiced_amount, 0)) over (
                order by month desc rows between unbounded preceding and current row
            ) as peeled_to
        from months
    ),

    last_slice as (
        select
            max(
                s.days_to
                - s.days
                + cast(s.days as double)
                * cast(t.receivables_amount - s.peeled_to + s.invoiced_amount as double)
                / nullif(cast(s.invoiced_amount as double), 0)
            ) as countback_days
        from slices as s
        cross join totals as t
        where
            s.invoiced_amount > 0
            and s.peeled_to >= t.receivables_amount
            and s.peeled_to - s.invoiced_amount < t.receivables_amount
    ),

    all_slices as (select max(days_to) as days from slices),

    final as (
        select
            t.*,
            o.overdue_amount,
            t.receivables_amount - o.overdue_amount as not_due_amount,
            case
                when t.receivables_amount <> 0 then l.countback_days else 0
            end as countback_days,
            a.days as all_days
        from totals as t
        cross join overdue as o
        cross join last_slice as l
        cross join all_slices as a
    )

select
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
    cast(receivables_amount as decimal(18, 2)) as receivables_amount,
    cast(not_due_amount as decimal(18, 2)) as not_due_amount,
    cast(overdue_amount as decimal(18, 2)) as overdue_amount,
    cast(opening_amount as decimal(18, 2)) as opening_amount,
    cast(invoiced_amount as decimal(18, 2)) as invoiced_amount,
    cast(written_off_amount as decimal(18, 2)) as written_off_amount,
    cast(invoiced_90_days_amount as decimal(18, 2)) as invoiced_90_days_amount
from final
order by receivables_amount
