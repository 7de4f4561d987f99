-- Open and overdue by the rep of the order, whoever owns the customer now.
--
-- An item of an order that several reps sold is split as its lines are: the parts add
-- up to the item, which is counted with the rep who has the largest part.
--
-- grain   one row per rep_id; an empty rep_id holds the items without one
-- units   CNY with tax; overdue_ratio 1 = 100 %; provision_amount of the managed view
-- reads   rep_items, rep_names
with
    rep_sums as (
        select
            rep_id,
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
            sum(case when is_largest then 1 else 0 end) as item_count,
            sum(provision_amount) as provision_amount
        from rep_items
        group by rep_id
    )

select
    s.rep_id,
    coalesce(r.rep_name, s.rep_id) as rep_name,
    cast(s.open_amount as decimal(18, 2)) as open_amount,
    cast(s.overdue_amount as decimal(18, 2)) as overdue_amount,
    cast(s.overdue_amount as double)
    / nullif(cast(s.open_amount as double), 0) as overdue_ratio,
    cast(s.over_90_amount as decimal(18, 2)) as over_90_amount,
    s.longest_overdue_days,
    cast(s.item_count as bigint) as item_count,
    cast(s.provision_amount as decimal(18, 2)) as provision_amount
from rep_sums as s
left join rep_names as r on r.rep_id = s.rep_id
order by s.overdue_amount desc, s.open_amount desc, coalesce(s.rep_id, '')
