-- Open, overdue and more than 90 days overdue at each dekad end, and on the day itself.
--
-- grain   one row per dekad end before that day, the newest last, then the day itself;
-- dekads after the last document are left out
-- units   managed view, CNY with tax; days; ratios 1 = 100 %, empty without a positive
-- divisor; cei from the first of each point's month
-- reads   receivables_at_dekad_end, receivable_days, open_items, chosen_customers,
-- calendar
-- $as_of   date, the day the report speaks for
-- $points  integer = 36, how many dekad ends at most
with
    own_dekads as (
        select
            r.dekad_to,
            sum(r.open_amount) as open_amount,
            sum(
                case when r.bucket_position > 0 then r.open_amount else 0 end
            ) as overdue_amount,
            sum(r.over_90_amount) as over_90_amount
        from receivables_at_dekad_end as r
        inner join chosen_customers as c on c.customer_id = r.customer_id
        where r.dekad_to < $as_of
        group by r.dekad_to
    ),

    own_days as (
        select
            d.day,
            sum(d.invoiced_amount) as invoiced_amount,
            sum(d.written_off_amount) as written_off_amount
        from receivable_days as d
        inner join chosen_customers as c on c.customer_id = d.customer_id
        where d.day <= $as_of
        group by d.day
    ),

    document_span as (
        select min(day) as first_day, max(day) as last_day from receivable_days
    ),

    dekads as (
        select c.dekad_to, row_number() over (order by c.dekad_to desc) as back
        from calendar as c
        cross join document_span as s
        where
            c.day = c.dekad_to
            and c.dekad_to >= s.first_day
            and c.dekad_from <= s.last_day
            and c.dekad_to < $as_of
    ),

    today as (
        select
            cast($as_of as date) as day,
            coalesce(sum(managed_amount), 0) as open_amount,
            coalesce(
                sum(case when due_on < $as_of then managed_amount end), 0
            ) as overdue_amount,
            coalesce(
                sum(
                    case
                        when date_diff('day', due_on, $as_of) > 90 then managed_amount
                    end
                ),
                0
            ) as over_90_amount
        from open_items
    ),

    points as (
        select
            d.dekad_to as day,
            true as is_dekad_end,
            coalesce(o.open_amount, 0) as open_amount,
            coalesce(o.overdue_amount, 0) as overdue_amount,
            coalesce(o.over_90_amount, 0) as over_90_amount
        from dekads as d
        left join own_dekads as o on o.dekad_to = d.dekad_to
        where d.back <= $points
        union all
        select day, false as is_dekad_end, open_amount, overdue_amount, over_90_amount
        from today
    ),

    flows as (
        select
            p.day,
            sum(
                case when date_diff('day', d.day, p.day) < 90 then d.invoiced_amount end
            ) as invoiced_90_days_amount,
            sum(
                case
                    when d.day >= cast(date_trunc('month', p.day) as date)
                    then d.invoiced_amount - d.written_off_amount
                end
            ) as month_amount
        from points as p
        inner join own_days as d on d.day <= p.day
        group by p.day
    ),

    openings as (
        -- before the first document nothing was open; a month end after the last
        -- document is not known
        select
            p.day,
            case
                when
                    d.dekad_to is not null
                    or s.first_day >= cast(date_trunc('month', p.day) as date)
                then coalesce(o.open_amount, 0)
            end as open_amount
        from points as p
        cross join document_span as s
        left join
            dekads as d
            on date_diff('day', d.dekad_to, cast(date_trunc('month', p.day) as date))
            = 1
        left join own_dekads as o on o.dekad_to = d.dekad_to
    ),

    final as (
        select
            p.day,
            p.is_dekad_end,
            p.open_amount,
            p.overdue_amount,
            p.over_90_amount,
            f.invoiced_90_days_amount,
            coalesce(o.open_amount, 0)
            + coalesce(f.month_amount, 0) as to_collect_amount
        from points as p
        left join flows as f on f.day = p.day
        left join openings as o on o.day = p.day
    )

select
    day,
    is_dekad_end,
    cast(open_amount as decimal(18, 2)) as open_amount,
    cast(overdue_amount as decimal(18, 2)) as overdue_amount,
    cast(over_90_amount as decimal(18, 2)) as over_90_amount,
    cast(overdue_amount as double)
    / nullif(cast(open_amount as double), 0) as overdue_ratio,
    case
        when invoiced_90_days_amount > 0
        then
            cast(open_amount as double)
            / nullif(cast(invoiced_90_days_amount as double), 0)
            * 90
    end as dso_simple_days,
    case
        when to_collect_amount - open_amount + overdue_amount > 0
        then
            cast(to_collect_amount - open_amount as double) / nullif(
                cast(to_collect_amount - open_amount + overdue_amount as double), 0
            )
    end as cei
from final
order by day, is_dekad_end desc
