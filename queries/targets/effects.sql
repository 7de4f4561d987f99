-- Why net sales or gross profit changed: volume, mix of products, price, and cost.
--
-- A cell is product × region. With 0 the compared days, 1 the current ones, q tonnes,
-- p and c price and cost per t of the cell, g = p − c, G = Σ profit ÷ Σ tonnes of all
-- cells in the compared days: volume (q1 − q0)·G, mix (q1 − q0)·(g0 − G), price q1·(p1
-- − p0), cost −q1·(c1 − c0); for net sales c = 0. Without tonnes before, or now, the
-- cell's own p and c of the other days stand in. Cells with negative tonnes, or money
-- without tonnes, are other, and outside of G. No tonnes before at all: no effects.
--
-- A node below is measured by the cells and the G of everything chosen: its price is
-- what it paid above or below its cell, (s1 − q1·p0) − (s0 − q0·p0). So the rows add up
-- to the cell, and to the whole, effect by effect, to the cent: cents that rounding
-- leaves are carried on from row to row, mix takes the rest.
--
-- grain   one row per scope_id (missing = unassigned) with lines in either days
-- units   values and effects CNY without tax; gross profit of lines with a cost alone,
-- lines_without_cost and their net sales of both days beside; _t tonnes; average_per_t
-- G, CNY per tonne
-- reads   invoice_lines, rep_shares, compared_periods, calendar, customer_directory,
-- rep_names
-- $metric      text(net_sales|gross_profit) = net_sales, what is explained
-- $comparison  text(previous|month_before|year_before) = year_before, against which
-- $by          text(company|region|rep|customer|family) = company, what a row is
-- $regions       text[]?, null = every region, '' = without region
-- $departments   text[]?, null = every department, '' = without department
-- $rep_ids       text[]?, null = every rep, '' = without rep
-- $channels      text[]?, null = every channel, '' = without channel
-- $families      text[]?, null = every product family, '' = not registered
-- $customer_ids  text[]?, null = every customer
with
    both_periods as (
        select
            max(case when comparison <> 'current' then from_on end) as prior_from_on,
            max(
                case when comparison <> 'current' then compared_to_on end
            ) as prior_to_on,
            max(case when comparison = 'current' then from_on end) as actual_from_on,
            max(
                case when comparison = 'current' then compared_to_on end
            ) as actual_to_on
        from compared_periods
        where comparison in ('current', $comparison)
    ),

    both_days as (
        select p.comparison = 'current' as is_current, c.day
        from compared_periods as p
        inner join calendar as c on c.day between p.from_on and p.compared_to_on
        where p.comparison in ('current', $comparison)
    ),

    parts as (
        select
            d.is_current,
            coalesce(l.product_id, '') as product_id,
            coalesce(l.region, '') as region,
            coalesce(l.family, '') as family,
            coalesce(l.customer_id, '') as customer_id,
            coalesce(s.rep_id, l.rep_id, '') as rep_id,
            coalesce(
                case when s.rep_id is null then l.department else s.department end, ''
            ) as department,
            coalesce(l.channel, '') as channel,
            case
                when s.rep_id is null
                then l.quantity_t
                else
                    cast(l.quantity_t * s.share_to as decimal(18, 3))
                    - cast(l.quantity_t * s.share_from as decimal(18, 3))
            end as tonnes,
            case
                when s.rep_id is null
                then l.net_amount
                else
                    cast(l.net_amount * s.share_to as decimal(18, 2))
                    - cast(l.net_amount * s.share_from as decimal(18, 2))
            end as net,
            case
                when s.rep_id is null
                then l.gross_profit_amount
                else
                    cast(l.gross_profit_amount * s.share_to as decimal(18, 2))
                    - cast(l.gross_profit_amount * s.share_from as decimal(18, 2))
            end as profit,
            $metric = 'gross_profit' and l.cost_amount is null as is_out,
            coalesce(s.is_largest, true) as is_largest
        from invoice_lines as l
        inner join both_days as d on d.day = l.sales_on
        left join rep_shares as s on s.order_id = l.order_id
    ),

    node_cells as (
        select
            case
                $by
                when 'company'
                then 'company'
                when 'region'
                then region
                when 'rep'
                then rep_id
                when 'customer'
                then customer_id
                else family
            end as scope_id,
            product_id,
            region,
            sum(case when is_current or is_out then 0 else tonnes end) as q0,
            sum(case when is_current and not is_out then tonnes else 0 end) as q1,
            sum(case when is_current or is_out then 0 else net end) as s0,
            sum(case when is_current and not is_out then net else 0 end) as s1,
            sum(
                case
                    when is_current or is_out
                    then 0
                    when $metric = 'gross_profit'
                    then profit
                    else net
                end
            ) as g0,
            sum(
                case
                    when is_out or not is_current
                    then 0
                    when $metric = 'gross_profit'
                    then profit
                    else net
                end
            ) as g1,
            sum(case when is_out and is_largest then 1 else 0 end) as lines_out,
            sum(case when is_out then net else 0 end) as net_out
        from parts
        where
            ($regions is null or list_contains(cast($regions as varchar[]), region))
            and (
                $departments is null
                or list_contains(cast($departments as varchar[]), department)
            )
            and ($rep_ids is null or list_contains(cast($rep_ids as varchar[]), rep_id))
            and (
                $channels is null
                or list_contains(cast($channels as varchar[]), channel)
            )
            and (
                $families is null or list_contains(cast($families as varchar[]), family)
            )
            and (
                $customer_ids is null
                or list_contains(cast($customer_ids as varchar[]), customer_id)
            )
        group by scope_id, product_id, region
    ),

    cell_sums as (
        select
            product_id,
            region,
            cast(sum(q0) as double) as q0,
            cast(sum(q1) as double) as q1,
            cast(sum(s0) as double) as s0,
            cast(sum(s1) as double) as s1,
            cast(sum(g0) as double) as g0,
            cast(sum(g1) as double) as g1
        from node_cells
        group by product_id, region
    ),

    -- price and profit per t before; none where the cell has no price
    cells as (
        select
            product_id,
            region,
            q0,
            g0,
            q0 < 0
            or q1 < 0
            or (q0 = 0 and (s0 <> 0 or g0 <> 0))
            or (q1 = 0 and (s1 <> 0 or g1 <> 0))
            or (q0 = 0 and q1 = 0) as is_other,
            case
                when q0 > 0 then s0 / nullif(q0, 0) else s1 / nullif(q1, 0)
            end as price_before,
            case
                when q0 > 0 then g0 / nullif(q0, 0) else g1 / nullif(q1, 0)
            end as profit_before
        from cell_sums
    ),

    averages as (
        select sum(g0) / nullif(sum(q0), 0) as average_per_t
        from cells
        where not is_other
    ),

    -- decimals: doubles would add up to other cents in another order
    effects as (
        select
            n.*,
            case when c.is_other then g1 - n.g0 else 0 end as other,
            cast(
                case
                    when a.average_per_t is null
                    then null
                    when c.is_other
                    then 0
                    else cast(n.q1 - n.q0 as double) * a.average_per_t
                end as decimal(28, 8)
            ) as volume,
            cast(
                case
                    when a.average_per_t is null
                    then null
                    when c.is_other
                    then 0
                    else
                        cast(n.s1 - n.s0 as double)
                        - cast(n.q1 - n.q0 as double) * c.price_before
                end as decimal(28, 8)
            ) as price,
            cast(
                case
                    when a.average_per_t is null
                    then null
                    when c.is_other
                    then 0
                    else
                        cast((n.g1 - n.s1) - (n.g0 - n.s0) as double)
                        - cast(n.q1 - n.q0 as double)
                        * (c.profit_before - c.price_before)
                end as decimal(28, 8)
            ) as cost
        from node_cells as n
        inner join cells as c on c.product_id = n.product_id and c.region = n.region
        cross join averages as a
    ),

    nodes as (
        select
            scope_id,
            sum(q0) as prior_t,
            sum(q1) as actual_t,
            sum(g0) as prior_value,
            sum(g1) as actual_value,
            sum(volume) as volume,
            sum(price) as price,
            sum(cost) as cost,
            sum(other) as other,
            sum(lines_out) as lines_without_cost,
            sum(net_out) as net_without_cost
        from effects
        group by scope_id
    ),

    running as (
        select
            *,
            sum(volume) over (
                order by scope_id rows between unbounded preceding and current row
            ) as volume_to,
            sum(price) over (
                order by scope_id rows between unbounded preceding and current row
            ) as price_to,
            sum(cost) over (
                order by scope_id rows between unbounded preceding and current row
            ) as cost_to
        from nodes
    ),

    in_cents as (
        select
            *,
            cast(volume_to as decimal(24, 2))
            - cast(volume_to - volume as decimal(24, 2)) as volume_effect,
            cast(price_to as decimal(24, 2))
            - cast(price_to - price as decimal(24, 2)) as price_effect,
            cast(cost_to as decimal(24, 2))
            - cast(cost_to - cost as decimal(24, 2)) as cost_effect
        from running
    )

