-- What is far from its usual range, and where that starts: the early warning.
--
-- A node is alarmed when its window of days is at least three robust deviations off,
-- by at least 0.5 % of what the company usually has, and not as a year before. From
-- there the way goes down while one child has at least 60 % of the deviation; the node
-- where it ends is listed once. Holiday windows, and reps who have left, are not
-- judged.
--
-- grain   one row per metric and node, the bad ones first, then by the money at stake;
-- without any, one row that says only how much was looked at
-- units   value, usual, low, high, year_before_value, value_0 ... value_12 (windows,
-- the
-- newest first) CNY or tonnes, profit_per_t CNY per tonne of lines with a cost;
-- deviation in CNY or tonnes, share of what the company usually has in such a window;
-- z robust standard deviations; scope_id missing = unassigned
-- reads   warning_verdicts, warning_series, warning_windows, customer_directory,
-- rep_names, reps
-- $as_of  date, the day the report speaks for
with
    placed as (
        select
            v.*,
            case
                v.level
                when 'customer'
                then 'rep'
                when 'rep'
                then 'region'
                when 'region'
                then 'company'
            end as parent_level,
            case
                v.level
                when 'customer'
                then coalesce(c.rep_id, '')
                when 'rep'
                then coalesce(r.region, v.place)
                when 'region'
                then 'company'
            end as parent_id,
            case
                when v.level = 'customer' and c.rep_id is null
                then coalesce(c.region, '')
                else ''
            end as parent_place,
            v.level in ('company', 'region') = (v.window_days = 10) as is_judged_so,
            -- tonnes in the money they usually bring, so that measures can be ranked
            case
                when v.metric = 'volume'
                then
                    v.share * max(
                        case when v.metric = 'net_sales' then v.company_usual end
                    ) over (partition by v.window_days)
                else v.weighed
            end as money,
            v.history_windows >= 8
            and abs(v.z) >= 3
            and abs(v.share) >= 0.005
            and not coalesce(
                v.value
                between 0.8 * v.year_before_value and 1.25 * v.year_before_value,
                false
            )
            and not coalesce(r.left_on <= $as_of, false) as is_off
        from warning_verdicts as v
        left join
            customer_directory as c
            on v.level = 'customer'
            and c.customer_id = v.scope_id
        left join reps as r on v.level = 'rep' and r.rep_id = v.scope_id
    ),

    ranked_children as (
        select
            metric,
            window_days,
            parent_level,
            parent_id,
            parent_place,
            weighed > 0 as is_rise,
            level,
            scope_id,
            place,
            weighed,
            row_number() over (
                partition by
                    metric,
                    window_days,
                    parent_level,
                    parent_id,
                    parent_place,
                    weighed > 0
                order by abs(weighed) desc, scope_id, place
            ) as size_rank
        from placed
        where parent_level is not null and weighed <> 0
    ),

    -- each node with the child that has most of its deviation
    ways as (
        select
            p.metric,
            p.window_days,
            p.level,
            p.scope_id,
            p.place,
            c.level as child_level,
            c.scope_id as child_id,
            c.place as child_place,
            c.weighed / nullif(p.weighed, 0) as child_share
        from placed as p
        inner join
            ranked_children as c
            on c.metric = p.metric
            and c.window_days = p.window_days
            and c.parent_level = p.level
            and c.parent_id = p.scope_id
            and c.parent_place = p.place
            and c.is_rise = (p.weighed > 0)
            and c.size_rank = 1
    ),

    alarms as (
        select metric, window_days, level, scope_id, place
        from placed
        where is_judged_so and is_off
    ),

    walked as (
        select
            a.metric,
            a.window_days,
            a.level as from_level,
            coalesce(w3.child_level, w2.child_level, w1.child_level, a.level) as level,
            coalesce(w3.child_id, w2.child_id, w1.child_id, a.scope_id) as scope_id,
            coalesce(w3.child_place, w2.child_place, w1.child_place, a.place) as place
        from alarms as a
        left join
            ways as w1
            on w1.metric = a.metric
            and w1.window_days = a.window_days
            and w1.level = a.level
            and w1.scope_id = a.scope_id
            and w1.place = a.place
            and w1.child_share >= 0.6
        left join
            ways as w2
            on w2.metric = a.metric
            and w2.window_days = a.window_days
            and w2.level = w1.child_level
            and w2.scope_id = w1.child_id
            and w2.place = w1.child_place
            and w2.child_share >= 0.6
        left join
            ways as w3
            on w3.metric = a.metric
            and w3.window_days = a.window_days
            and w3.level = w2.child_level
            and w3.scope_id = w2.child_id
            and w3.place = w2.child_place
            and w3.child_share >= 0.6
    ),

    -- reached twice: its own alarm tells it best, and the highest start says how far up
    -- it is felt
    chosen_walks as (
        select
            w.*,
            row_number() over (
                partition by w.metric, w.level, w.scope_id, w.place
                order by
                    case when w.from_level = w.level then 0 else 1 end,
                    case
                        w.from_level
                        when 'company'
                        then 0
                        when 'region'
                        then 1
                        when 'rep'
                        then 2
                        else 3
                    end
            ) as turn,
            min(
                case
                    w.from_level
                    when 'company'
                    then 0
                    when 'region'
                    then 1
                    when 'rep'
                    then 2
                    else 3
                end
            ) over (partition by w.metric, w.level, w.scope_id, w.place) as top_level
        from walked as w
    ),

    spans as (
        select distinct window_days, back, from_on, to_on
        from warning_windows
        where back >= 0
    ),

    told as (
        select
            w.top_level,
            abs(coalesce(p.money, p.weighed)) as at_stake,
            p.*,
            y.child_level,
            y.child_id,
            y.child_share,
            case
                when p.weighed < 0
                then coalesce(p.inside_below, 13) - 1
                else coalesce(p.inside_above, 13) - 1
            end as outside_back,
            case
                when (p.metric = 'overdue') = (p.weighed > 0) then 'bad' else 'good'
            end as effect
        from chosen_walks as w
        inner join
            placed as p
            on p.metric = w.metric
            and p.window_days = w.window_days
            and p.level = w.level
            and p.scope_id = w.scope_id
            and p.place = w.place
        left join
            ways as y
            on y.metric = w.metric
            and y.window_days = w.window_days
            and y.level = w.level
            and y.scope_id = w.scope_id
            and y.place = w.place
        where w.turn = 1
    ),

    named as (
        select
            t.*,
            -- the customer, its rep and its region, as far as the node is below them
            case when t.level = 'customer' then t.scope_id end as customer_id,
            case
                t.level when 'customer' then t.parent_id when 'rep' then t.scope_id
            end as own_rep_id,
            case
                t.level
                when 'customer'
                then c.region
                when 'rep'
                then t.parent_id
                when 'region'
                then t.scope_id
            end as own_region,
            c.customer_name
        from told as t
        left join
            customer_directory as c
            on t.level = 'customer'
            and c.customer_id = t.scope_id
    ),

    looked_at as (
        select cast(coalesce(max(series_count), 0) as bigint) as series_count
        from warning_series
    )

