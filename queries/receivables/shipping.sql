-- May we still ship: stop, ask or ship, and how many tonnes more?
--
-- grain   one row per chosen customer, what needs a decision first
-- units   amounts CNY with tax; credit_use 1 = 100 %; headroom_t tonnes at price_per_t;
-- reason: over_limit, long_overdue, no_limit, near_limit, overdue, free
-- reads   shipping_verdicts, chosen_customers
select
    v.customer_id,
    c.customer_name,
    c.region,
    c.rep_id,
    c.rep_name,
    v.exposure_amount,
    v.credit_limit_amount,
    v.credit_use,
    v.verdict,
    v.reason,
    v.headroom_t,
    v.price_per_t,
    v.price_source,
    v.balance_amount,
    v.delivered_amount,
    v.draft_amount,
    v.overdue_amount,
    v.longest_overdue_days
from shipping_verdicts as v
inner join chosen_customers as c on c.customer_id = v.customer_id
order by
    case v.verdict when 'stop' then 0 when 'ask' then 1 else 2 end,
    v.exposure_amount desc,
    v.customer_id
