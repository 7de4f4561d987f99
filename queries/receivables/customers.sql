-- Who owes us how much for how long, and may we still ship?
--
-- grain   one row per customer_id with something open or unmatched in that view
-- units   CNY with tax; bucket_n_amount the bucket at position n of
-- receivables/buckets;
-- credit_amount unmatched (ledger) or advance (managed); provision_amount of the
-- managed view; credit_use 1 = 100 %; headroom_t tonnes
-- reads   aged_customers, shipping_verdicts, chosen_customers
select
    a.customer_id,
    c.customer_name,
    c.is_registered,
    c.region,
    c.rep_id,
    c.rep_name,
    v.verdict,
    v.reason,
    v.headroom_t,
    a.open_amount,
    a.credit_amount,
    a.overdue_amount,
    cast(a.overdue_amount as double)
    / nullif(cast(a.open_amount as double), 0) as overdue_ratio,
    a.over_90_amount,
    a.longest_overdue_days,
    a.item_count,
    a.provision_amount,
    a.bucket_0_amount,
    a.bucket_1_amount,
    a.bucket_2_amount,
    a.bucket_3_amount,
    a.bucket_4_amount,
    a.bucket_5_amount,
    a.bucket_6_amount,
    a.bucket_7_amount,
    v.exposure_amount,
    v.credit_limit_amount,
    v.credit_use
from aged_customers as a
inner join chosen_customers as c on c.customer_id = a.customer_id
inner join shipping_verdicts as v on v.customer_id = a.customer_id
order by a.overdue_amount desc, a.open_amount desc, a.customer_id