select
    row_number() over (
        order by n.effect, n.at_stake desc, n.metric, n.level, n.scope_id, n.place
    ) as position,
    n.metric,
    n.level,
    nullif(n.scope_id, '') as scope_id,
    nullif(n.own_region, '') as region,
    nullif(n.own_rep_id, '') as rep_id,
    r.rep_name,
    n.customer_id,
    n.customer_name,
    case
        n.top_level
        when 0
        then 'company'
        when 1
        then 'region'
        when 2
        then 'rep'
        when 3
        then 'customer'
    end as from_level,
    n.window_days,
    f.from_on,
    case when n.metric = 'overdue' then o.to_on else o.from_on end as since_on,
    n.effect,
    n.value,
    n.usual,
    n.low,
    n.high,
    n.weighed as deviation,
    n.z,
    n.share,
    n.year_before_value,
    n.history_windows,
    n.child_level,
    nullif(n.child_id, '') as child_id,
    coalesce(cc.customer_name, cr.rep_name, nullif(n.child_id, '')) as child_name,
    n.child_share,
    n.value_0,
    n.value_1,
    n.value_2,
    n.value_3,
    n.value_4,
    n.value_5,
    n.value_6,
    n.value_7,
    n.value_8,
    n.value_9,
    n.value_10,
    n.value_11,
    n.value_12,
    l.series_count
from looked_at as l
left join named as n on n.level is not null
left join rep_names as r on r.rep_id = n.own_rep_id
left join
    customer_directory as cc
    on n.child_level = 'customer'
    and cc.customer_id = n.child_id
left join rep_names as cr on n.child_level = 'rep' and cr.rep_id = n.child_id
left join spans as f on f.window_days = n.window_days and f.back = 0
left join spans as o on o.window_days = n.window_days and o.back = n.outside_back
order by position, n.metric, n.level, n.scope_id, n.place
