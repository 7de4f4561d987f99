-- Who promised to pay what by when, and was it kept?
--
-- A receipt counts for one promise: those naming its order first, then the oldest.
--
-- grain   one row per promise_id of the last 12 months; what is not kept first
-- units   CNY with tax; state kept, part, broken or open; is_due = its time is over:
-- the kept rate is received_amount ÷ amount over these, or kept ÷ all by count
-- reads   promise_states
select
    promise_id,
    customer_id,
    customer_name,
    region,
    rep_id,
    rep_name,
    order_id,
    promised_on,
    pay_by_on,
    counts_to_on,
    amount,
    received_amount,
    unpaid_amount,
    is_due,
    state
from promise_states
order by
    case state when 'open' then 0 when 'broken' then 1 when 'part' then 2 else 3 end,
    case when state = 'open' then pay_by_on end,
    pay_by_on desc,
    unpaid_amount desc,
    promise_id
