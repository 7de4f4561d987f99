-- Open and overdue by region of the customer, with the ageing buckets as columns.
--
-- grain   one row per region; an empty region holds the customers without one
-- units   CNY with tax; bucket_n_amount the bucket at position n of
-- receivables/buckets;
-- credit_amount unmatched (ledger) or advance (managed); overdue_ratio 1 = 100 %;
-- provision_amount of the managed view
-- reads   aged_customers, chosen_customers
select
    c.region,
    cast(sum(a.open_amount) as decimal(18, 2)) as open_amount,
    cast(sum(a.credit_amount) as decimal(18, 2)) as credit_amount,
    cast(sum(a.overdue_amount) as decimal(18, 2)) as overdue_amount,
    cast(sum(a.overdue_amount) as double)
    / nullif(cast(sum(a.open_amount) as double), 0) as overdue_ratio,
    cast(sum(a.over_90_amount) as decimal(18, 2)) as over_90_amount,
    max(a.longest_overdue_days) as longest_overdue_days,
    count(*) as customer_count,
    cast(sum(a.item_count) as bigint) as item_count,
    cast(sum(a.provision_amount) as decimal(18, 2)) as provision_amount,
    cast(sum(a.bucket_0_amount) as decimal(18, 2)) as bucket_0_amount,
    cast(sum(a.bucket_1_amount) as decimal(18, 2)) as bucket_1_amount,
    cast(sum(a.bucket_2_amount) as decimal(18, 2)) as bucket_2_amount,
    cast(sum(a.bucket_3_amount) as decimal(18, 2)) as bucket_3_amount,
    cast(sum(a.bucket_4_amount) as decimal(18, 2)) as bucket_4_amount,
    cast(sum(a.bucket_5_amount) as decimal(18, 2)) as bucket_5_amount,
    cast(sum(a.bucket_6_amount) as decimal(18, 2)) as bucket_6_amount,
    cast(sum(a.bucket_7_amount) as decimal(18, 2)) as bucket_7_amount
from aged_customers as a
inner join chosen_customers as c on c.customer_id = a.customer_id
group by c.region
order by overdue_amount desc, open_amount desc, coalesce(c.region, '')
