-- Receivables now and at the last meeting, or at the end of the previous dekad.
--
-- grain   one row per moment: now, before
-- units   managed view, CNY with tax; over_90_amount more than 90 days overdue;
-- meeting_label empty when there was no meeting
-- reads   receivable_changes, receivable_days, chosen_customers, compared_meeting
-- $as_of      date, the day the report speaks for
-- $before_on  date?, the day to compare with; null = the last meeting's, else the end
-- of the previous dekad
with
    moments as (
        select
            'now' as moment,
            cast($as_of as date) as as_of,
            cast(null as varchar) as meeting_label
        union all
        select
            'before' as moment,
            coalesce(cast($before_on as date), compared_on) as as_of,
            case when $before_on is null then meeting_label end as meeting_label
        from compared_meeting
    ),

    ledger_sums as (
        select
            m.moment,
            r.customer_id,
            sum(r.open_delta) as open_amount,
            sum(case when r.due_on < m.as_of then r.open_delta else 0 end) as overdue,
            sum(
                case
                    when date_diff('day', r.due_on, m.as_of) > 90
                    then r.open_delta
                    else 0
                end
            ) as over_90
        from receivable_changes as r
        inner join
            moments as m
            on r.changed_on <= m.as_of
            and (r.settled_on is null or r.settled_on > m.as_of)
        where r.due_on is not null
        group by m.moment, r.customer_id
    ),

    unmatched_sums as (
        select m.moment, d.customer_id, sum(d.unmatched_delta) as unmatched_amount
        from receivable_days as d
        inner join moments as m on d.day <= m.as_of
        group by m.moment, d.customer_id
    ),

    refunds as (
        select m.moment, r.customer_id, max(r.changed_on) as refunded_on
        from receivable_changes as r
        inner join moments as m on r.changed_on <= m.as_of
        where r.due_on is null and r.unmatched_delta < 0
        group by m.moment, r.customer_id
    ),

    owed as (
        select
            m.moment,
            u.customer_id,
            u.unmatched_amount,
            coalesce(l.open_amount, 0) as open_amount,
            coalesce(l.overdue, 0) + case
                when r.refunded_on < m.as_of
                then greatest(- u.unmatched_amount, 0)
                else 0
            end as overdue,
            coalesce(l.over_90, 0) + case
                when date_diff('day', r.refunded_on, m.as_of) > 90
                then greatest(- u.unmatched_amount, 0)
                else 0
            end as over_90
        from moments as m
        inner join unmatched_sums as u on u.moment = m.moment
        inner join chosen_customers as c on c.customer_id = u.customer_id
        left join
            ledger_sums as l on l.moment = u.moment and l.customer_id = u.customer_id
        left join refunds as r on r.moment = u.moment and r.customer_id = u.customer_id
    ),

    managed as (
        -- oldest due first: what is left from an age on is what is open from it on,
        -- less all that is unmatched
        select
            moment,
            greatest(open_amount - unmatched_amount, 0) as open_amount,
            greatest(unmatched_amount - open_amount, 0) as advance_amount,
            greatest(overdue - greatest(unmatched_amount, 0), 0) as overdue_amount,
            greatest(over_90 - greatest(unmatched_amount, 0), 0) as over_90_amount
        from owed
    )

select
    m.moment,
    m.as_of,
    m.meeting_label,
    cast(coalesce(sum(a.open_amount), 0) as decimal(18, 2)) as open_amount,
    cast(coalesce(sum(a.overdue_amount), 0) as decimal(18, 2)) as overdue_amount,
    cast(coalesce(sum(a.over_90_amount), 0) as decimal(18, 2)) as over_90_amount,
    cast(coalesce(sum(a.advance_amount), 0) as decimal(18, 2)) as advance_amount,
    cast(sum(a.overdue_amount) as double)
    / nullif(cast(sum(a.open_amount) as double), 0) as overdue_ratio,
    coalesce(
        sum(case when a.overdue_amount > 0 then 1 else 0 end), 0
    ) as overdue_customers
from moments as m
left join managed as a on a.moment = m.moment
group by m.moment, m.as_of, m.meeting_label
order by m.as_of desc, m.moment desc
