-- What each node brought in each window of early warning, all measures side by side.
--
-- A rep is the whole rep as far as the filters go; who owns a customer now stands under
-- overdue. Rows without rep stand apart by region: place says which.
--
-- grain   one row per level, scope_id ('' = unassigned), place, window_days, back
-- units   net_sales, gross_profit CNY without tax; volume, with_cost_t tonnes (the
-- latter of lines that have a cost); collections, overdue CNY with tax; first_day the
-- first day with a document in the 13 windows
-- reads   warning_days, warning_windows, warning_overdue, chosen_customer_days,
-- chosen_lines, rep_shares, collection_days, settings
-- $regions       text[]?, null = every region, '' = without region
-- $departments   text[]?, null = every department, '' = without department
-- $rep_ids       text[]?, null = every rep, '' = without rep
-- $channels      text[]?, null = every channel, '' = without channel
-- $families      text[]?, null = every family; money received has none
-- $customer_ids  text[]?, null = every customer
with
    -- money, tonnes and what has no cost side by side: all is added up in one go
    day_rows as (
        select
            day,
            customer_id,
            rep_id,
            region,
            net_amount as net_sales,
            quantity_t as volume,
            gross_profit_amount as gross_profit,
            quantity_t as with_cost_t,
            cast(0 as decimal(18, 2)) as collections
        from chosen_customer_days
        union all
        select
            l.sales_on as day,
            l.customer_id,
            coalesce(r.rep_id, l.rep_id) as rep_id,
            l.region,
            cast(0 as decimal(18, 2)) as net_sales,
            cast(0 as decimal(18, 3)) as volume,
            cast(0 as decimal(18, 2)) as gross_profit,
            cast(l.quantity_t * coalesce(r.share_from, 0) as decimal(18, 3)) - cast(
                l.quantity_t * coalesce(r.share_to, 1) as decimal(18, 3)
            ) as with_cost_t,
            cast(0 as decimal(18, 2)) as collections
        from chosen_lines as l
        left join rep_shares as r on r.order_id = l.order_id
        where l.cost_amount is null and l.quantity_t <> 0
        union all
        select
            m.day,
            m.customer_id,
            m.rep_id,
            m.region,
            cast(0 as decimal(18, 2)) as net_sales,
            cast(0 as decimal(18, 3)) as volume,
            cast(0 as decimal(18, 2)) as gross_profit,
            cast(0 as decimal(18, 3)) as with_cost_t,
            case
                when b.value = 'matures_on' then m.matured_amount else m.received_amount
            end as collections
        from collection_days as m
        inner join settings as b on b.name = 'collection_date'
        where
            $families is null
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
                $customer_ids is null
                or list_contains(cast($customer_ids as varchar[]), m.customer_id)
            )
    ),

    slice_sums as (
        select
            r.customer_id,
            r.rep_id,
            r.region,
            d.part,
            d.slice,
            min(r.day) as first_day,
            sum(r.net_sales) as net_sales,
            sum(r.volume) as volume,
            sum(r.gross_profit) as gross_profit,
            sum(r.with_cost_t) as with_cost_t,
            sum(r.collections) as collections
        from day_rows as r
        inner join warning_days as d on d.day = r.day
        group by r.customer_id, r.rep_id, r.region, d.part, d.slice
    ),

    window_sums as (
        select
            coalesce(s.customer_id, '') as customer_id,
            coalesce(s.rep_id, '') as rep_id,
            coalesce(s.region, '') as region,
            w.window_days,
            w.back,
            min(s.first_day) as first_day,
            sum(s.net_sales) as net_sales,
            sum(s.volume) as volume,
            sum(s.gross_profit) as gross_profit,
            sum(s.with_cost_t) as with_cost_t,
            sum(s.collections) as collections,
            cast(0 as decimal(18, 2)) as overdue
        from slice_sums as s
        inner join warning_windows as w on w.part = s.part and w.slice = s.slice
        group by s.customer_id, s.rep_id, s.region, w.window_days, w.back
        union all
        select
            customer_id,
            coalesce(rep_id, '') as rep_id,
            coalesce(region, '') as region,
            window_days,
            back,
            cast(null as date) as first_day,
            0 as net_sales,
            0 as volume,
            0 as gross_profit,
            0 as with_cost_t,
            0 as collections,
            overdue_amount as overdue
        from warning_overdue
        where $families is null
    )

select
    l.level,
    case
        l.level
        when 'company'
        then 'company'
        when 'region'
        then w.region
        when 'rep'
        then w.rep_id
        else w.customer_id
    end as scope_id,
    case when l.level = 'rep' and w.rep_id = '' then w.region else '' end as place,
    w.window_days,
    w.back,
    min(w.first_day) as first_day,
    max(w.region) as lines_region,
    sum(w.net_sales) as net_sales,
    sum(w.volume) as volume,
    sum(w.gross_profit) as gross_profit,
    sum(w.with_cost_t) as with_cost_t,
    sum(w.collections) as collections,
    sum(w.overdue) as overdue
from window_sums as w
cross join (values ('company'), ('region'), ('rep'), ('customer')) as l(level)
where l.level <> 'region' or w.window_days = 10
group by 1, 2, 3, 4, 5
