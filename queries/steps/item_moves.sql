-- Open items of two days beside each other: where each stood, where it stands.
--
-- As open_items and aged_items, for two days at once.
--
-- grain   one row per customer_id, order_id, due_on (and is_claim) open on either day
-- in that view
-- units   old_amount, new_amount CNY with tax; old_position, new_position the ageing
-- bucket in asked_buckets, empty when it was not open that day
-- reads   receivable_changes, receivable_days, chosen_customers, compared_meeting,
-- asked_buckets
-- $as_of      date, the later day; documents after it do not exist yet
-- $before_on  date?, the earlier day; null = the last meeting's, else the end of the
-- dekad before
-- $view       text(ledger|managed) = ledger, managed = unmatched applied
-- $basis      text(due|invoice|order) = due, the day that ages count from
-- $edges      edges?, upper edges in days as 15,45,90, or years; null = the settings'
with
    two_days as (
        select 'old' as moment, coalesce(cast($before_on as date), compared_on) as day
        from compared_meeting
        union all
        select 'new' as moment, cast($as_of as date) as day
        from compared_meeting
    ),

    booked_items as (
        select
            d.moment,
            d.day,
            r.customer_id,
            r.order_id,
            r.due_on,
            min(r.invoiced_on) as invoiced_on,
            min(r.ordered_on) as ordered_on,
            max(r.rep_id) as rep_id,
            sum(r.open_delta) as open_amount
        from receivable_changes as r
        inner join chosen_customers as c on c.customer_id = r.customer_id
        inner join
            two_days as d
            on r.changed_on <= d.day
            and (r.settled_on is null or r.settled_on > d.day)
        where r.due_on is not null
        group by d.moment, d.day, r.customer_id, r.order_id, r.due_on
        having sum(r.open_delta) > 0
    ),

    unmatched_sums as (
        select
            d.moment, d.day, u.customer_id, sum(u.unmatched_delta) as unmatched_amount
        from receivable_days as u
        inner join two_days as d on u.day <= d.day
        group by d.moment, d.day, u.customer_id
    ),

    refunds as (
        select
            d.moment,
            r.customer_id,
            r.document_id,
            r.changed_on,
            row_number() over (
                partition by d.moment, r.customer_id
                order by r.changed_on desc, r.document_id desc, r.line_no desc
            ) as newest
        from receivable_changes as r
        inner join chosen_customers as c on c.customer_id = r.customer_id
        inner join two_days as d on r.changed_on <= d.day
        where r.due_on is null and r.unmatched_delta < 0
    ),

    day_items as (
        select
            moment,
            day,
            customer_id,
            order_id,
            due_on,
            invoiced_on,
            ordered_on,
            rep_id,
            false as is_claim,
            open_amount
        from booked_items
        union all
        select
            u.moment,
            u.day,
            u.customer_id,
            r.document_id as order_id,
            r.changed_on as due_on,
            r.changed_on as invoiced_on,
            r.changed_on as ordered_on,
            null as rep_id,
            true as is_claim,
            - u.unmatched_amount as open_amount
        from unmatched_sums as u
        inner join
            refunds as r
            on r.moment = u.moment
            and r.customer_id = u.customer_id
            and r.newest = 1
        where u.unmatched_amount < 0
    ),

    running_items as (
        select
            i.*,
            case
                $basis
                when 'invoice'
                then i.invoiced_on
                when 'order'
                then i.ordered_on
                else i.due_on
            end as aged_from,
            case
                when $view = 'managed' then greatest(u.unmatched_amount, 0) else 0
            end as applied_amount,
            sum(i.open_amount) over (
                partition by i.moment, i.customer_id
                order by i.due_on, i.invoiced_on, i.order_id, i.is_claim
                rows between unbounded preceding and current row
            ) as open_to
        from day_items as i
        inner join
            unmatched_sums as u on u.moment = i.moment and u.customer_id = i.customer_id
    ),

    viewed_items as (
        select
            r.*,
            greatest(
                least(r.open_amount, r.open_to - r.applied_amount), 0
            ) as viewed_amount,
            case
                when $basis = 'due'
                then date_diff('day', r.aged_from, r.day)
                else greatest(date_diff('day', r.aged_from, r.day), 1)
            end as ageing_days,
            case
                when $edges = 'years'
                then
                    1 + case
                        when r.day > cast(r.aged_from + interval 1 year as date)
                        then 1
                        else 0
                    end
                    + case
                        when r.day > cast(r.aged_from + interval 2 year as date)
                        then 1
                        else 0
                    end
                    + case
                        when r.day > cast(r.aged_from + interval 3 year as date)
                        then 1
                        else 0
                    end
            end as running_year
        from running_items as r
    ),

    placed_items as (
        select
            v.*,
            case
                when v.ageing_days > 0
                then coalesce(v.running_year, v.ageing_days)
                else 0
            end as age
        from viewed_items as v
        where v.viewed_amount > 0
    )

select
    i.customer_id,
    i.order_id,
    i.due_on,
    i.is_claim,
    max(i.rep_id) as rep_id,
    cast(
        sum(case when i.moment = 'old' then i.viewed_amount else 0 end) as decimal(
            18, 2
        )
    ) as old_amount,
    cast(
        sum(case when i.moment = 'new' then i.viewed_amount else 0 end) as decimal(
            18, 2
        )
    ) as new_amount,
    max(case when i.moment = 'old' then b.position end) as old_position,
    max(case when i.moment = 'new' then b.position end) as new_position
from placed_items as i
inner join
    asked_buckets as b
    on i.age >= coalesce(b.from_age, 0)
    and i.age <= coalesce(b.to_age, i.age)
group by i.customer_id, i.order_id, i.due_on, i.is_claim
