-- Receivables of each customer with the ageing buckets as columns.
--
-- grain   one row per customer_id with something open or unmatched in that view
-- units   CNY with tax; bucket_n_amount the bucket at position n of ageing_edges (0 =
-- not due, 7 = that and all later ones); credit_amount what stands against it:
-- unmatched in the ledger view, the advance in the managed view
-- reads   aged_items, customer_balances
-- $view   text(ledger|managed) = ledger, managed = unmatched applied
with
    open_sums as (
        select
            customer_id,
            sum(open_amount) as open_amount,
            sum(
                case when days_overdue > 0 then open_amount else 0 end
            ) as overdue_amount,
            sum(
                case when days_overdue > 90 then open_amount else 0 end
            ) as over_90_amount,
            max(
                case when days_overdue > 0 then days_overdue end
            ) as longest_overdue_days,
            count(*) as item_count,
            sum(provision_amount) as provision_amount,
            sum(case when bucket_position = 0 then open_amount else 0 end) as bucket_0,
            sum(case when bucket_position = 1 then open_amount else 0 end) as bucket_1,
            sum(case when bucket_position = 2 then open_amount else 0 end) as bucket_2,
            sum(case when bucket_position = 3 then open_amount else 0 end) as bucket_3,
            sum(case when bucket_position = 4 then open_amount else 0 end) as bucket_4,
            sum(case when bucket_position = 5 then open_amount else 0 end) as bucket_5,
            sum(case when bucket_position = 6 then open_amount else 0 end) as bucket_6,
            sum(case when bucket_position >= 7 then open_amount else 0 end) as bucket_7
        from aged_items
        group by customer_id
    ),

    credits as (
        select
            customer_id,
            case
                when $view = 'managed' then advance_amount else unmatched_amount
            end as credit_amount
        from customer_balances
    )

select
    c.customer_id,
    cast(coalesce(o.open_amount, 0) as decimal(18, 2)) as open_amount,
    c.credit_amount,
    cast(coalesce(o.overdue_amount, 0) as decimal(18, 2)) as overdue_amount,
    cast(coalesce(o.over_90_amount, 0) as decimal(18, 2)) as over_90_amount,
    o.longest_overdue_days,
    coalesce(o.item_count, 0) as item_count,
    cast(coalesce(o.provision_amount, 0) as decimal(18, 2)) as provision_amount,
    cast(coalesce(o.bucket_0, 0) as decimal(18, 2)) as bucket_0_amount,
    cast(coalesce(o.bucket_1, 0) as decimal(18, 2)) as bucket_1_amount,
    cast(coalesce(o.bucket_2, 0) as decimal(18, 2)) as bucket_2_amount,
    cast(coalesce(o.bucket_3, 0) as decimal(18, 2)) as bucket_3_amount,
    cast(coalesce(o.bucket_4, 0) as decimal(18, 2)) as bucket_4_amount,
    cast(coalesce(o.bucket_5, 0) as decimal(18, 2)) as bucket_5_amount,
    cast(coalesce(o.bucket_6, 0) as decimal(18, 2)) as bucket_6_amount,
    cast(coalesce(o.bucket_7, 0) as decimal(18, 2)) as bucket_7_amount
from credits as c
left join open_sums as o on o.customer_id = c.customer_id
where o.open_amount > 0 or c.credit_amount > 0
