-- Which customers are key accounts: named, or of the few that bring most of the money.
--
-- Largest first, ties by id, until the sum before reaches the share of all positive
-- amounts; zero and negative amounts never belong to them.
--
-- grain   one row per customer_id with sales in 12 months or named as a key account
-- units   amount CNY without tax, 12 months; cumulative_share 1 = 100 % of the positive
-- amounts; rank, cumulative_share empty without a positive amount; reason
-- named, share or both; rep_key_account_count those of the same rep, empty without rep;
-- rep_has_too_many = one of more than the settings allow a rep
-- reads   chosen_customers, customer_days, settings, customers
-- $as_of     date, the day the report speaks for
-- $measure   text(net_sales|gross_profit)?, net_sales or gross_profit; null = as set
-- $share     number?, share that selects; null = as set (0.8)
-- $families  text[]?, null = every product family, '' = not registered
with
    rule as (
        select
            coalesce(
                $measure, max(case when name = 'key_account_measure' then value end)
            ) as measure,
            -- wider than 18 digits, else its product with a total has no more than 18
            cast(
                least(
                    greatest(
                        coalesce(
                            $share,
                            max(case when name = 'key_account_share' then number end)
                        ),
                        0
                    ),
                    1
                ) as decimal(19, 6)
            ) as share,
            max(case when name = 'key_accounts_per_rep' then number end) as most_per_rep
        from settings
    ),

    sold as (
        select
            d.customer_id,
            sum(
                case
                    when r.measure = 'gross_profit'
                    then d.gross_profit_amount
                    else d.net_amount
                end
            ) as amount
        from customer_days as d
        cross join rule as r
        where
            d.day <= $as_of
            and d.day > cast(cast($as_of as date) - interval 12 month as date)
            and (
                $families is null
                or list_contains(cast($families as varchar[]), coalesce(d.family, ''))
            )
        group by d.customer_id
    ),

    candidates as (
        select
            c.customer_id,
            c.customer_name,
            c.region,
            c.rep_id,
            c.rep_name,
            c.is_named_key_account,
            cast(coalesce(s.amount, 0) as decimal(18, 2)) as amount
        from chosen_customers as c
        left join sold as s on s.customer_id = c.customer_id
        where s.customer_id is not null or c.is_named_key_account
    ),

    positive as (
        select
            customer_id,
            row_number() over (order by amount desc, customer_id) as place,
            sum(amount) over (
                order by amount desc, customer_id
                rows between unbounded preceding and current row
            ) as amount_to,
            sum(amount) over () as total_amount
        from candidates
        where amount > 0
    ),

    judged as (
        select
            c.*,
            p.place,
            cast(p.amount_to as double)
            / nullif(cast(p.total_amount as double), 0) as cumulative_share,
            coalesce(
                p.amount_to - c.amount
                < r.share * cast(p.total_amount as decimal(18, 2)),
                false
            ) as is_in_share,
            r.most_per_rep
        from candidates as c
        cross join rule as r
        left join positive as p on p.customer_id = c.customer_id
    ),

    counted as (
        select
            *,
            is_named_key_account or is_in_share as is_key_account,
            case
                when rep_id is not null
                then
                    sum(
                        case when is_named_key_account or is_in_share then 1 else 0 end
                    ) over (partition by rep_id)
            end as rep_key_account_count
        from judged
    )

select
    j.customer_id,
    j.customer_name,
    j.region,
    j.rep_id,
    j.rep_name,
    j.place as rank,
    j.amount,
    j.cumulative_share,
    j.is_key_account,
    case
        when j.is_named_key_account and j.is_in_share
        then 'both'
        when j.is_named_key_account
        then 'named'
        when j.is_in_share
        then 'share'
    end as reason,
    j.is_key_account
    and coalesce(m.relationship = 'transactional', false) as is_transactional,
    cast(j.rep_key_account_count as bigint) as rep_key_account_count,
    j.is_key_account
    and coalesce(j.rep_key_account_count > j.most_per_rep, false) as rep_has_too_many
from counted as j
left join customers as m on m.customer_id = j.customer_id
order by j.amount desc, j.customer_id
