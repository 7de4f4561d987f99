-- From which ageing bucket to which receivables moved between two days.
--
-- Of an item, the smaller of both amounts went from its old bucket to its new one; what
-- is less came in, what is more is new or open again. Rows add up to the opening,
-- columns to the closing.
--
-- grain   one row per from_bucket and to_bucket with an amount; from_bucket new (-1) is
-- what is new or re-opened, to_bucket collected (9) what came in
-- units   amount CNY with tax; item_count items with a part in it
-- reads   item_moves, asked_buckets
with
    parts as (
        select
            old_position as from_position,
            new_position as to_position,
            least(old_amount, new_amount) as amount
        from item_moves
        where old_amount > 0 and new_amount > 0
        union all
        select
            old_position as from_position,
            9 as to_position,
            old_amount - new_amount as amount
        from item_moves
        where old_amount > new_amount
        union all
        select
            -1 as from_position,
            new_position as to_position,
            new_amount - old_amount as amount
        from item_moves
        where new_amount > old_amount
    ),

    flows as (
        select from_position, to_position, sum(amount) as amount, count(*) as item_count
        from parts
        group by from_position, to_position
    )

select
    f.from_position,
    coalesce(o.ageing_bucket, 'new') as from_bucket,
    f.to_position,
    coalesce(n.ageing_bucket, 'collected') as to_bucket,
    cast(f.amount as decimal(18, 2)) as amount,
    f.item_count
from flows as f
left join asked_buckets as o on o.position = f.from_position
left join asked_buckets as n on n.position = f.to_position
order by f.from_position, f.to_position
