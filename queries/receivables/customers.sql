-- Who owes us how much for how long, and may we still ship?
--
-- grain   one row per chosen customer, also who owes nothing: the verdict is for all
-- units   CNY with tax; bucket_n_amount the bucket at position n of
-- receivables/buckets;
-- credit_amount unmatched (ledger) or advance (managed); provision_amount of the
-- managed view; credit_use 1 = 100 %; headroom_t tonnes; delivered_amount not
-- invoiced, draft_amount not due: both part of exposure_amount
-- reads   aged_customers, shipping_verdicts, chosen_customers
select
    c.customer_id,
    c.customer_name,
    c.is_registered,
    c.region,
    c.rep_id,
    c.rep_name,
    v.verdict,
    v.reason,
    v.headroom_t,
    coalesce(a.open_amount, 0) as open_amount,
    coalesce(a.credit_amount, 0) as credit_amount,
    coalesce(a.overdue_amount, 0) as overdue_amount,
    cast(a.overdue_amount as double)
    / nullif(cast(a.open_amount as double), 0) as overdue_ratio,
    coalesce(a.over_90_amount, 0) as over_90_amount,
    a.longest_overdue_days,
    coalesce(a.item_count, 0) as item_count,
    coalesce(a.provision_amount, 0) as provision_amount,
    coalesce(a.bucket_0_amount, 0) as bucket_0_amount,
    coalesce(a.bucket_1_amount, 0) as bucket_1_amount,
    coalesce(a.bucket_2_amount, 0) as bucket_2_amount,
    coalesce(a.bucket_3_amount, 0) as bucket_3_amount,
    coalesce(a.bucket_4_amount, 0) as bucket_4_amount,
    coalesce(a.bucket_5_amount, 0) as bucket_5_amount,
    coalesce(a.bucket_6_amount, 0) as bucket_6_amount,
    coalesce(a.bucket_7_amount, 0) as bucket_7_amount,
    v.exposure_amount,
    v.delivered_amount,
    v.draft_amount,
    v.credit_limit_amount,
    v.credit_use
from chosen_customers as c
inner join shipping_verdicts as v on v.customer_id = c.customer_id
left join aged_customers as a on a.customer_id = c.customer_id
order by
    coalesce(a.overdue_amount, 0) desc,
    coalesce(a.open_amount, 0) desc,
    v.exposure_amount desc,
    c.customer_id
