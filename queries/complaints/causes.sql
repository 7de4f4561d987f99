-- What customers complain about: causes, most frequent first, with cumulated share.
--
-- grain   one row per category, '' = none given
-- units   counts of complaints received in the span; affected_t tonnes; amounts CNY;
-- shares 1 = 100 %; recurrence = an earlier complaint of the same customer and
-- product received at most 30 (90) days before
-- reads   judged_complaints, complaints
-- $as_of    date, the day the report speaks for
-- $from_on  date?, complaints received from this day on; null = all
with
    -- the complaint before: same customer, same product, however long ago
    before as (
        select
            j.complaint_id,
            j.received_at,
            coalesce(c.category, '') as category,
            j.is_late,
            c.root_cause is not null
            and c.corrective_action is not null as is_explained,
            c.affected_t,
            c.affected_amount,
            c.compensation_amount,
            date_diff(
                'day',
                cast(
                    lag(j.received_at) over (
                        partition by c.customer_id, c.product_id
                        order by j.received_at, j.complaint_id
                    ) as date
                ),
                cast(j.received_at as date)
            ) as days_since,
            c.product_id
        from judged_complaints as j
        inner join complaints as c on c.complaint_id = j.complaint_id
        where j.judged_on = $as_of
    ),

    grouped as (
        select
            category,
            count(*) as complaint_count,
            cast(sum(case when is_late then 1 else 0 end) as bigint) as late_count,
            cast(
                sum(
                    case
                        when product_id is not null and days_since <= 30 then 1 else 0
                    end
                ) as bigint
            ) as recurred_30_count,
            cast(
                sum(
                    case
                        when product_id is not null and days_since <= 90 then 1 else 0
                    end
                ) as bigint
            ) as recurred_90_count,
            cast(
                sum(case when is_explained then 1 else 0 end) as bigint
            ) as explained_count,
            cast(coalesce(sum(affected_t), 0) as decimal(18, 3)) as affected_t,
            cast(
                coalesce(sum(affected_amount), 0) as decimal(18, 2)
            ) as affected_amount,
            cast(
                coalesce(sum(compensation_amount), 0) as decimal(18, 2)
            ) as compensation_amount
        from before
        where $from_on is null or received_at >= cast($from_on as timestamp)
        group by category
    )

select
    category,
    complaint_count,
    cast(
        sum(complaint_count) over (
            order by complaint_count desc, category
            rows between unbounded preceding and current row
        ) as double
    )
    / nullif(sum(complaint_count) over (), 0) as cumulative_share,
    late_count,
    recurred_30_count,
    recurred_90_count,
    explained_count,
    cast(explained_count as double) / nullif(complaint_count, 0) as explained_share,
    affected_t,
    affected_amount,
    compensation_amount
from grouped
order by complaint_count desc, category
