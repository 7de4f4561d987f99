-- The items behind the moves between ageing buckets: what grew older first.
--
-- grain   one row per customer_id, order_id, due_on (and is_claim) with a part in the
-- chosen move
-- units   CNY with tax: old_amount = rolled + collected, new_amount = rolled + new or
-- re-opened; an empty bucket = not open that day
-- reads   item_moves, asked_buckets, chosen_customers, rep_names
-- $from_bucket  text?, bucket on the earlier day, or new; null = every one
-- $to_bucket    text?, bucket on the later day, or collected; null = every one
with
    named_moves as (
        select
            m.*,
            o.ageing_bucket as from_bucket,
            n.ageing_bucket as to_bucket,
            least(m.old_amount, m.new_amount) as rolled_amount,
            greatest(m.old_amount - m.new_amount, 0) as collected_amount,
            greatest(m.new_amount - m.old_amount, 0) as new_or_reopened_amount
        from item_moves as m
        left join asked_buckets as o on o.position = m.old_position
        left join asked_buckets as n on n.position = m.new_position
    )

select
    m.customer_id,
    c.customer_name,
    c.region,
    coalesce(r.rep_name, m.rep_id, c.rep_name) as rep_name,
    m.order_id,
    m.due_on,
    m.is_claim,
    m.from_bucket,
    m.to_bucket,
    m.old_amount,
    m.new_amount,
    cast(m.rolled_amount as decimal(18, 2)) as rolled_amount,
    cast(m.collected_amount as decimal(18, 2)) as collected_amount,
    cast(m.new_or_reopened_amount as decimal(18, 2)) as new_or_reopened_amount
from named_moves as m
inner join chosen_customers as c on c.customer_id = m.customer_id
left join rep_names as r on r.rep_id = m.rep_id
where
    (
        $from_bucket is null
        or m.from_bucket = $from_bucket
        or ($from_bucket = 'new' and m.new_or_reopened_amount > 0)
    )
    and (
        $to_bucket is null
        or m.to_bucket = $to_bucket
        or ($to_bucket = 'collected' and m.collected_amount > 0)
    )
order by
    case
        when m.new_position > m.old_position
        then 0
        when m.new_position = m.old_position
        then 1
        when m.old_position is not null
        then 2
        else 3
    end,
    greatest(m.old_amount, m.new_amount) desc,
    m.customer_id,
    m.order_id,
    m.due_on,
    m.is_claim