select
    nullif(n.scope_id, '') as scope_id,
    case
        $by
        when 'rep'
        then coalesce(r.rep_name, nullif(n.scope_id, ''))
        when 'customer'
        then coalesce(d.customer_name, nullif(n.scope_id, ''))
        else nullif(n.scope_id, '')
    end as scope_name,
    p.prior_from_on,
    p.prior_to_on,
    p.actual_from_on,
    p.actual_to_on,
    cast(n.prior_t as decimal(18, 3)) as prior_t,
    cast(n.actual_t as decimal(18, 3)) as actual_t,
    cast(n.prior_value as decimal(24, 2)) as prior_value,
    cast(n.actual_value as decimal(24, 2)) as actual_value,
    cast(n.actual_value - n.prior_value as decimal(24, 2)) as change_value,
    cast(n.volume_effect as decimal(24, 2)) as volume_effect,
    cast(
        n.actual_value
        - n.prior_value
        - n.volume_effect
        - n.price_effect
        - n.cost_effect
        - n.other as decimal(24, 2)
    ) as mix_effect,
    cast(n.price_effect as decimal(24, 2)) as price_effect,
    case
        when $metric = 'gross_profit' then cast(n.cost_effect as decimal(24, 2))
    end as cost_effect,
    case
        when a.average_per_t is not null then cast(n.other as decimal(24, 2))
    end as other_effect,
    a.average_per_t,
    cast(n.lines_without_cost as bigint) as lines_without_cost,
    cast(n.net_without_cost as decimal(24, 2)) as net_without_cost_amount
from in_cents as n
cross join averages as a
cross join both_periods as p
left join rep_names as r on $by = 'rep' and r.rep_id = n.scope_id
left join customer_directory as d on $by = 'customer' and d.customer_id = n.scope_id
order by case when n.scope_id = '' then 1 else 0 end, n.scope_id
