-- Managed receivables of each customer at each dekad end, for trends.
--
-- Unmatched money goes to the oldest due first, so what is left from some age on is
-- what is open from that age on, less all that is unmatched: buckets are differences
-- of such sums, and no item is needed.
--
-- grain   one row per dekad_to, customer_id, ageing_bucket with an open balance, from
-- the first to the last dekad that holds a change
-- units   open_amount, over_90_amount (more than 90 days overdue) CNY with tax
-- reads   receivable_changes, calendar, ageing_edges
with
    dekad_changes as (
        select
            r.customer_id,
            r.due_on,
            d.dekad_to,
            r.changed_on,
            r.open_delta,
            r.unmatched_delta
        from receivable_changes as r
        inner join calendar as d on d.day = r.changed_on
    ),

    dekad_ends as (select distinct dekad_to from dekad_changes),

    span as (
        select min(dekad_to) as first_dekad_to, max(dekad_to) as last_dekad_to
        from dekad_ends
    ),

    dekads as (
        select distinct c.dekad_to
        from calendar as c
        cross join span as s
        where c.dekad_to >= s.first_dekad_to and c.dekad_to <= s.last_dekad_to
    ),

    due_sums as (
        select customer_id, due_on, dekad_to, sum(open_delta) as open_delta
        from dekad_changes
        where due_on is not null
        group by customer_id, due_on, dekad_to
    ),

    due_states as (
        select
            customer_id,
            due_on,
            dekad_to as from_dekad_to,
            lead(dekad_to) over (
                partition by customer_id, due_on order by dekad_to
            ) as until_dekad_to,
            sum(open_delta) over (
                partition by customer_id, due_on
                order by dekad_to
                rows between unbounded preceding and current row
            ) as open_amount
        from due_sums
    ),

    unmatched_sums as (
        select
            customer_id,
            dekad_to,
            sum(unmatched_delta) as unmatched_delta,
            max(
                case when due_on is null and unmatched_delta < 0 then changed_on end
            ) as refunded_on
        from dekad_changes
        group by customer_id, dekad_to
    ),

    unmatched_states as (
        select
            customer_id,
            dekad_to as from_dekad_to,
            lead(dekad_to) over (
                partition by customer_id order by dekad_to
            ) as until_dekad_to,
            sum(unmatched_delta) over (
                partition by customer_id
                order by dekad_to
                rows between unbounded preceding and current row
            ) as unmatched_amount,
            max(refunded_on) over (
                partition by customer_id
                order by dekad_to
                rows between unbounded preceding and current row
            ) as refunded_on
        from unmatched_sums
    ),

    customer_dekads as (
        select d.dekad_to, s.customer_id, s.unmatched_amount, s.refunded_on
        from unmatched_states as s
        inner join
            dekads as d
            on d.dekad_to >= s.from_dekad_to
            and (s.until_dekad_to is null or d.dekad_to < s.until_dekad_to)
    ),

    open_dues as (
        select d.dekad_to, s.customer_id, s.due_on, s.open_amount
        from due_states as s
        inner join
            dekads as d
            on d.dekad_to >= s.from_dekad_to
            and (s.until_dekad_to is null or d.dekad_to < s.until_dekad_to)
        where s.open_amount > 0
        union all
        select
            dekad_to,
            customer_id,
            refunded_on as due_on,
            - unmatched_amount as open_amount
        from customer_dekads
        where unmatched_amount < 0
    ),

    aged_sums as (
        select
            o.dekad_to,
            o.customer_id,
            e.ageing_bucket,
            e.position,
            date_diff('day', o.due_on, o.dekad_to) > 90 as is_over_90,
            sum(o.open_amount) as open_amount
        from open_dues as o
        inner join
            ageing_edges as e
            on date_diff('day', o.due_on, o.dekad_to)
            >= coalesce(e.from_days, date_diff('day', o.due_on, o.dekad_to))
            and date_diff('day', o.due_on, o.dekad_to)
            <= coalesce(e.to_days, date_diff('day', o.due_on, o.dekad_to))
        group by
            o.dekad_to,
            o.customer_id,
            e.ageing_bucket,
            e.position,
            date_diff('day', o.due_on, o.dekad_to) > 90
    ),

    from_oldest as (
        select
            a.dekad_to,
            a.customer_id,
            a.ageing_bucket,
            a.position,
            a.is_over_90,
            a.open_amount,
            sum(a.open_amount) over (
                partition by a.dekad_to, a.customer_id
                order by a.position desc, a.is_over_90 desc
                rows between unbounded preceding and current row
            )
            - greatest(c.unmatched_amount, 0) as left_amount
        from aged_sums as a
        inner join
            customer_dekads as c
            on c.dekad_to = a.dekad_to
            and c.customer_id = a.customer_id
    ),

    managed_sums as (
        select
            dekad_to,
            customer_id,
            ageing_bucket,
            position,
            is_over_90,
            greatest(least(open_amount, left_amount), 0) as open_amount
        from from_oldest
    )

select
    dekad_to,
    customer_id,
    ageing_bucket,
    position as bucket_position,
    cast(sum(open_amount) as decimal(18, 2)) as open_amount,
    cast(
        sum(case when is_over_90 then open_amount else 0 end) as decimal(18, 2)
    ) as over_90_amount
from managed_sums
where open_amount > 0
group by dekad_to, customer_id, ageing_bucket, position
order by dekad_to, customer_id, bucket_position
