-- What each customer really brings in 12 months, after what it costs.
--
-- Efficient are the few that bring most (largest first, until the sum before reaches
-- 80 % of all positive contributions), ineffective those that bring nothing, ordinary
-- the rest. Not rated: neither order nor cost, or the cost of the goods known for less
-- than 80 % of net sales. Costs without customer are a row of their own; a filter
-- leaves it only where it asks for what is without region, channel and so on.
--
-- grain   one row per customer_id; empty = costs that belong to no customer
-- units   amounts CNY without tax; known_cost_share 1 = 100 % of net sales;
-- capital_cost_amount = mean of the 12 month-end receivables × yearly rate, not
-- part of the contribution; tier efficient, ordinary, ineffective, not_rated
-- reads   chosen_customers, without_customer, customer_days, costs,
-- receivables_at_dekad_end, settings
-- $as_of    date, the day the report speaks for; costs of months begun by then
-- $rep_ids  text[]?, the rep that an unallocated cost names; '' = none
with
    span as (
        select
            cast(cast($as_of as date) - interval 12 month as date) as after_on,
            cast($as_of as date) as until_on
    ),

    sold as (
        select
            d.customer_id,
            sum(d.net_amount) as net_amount,
            sum(d.gross_profit_amount) as gross_profit_amount,
            sum(d.net_with_cost_amount) as net_with_cost_amount
        from customer_days as d
        cross join span as s
        where d.day > s.after_on and d.day <= s.until_on
        group by d.customer_id
    ),

    spent as (
        select c.customer_id, c.rep_id, sum(c.amount) as cost_amount
        from costs as c
        cross join span as s
        where
            cast(c.month || '-01' as date) > s.after_on
            and cast(c.month || '-01' as date) <= s.until_on
        group by c.customer_id, c.rep_id
    ),

    spent_on_customers as (
        select customer_id, sum(cost_amount) as cost_amount
        from spent
        where customer_id is not null
        group by customer_id
    ),

    lent as (
        select
            r.customer_id, cast(sum(r.open_amount) as double) / 12 as mean_open_amount
        from receivables_at_dekad_end as r
        cross join span as s
        where
            r.dekad_to > s.after_on
            and r.dekad_to <= s.until_on
            and extract(day from r.dekad_to + 1) = 1
        group by r.customer_id
    ),

    rate as (
        select max(case when name = 'capital_rate' then number end) as capital_rate
        from settings
    ),

    contributions as (
        select
            c.customer_id,
            c.customer_name,
            c.region,
            c.rep_id,
            c.rep_name,
            coalesce(s.net_amount, 0) as net_amount,
            coalesce(s.gross_profit_amount, 0) as gross_profit_amount,
            coalesce(p.cost_amount, 0) as cost_amount,
            coalesce(s.gross_profit_amount, 0)
            - coalesce(p.cost_amount, 0) as contribution_amount,
            case
                when s.net_amount > 0
                then
                    cast(s.net_with_cost_amount as double)
                    / nullif(cast(s.net_amount as double), 0)
            end as known_cost_share,
            coalesce(l.mean_open_amount, 0) * r.capital_rate as capital_cost_amount,
            s.customer_id is not null or p.customer_id is not null as has_documents
        from chosen_customers as c
        cross join rate as r
        left join sold as s on s.customer_id = c.customer_id
        left join spent_on_customers as p on p.customer_id = c.customer_id
        left join lent as l on l.customer_id = c.customer_id
    ),

    rated as (
        select
            customer_id,
            contribution_amount,
            sum(greatest(contribution_amount, 0)) over (
                order by contribution_amount desc, customer_id
                rows between unbounded preceding and current row
            )
            - greatest(contribution_amount, 0) as amount_before,
            sum(greatest(contribution_amount, 0)) over () as total_amount
        from contributions
        where has_documents and coalesce(known_cost_share, 1) >= 0.8
    ),

    tiers as (
        select
            c.customer_id,
            c.customer_name,
            c.region,
            c.rep_id,
            c.rep_name,
            c.net_amount,
            c.gross_profit_amount,
            c.cost_amount,
            c.contribution_amount,
            c.capital_cost_amount,
            c.known_cost_share,
            case
                when r.customer_id is null
                then 'not_rated'
                when r.contribution_amount <= 0
                then 'ineffective'
                -- in cents and tenths: no rounding at the edge
                when r.amount_before * 10 < r.total_amount * 8
                then 'efficient'
                else 'ordinary'
            end as tier
        from contributions as c
        left join rated as r on r.customer_id = c.customer_id
        union all
        select
            null as customer_id,
            null as customer_name,
            null as region,
            null as rep_id,
            null as rep_name,
            0 as net_amount,
            0 as gross_profit_amount,
            sum(cost_amount) as cost_amount,
            - sum(cost_amount) as contribution_amount,
            0 as capital_cost_amount,
            null as known_cost_share,
            null as tier
        from spent
        cross join without_customer
        where
            customer_id is null
            and (
                $rep_ids is null
                or list_contains(cast($rep_ids as varchar[]), coalesce(rep_id, ''))
            )
        having count(*) > 0
    )

select
    customer_id,
    customer_name,
    region,
    rep_id,
    rep_name,
    cast(net_amount as decimal(18, 2)) as net_amount,
    cast(gross_profit_amount as decimal(18, 2)) as gross_profit_amount,
    cast(cost_amount as decimal(18, 2)) as cost_amount,
    cast(contribution_amount as decimal(18, 2)) as contribution_amount,
    cast(capital_cost_amount as decimal(18, 2)) as capital_cost_amount,
    known_cost_share,
    tier
from tiers
order by contribution_amount desc, customer_id
