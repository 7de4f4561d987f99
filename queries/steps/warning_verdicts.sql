-- How far each node is from its usual range in the window up to the day.
--
-- The range is robust: median and median deviation of the windows before, of square
-- roots for what is counted, of the values themselves for overdue and profit per tonne.
-- A node too young to be judged counts with nothing for the time before it was there.
--
-- grain   one row per metric, level, scope_id, place, window_days
-- units   value, usual, low, high CNY, tonnes, CNY per tonne; weighed (value - usual)
-- in CNY or tonnes, share of what the company usually has; z robust standard
-- deviations; inside_below, inside_above how many windows back it was last not below,
-- not above its range; value_0 ... value_12 the windows, the newest first
-- reads   warning_series
with
    measured as (
        select
            *, case when is_linear then value else sqrt(greatest(value, 0)) end as root
        from warning_series
    ),

    middles as (
        select
            metric,
            level,
            scope_id,
            place,
            window_days,
            count(case when is_own then root end) as history_windows,
            percentile_cont(0.5) within group (
                order by case when is_own then root end
            ) as own_middle,
            percentile_cont(0.5) within group (order by root) as middle
        from measured
        where back > 0
        group by metric, level, scope_id, place, window_days
    ),

    centred as (
        select
            s.metric,
            s.level,
            s.scope_id,
            s.place,
            s.window_days,
            s.back,
            s.from_on,
            s.to_on,
            s.is_linear,
            s.company_usual,
            s.value,
            s.weight,
            s.root,
            s.is_own,
            m.history_windows,
            case
                when m.history_windows >= 8 then m.own_middle else m.middle
            end as middle
        from measured as s
        inner join
            middles as m
            on m.metric = s.metric
            and m.level = s.level
            and m.scope_id = s.scope_id
            and m.place = s.place
            and m.window_days = s.window_days
    ),

    spreads as (
        select
            metric,
            level,
            scope_id,
            place,
            window_days,
            1.4826 * percentile_cont(0.5) within group (
                order by
                    case
                        when back > 0 and (is_own or history_windows < 8)
                        then abs(root - middle)
                    end
            ) as spread
        from centred
        group by metric, level, scope_id, place, window_days
    ),

    scored as (
        select
            c.*,
            greatest(
                s.spread, case when c.is_linear then 0.05 else 0.03 end * abs(c.middle)
            ) as spread,
            (c.root - c.middle) / nullif(
                greatest(
                    s.spread,
                    case when c.is_linear then 0.05 else 0.03 end * abs(c.middle)
                ),
                0
            ) as z
        from centred as c
        inner join
            spreads as s
            on s.metric = c.metric
            and s.level = c.level
            and s.scope_id = c.scope_id
            and s.place = c.place
            and s.window_days = c.window_days
    ),

    one_each as (
        select
            metric,
            level,
            scope_id,
            place,
            window_days,
            is_linear,
            history_windows,
            max(company_usual) as company_usual,
            max(middle) as middle,
            max(spread) as spread,
            max(case when back = 0 then z end) as z,
            max(case when back = 0 then weight end) as weight,
            max(case when back = -1 and is_own then value end) as year_before_value,
            min(case when back > 0 and not z <= -3 then back end) as inside_below,
            min(case when back > 0 and not z >= 3 then back end) as inside_above,
            max(case when back = 0 then value end) as value_0,
            max(case when back = 1 then value end) as value_1,
            max(case when back = 2 then value end) as value_2,
            max(case when back = 3 then value end) as value_3,
            max(case when back = 4 then value end) as value_4,
            max(case when back = 5 then value end) as value_5,
            max(case when back = 6 then value end) as value_6,
            max(case when back = 7 then value end) as value_7,
            max(case when back = 8 then value end) as value_8,
            max(case when back = 9 then value end) as value_9,
            max(case when back = 10 then value end) as value_10,
            max(case when back = 11 then value end) as value_11,
            max(case when back = 12 then value end) as value_12
        from scored
        group by metric, level, scope_id, place, window_days, is_linear, history_windows
    ),

    ranged as (
        select
            *,
            case when is_linear then middle else middle * middle end as usual,
            middle - 3 * spread as low_root,
            middle + 3 * spread as high_root
        from one_each
        where value_0 is not null
    )

select
    *,
    value_0 as value,
    (value_0 - usual) * weight as weighed,
    (value_0 - usual) * weight / nullif(company_usual, 0) as share,
    case
        when metric = 'profit_per_t'
        then low_root
        when is_linear
        then greatest(low_root, 0)
        else greatest(low_root, 0) * greatest(low_root, 0)
    end as low,
    case when is_linear then high_root else high_root * high_root end as high
from ranged
