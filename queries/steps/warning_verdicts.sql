-- How far each node is from its usual range in the window up to the day.
--
-- The range is robust: median and median deviation of the windows before, of square
-- roots for what is counted, of the values themselves for overdue and profit per tonne.
-- A node too young to be judged counts with nothing for the time before it was there.
--
-- grain   one row per node_no: metric, level, scope_id, place, window_days
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
            node_no,
            count(case when is_own then root end) as history_windows,
            case
                when count(case when is_own then root end) >= 8
                then
                    percentile_cont(0.5) within group (
                        order by case when is_own then root end
                    )
                else percentile_cont(0.5) within group (order by root)
            end as middle
        from measured
        where back > 0
        group by node_no
    ),

    centred as (
        select s.*, m.history_windows, m.middle, s.root - m.middle as offset_root
        from measured as s
        inner join middles as m on m.node_no = s.node_no
    ),

    -- the windows of a node side by side
    one_each as (
        select
            node_no,
            metric,
            level,
            scope_id,
            place,
            window_days,
            is_linear,
            company_usual,
            series_count,
            history_windows,
            middle,
            1.4826 * percentile_cont(0.5) within group (
                order by
                    case
                        when back > 0 and (is_own or history_windows < 8)
                        then abs(offset_root)
                    end
            ) as median_offset,
            max(case when back = 0 then weight end) as weight,
            max(case when back = -1 and is_own then value end) as year_before_value,
            max(case when back = 0 then offset_root end) as offset_0,
            max(case when back = 1 then offset_root end) as offset_1,
            max(case when back = 2 then offset_root end) as offset_2,
            max(case when back = 3 then offset_root end) as offset_3,
            max(case when back = 4 then offset_root end) as offset_4,
            max(case when back = 5 then offset_root end) as offset_5,
            max(case when back = 6 then offset_root end) as offset_6,
            max(case when back = 7 then offset_root end) as offset_7,
            max(case when back = 8 then offset_root end) as offset_8,
            max(case when back = 9 then offset_root end) as offset_9,
            max(case when back = 10 then offset_root end) as offset_10,
            max(case when back = 11 then offset_root end) as offset_11,
            max(case when back = 12 then offset_root end) as offset_12,
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
        from centred
        group by
            node_no,
            metric,
            level,
            scope_id,
            place,
            window_days,
            is_linear,
            company_usual,
            series_count,
            history_windows,
            middle
    ),

    widths as (
        select
            *,
            greatest(
                median_offset, case when is_linear then 0.05 else 0.03 end * abs(middle)
            ) as spread
        from one_each
        where value_0 is not null
    ),

    ranged as (
        select
            *,
            case
                when offset_1 >= -3 * spread
                then 1
                when offset_2 >= -3 * spread
                then 2
                when offset_3 >= -3 * spread
                then 3
                when offset_4 >= -3 * spread
                then 4
                when offset_5 >= -3 * spread
                then 5
                when offset_6 >= -3 * spread
                then 6
                when offset_7 >= -3 * spread
                then 7
                when offset_8 >= -3 * spread
                then 8
                when offset_9 >= -3 * spread
                then 9
                when offset_10 >= -3 * spread
                then 10
                when offset_11 >= -3 * spread
                then 11
                when offset_12 >= -3 * spread
                then 12
            end as inside_below,
            case
                when offset_1 <= 3 * spread
                then 1
                when offset_2 <= 3 * spread
                then 2
                when offset_3 <= 3 * spread
                then 3
                when offset_4 <= 3 * spread
                then 4
                when offset_5 <= 3 * spread
                then 5
                when offset_6 <= 3 * spread
                then 6
                when offset_7 <= 3 * spread
                then 7
                when offset_8 <= 3 * spread
                then 8
                when offset_9 <= 3 * spread
                then 9
                when offset_10 <= 3 * spread
                then 10
                when offset_11 <= 3 * spread
                then 11
                when offset_12 <= 3 * spread
                then 12
            end as inside_above,
            offset_0 / nullif(spread, 0) as z,
            case when is_linear then middle else middle * middle end as usual,
            middle - 3 * spread as low_root,
            middle + 3 * spread as high_root
        from widths
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
