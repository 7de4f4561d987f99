-- Which customers would close the gap if they bought, or paid, as they used to.
--
-- Missing is max(0, mean of the same first days of the three periods before − actual).
-- A period before the first order (for collections, the first receipt) is not known and
-- not in the mean. What names no customer is not here: nobody can be called.
--
-- grain   one row per customer_id that is behind its mean, the largest first
-- units   values CNY (collections with tax, other money without) or tonnes by metric;
-- first_value the period before, second and third those before it, on the days _on …
-- _to_on; cumulated_value Σ missing so far; share_of_gap and cumulated_share 1 = the
-- whole gap
-- reads   earlier_periods, calendar, customer_days, collection_days, table_dates,
-- settings, customer_directory, rep_names
-- $metric  text(metrics) = net_sales, what is missing; of new_outlets nothing can be
-- $gap     number?, expected − actual of what is chosen, null or not above 0 = no share
-- $regions       text[]?, null = every region, '' = without region
-- $departments   text[]?, null = every department, '' = without department
-- $rep_ids       text[]?, null = every rep, '' = without rep
-- $channels      text[]?, null = every channel, '' = without channel
-- $families      text[]?, null = every product family, '' = not registered
-- $customer_ids  text[]?, null = every customer
with
    basis as (
        select value = 'matures_on' as is_maturity
        from settings
        where name = 'collection_date'
    ),

    beginnings as (
        select min(oldest_on) as known_from
        from table_dates
        where
            table_name
            = case when $metric = 'collections' then 'receipts' else 'orders' end
    ),

    known as (
        select
            p.back,
            p.from_on,
            p.compared_to_on,
            p.back = 0 or p.compared_to_on >= b.known_from as is_known
        from earlier_periods as p
        cross join beginnings as b
    ),

    known_periods as (
        select
            max(case when back = 1 then from_on end) as first_on,
            max(case when back = 1 then compared_to_on end) as first_to_on,
            max(case when back = 2 then from_on end) as second_on,
            max(case when back = 2 then compared_to_on end) as second_to_on,
            max(case when back = 3 then from_on end) as third_on,
            max(case when back = 3 then compared_to_on end) as third_to_on,
            max(case when back = 1 and is_known then 1 else 0 end) as knows_first,
            max(case when back = 2 and is_known then 1 else 0 end) as knows_second,
            max(case when back = 3 and is_known then 1 else 0 end) as knows_third
        from known
    ),

    days as (
        select k.back, c.day
        from known as k
        inner join calendar as c on c.day between k.from_on and k.compared_to_on
        where k.is_known
    ),

    brought as (
        select
            day,
            customer_id,
            rep_id,
            region,
            department,
            channel,
            family,
            case
                $metric
                when 'volume'
                then quantity_t
                when 'gross_profit'
                then gross_profit_amount
                when 'new_product_sales'
                then new_product_amount
                when 'net_sales'
                then net_amount
            end as value
        from customer_days
        where $metric <> 'collections'
        union all
        select
            c.day,
            c.customer_id,
            c.rep_id,
            c.region,
            c.department,
            c.channel,
            cast(null as varchar) as family,
            case
                when b.is_maturity then c.matured_amount else c.received_amount
            end as value
        from collection_days as c
        cross join basis as b
        where $metric = 'collections'
    ),

    sums as (
        select
            m.customer_id,
            sum(case when d.back = 0 then m.value else 0 end) as actual_value,
            sum(case when d.back = 1 then m.value else 0 end) as first_value,
            sum(case when d.back = 2 then m.value else 0 end) as second_value,
            sum(case when d.back = 3 then m.value else 0 end) as third_value
        from brought as m
        inner join days as d on d.day = m.day
        where
            m.customer_id is not null
            and (
                $regions is null
                or list_contains(cast($regions as varchar[]), coalesce(m.region, ''))
            )
            and (
                $departments is null
                or list_contains(
                    cast($departments as varchar[]), coalesce(m.department, '')
                )
            )
            and (
                $rep_ids is null
                or list_contains(cast($rep_ids as varchar[]), coalesce(m.rep_id, ''))
            )
            and (
                $channels is null
                or list_contains(cast($channels as varchar[]), coalesce(m.channel, ''))
            )
            and (
                $families is null
                or list_contains(cast($families as varchar[]), coalesce(m.family, ''))
            )
            and (
                $customer_ids is null
                or list_contains(cast($customer_ids as varchar[]), m.customer_id)
            )
        group by m.customer_id
    ),

    means as (
        select
            s.*,
            k.*,
            k.knows_first + k.knows_second + k.knows_third as known_periods,
            cast(
                cast(s.first_value + s.second_value + s.third_value as double)
                / nullif(k.knows_first + k.knows_second + k.knows_third, 0) as decimal(
                    18, 3
                )
            ) as mean_value
        from sums as s
        cross join known_periods as k
    ),

    behind as (
        select
            *,
            mean_value - actual_value as missing_value,
            sum(mean_value - actual_value) over (
                order by mean_value - actual_value desc, customer_id
                rows between unbounded preceding and current row
            ) as cumulated_value
        from means
        where mean_value > actual_value and mean_value > 0
    )

select
    b.customer_id,
    coalesce(c.customer_name, b.customer_id) as customer_name,
    c.rep_id,
    coalesce(r.rep_name, c.rep_id) as rep_name,
    c.region,
    b.first_on,
    b.first_to_on,
    b.second_on,
    b.second_to_on,
    b.third_on,
    b.third_to_on,
    cast(b.actual_value as decimal(18, 3)) as actual_value,
    case
        when b.knows_first = 1 then cast(b.first_value as decimal(18, 3))
    end as first_value,
    case
        when b.knows_second = 1 then cast(b.second_value as decimal(18, 3))
    end as second_value,
    case
        when b.knows_third = 1 then cast(b.third_value as decimal(18, 3))
    end as third_value,
    b.mean_value,
    cast(b.missing_value as decimal(18, 3)) as missing_value,
    cast(b.cumulated_value as decimal(18, 3)) as cumulated_value,
    case
        when $gap > 0 then cast(b.missing_value as double) / nullif($gap, 0)
    end as share_of_gap,
    case
        when $gap > 0 then cast(b.cumulated_value as double) / nullif($gap, 0)
    end as cumulated_share,
    b.known_periods
from behind as b
left join customer_directory as c on c.customer_id = b.customer_id
left join rep_names as r on r.rep_id = c.rep_id
order by b.missing_value desc, b.customer_id
