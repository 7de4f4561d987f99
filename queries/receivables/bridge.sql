-- How receivables moved between two days: opening, invoiced, collected, written off.
--
-- What was shown at a meeting is the closing of the same question, asked of the release
-- that the meeting saw; the difference to the opening was corrected since.
--
-- grain   one row
-- units   CNY with tax; opening_balance + invoiced - collected - written_off =
-- closing_balance, and balance = open - credit: advances (managed) or unmatched
-- (ledger); credit notes are taken off invoiced, refunds off collected;
-- meeting_release the release of the meeting that spoke for the opening day, if any
-- reads   receivable_days, chosen_customers, compared_meeting, meetings
-- $as_of      date, the later day; documents after it do not exist yet
-- $before_on  date?, the earlier day; null = the last meeting's, else the end of the
-- dekad before
-- $view       text(ledger|managed) = ledger, managed = unmatched applied
with
    span as (
        select coalesce(cast($before_on as date), compared_on) as opening_on
        from compared_meeting
    ),

    held_meetings as (
        select
            m.label,
            m.release,
            row_number() over (order by m.held_on desc, m.release desc) as newest
        from meetings as m
        inner join span as s on s.opening_on = m.as_of
    ),

    customer_sums as (
        select
            d.customer_id,
            sum(
                case when d.day <= s.opening_on then d.open_delta else 0 end
            ) as old_open,
            sum(
                case when d.day <= s.opening_on then d.unmatched_delta else 0 end
            ) as old_unmatched,
            sum(d.open_delta) as new_open,
            sum(d.unmatched_delta) as new_unmatched,
            sum(
                case when d.day > s.opening_on then d.invoiced_amount else 0 end
            ) as invoiced,
            sum(
                case when d.day > s.opening_on then d.received_amount else 0 end
            ) as received,
            sum(
                case when d.day > s.opening_on then d.written_off_amount else 0 end
            ) as written_off
        from receivable_days as d
        inner join chosen_customers as c on c.customer_id = d.customer_id
        cross join span as s
        where d.day <= $as_of
        group by d.customer_id
    ),

    sums as (
        select
            coalesce(
                sum(
                    case
                        when $view = 'managed'
                        then greatest(old_open - old_unmatched, 0)
                        else old_open + greatest(- old_unmatched, 0)
                    end
                ),
                0
            ) as opening_open,
            coalesce(sum(old_open - old_unmatched), 0) as opening_balance,
            coalesce(sum(invoiced), 0) as invoiced,
            coalesce(sum(received - written_off), 0) as collected,
            coalesce(sum(written_off), 0) as written_off,
            coalesce(sum(new_open - new_unmatched), 0) as closing_balance,
            coalesce(
                sum(
                    case
                        when $view = 'managed'
                        then greatest(new_open - new_unmatched, 0)
                        else new_open + greatest(- new_unmatched, 0)
                    end
                ),
                0
            ) as closing_open
        from customer_sums
    )

select
    s.opening_on,
    cast($as_of as date) as closing_on,
    h.label as meeting_label,
    h.release as meeting_release,
    cast(b.opening_open as decimal(18, 2)) as opening_open_amount,
    cast(b.opening_open - b.opening_balance as decimal(18, 2)) as opening_credit_amount,
    cast(b.opening_balance as decimal(18, 2)) as opening_balance,
    cast(b.invoiced as decimal(18, 2)) as invoiced_amount,
    cast(b.collected as decimal(18, 2)) as collected_amount,
    cast(b.written_off as decimal(18, 2)) as written_off_amount,
    cast(b.closing_balance as decimal(18, 2)) as closing_balance,
    cast(b.closing_open - b.closing_balance as decimal(18, 2)) as closing_credit_amount,
    cast(b.closing_open as decimal(18, 2)) as closing_open_amount
from span as s
cross join sums as b
left join held_meetings as h on h.newest = 1
order by s.opening_on
