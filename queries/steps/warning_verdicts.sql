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
            node_no,
            back,
            is_own,
            value,
            case when is_linear then value else sqrt(greatest(value, 0)) end as root
        from warning_series
    ),

    middles as (
        select
            node_no,
            count(case when is_own then root end) as history_windows,
            percentile_cont(0.5) within group (
                order by case when is_own then root end
            ) as own_middle,
            percentile_cont(0.5) within group (order by root) as any_middle
        from measured
        where back > 0
        group by node_no
    ),

    centred as (
        select
            s.node_no,
            s.back,
            s.is_own,
            s.value,
            m.history_windows,
            case
                when m.history_windows >= 8 then m.own_middle else m.any_middle
            end as middle,
            s.root - case
                when m.history_windows >= 8 then m.own_middle else m.any_middle
            end as offset_root
        from measured as s
        inner join middles as m on m.node_no = s.node_no
    ),

    nodes_looked_at as (
        select
            node_no,
            metric,
            level,
            scope_id,
            place,
            window_days,
            is_linear,
            company_usual,
            max(case when back = 0 then weight end) as weight
        from warning_series
        group by
            node_no,
            metric,
            level,
            scope_id,
            place,
            window_days,
            is_linear,
            company_usual
    ),

    spreads as (
        select
            c.node_no,
            max(c.history_windows) as history_windows,
            max(c.middle) as middle,
            percentile_cont(0.5) within group (
                order by
                    case
                        when c.back > 0 and (c.is_own or c.history_windows < 8)
                        then abs(c.offset_root)
                    end
            ) as median_offset
        from centred as c
        group by c.node_no
    ),

    widths as (
        select
            n.*,
            s.history_windows,
            s.middle,
            greatest(
                1.4826 * s.median_offset,
                case when n.is_linear then 0.05 else 0.03 end * abs(s.middle)
            ) as spread
        from nodes_looked_at as n
        inner join spreads as s on s.node_no = n.node_no
    ),

    window_values as (
        select
            c.node_no,
            max(
                case when c.back = -1 and c.is_own then c.value end
            ) as year_before_value,
            max(case when c.back = 0 then c.offset_root end) as offset_root,
            min(
                case when c.back > 0 and c.offset_root >= -3 * w.spread then c.back end
            ) as inside_below,
            min(
                case when c.back > 0 and c.offset_root <= 3 * w.spread then c.back end
            ) as inside_above,
            max(case when c.back = 0 then c.value end) as value_0,
            max(case when c.back = 1 then c.value end) as value_1,
            max(case when c.back = 2 then c.value end) as value_2,
            max(case when c.back = 3 then c.value end) as value_3,
            max(case when c.back = 4 then c.value end) as value_4,
            max(case when c.back = 5 then c.value end) as value_5,
            max(case when c.back = 6 then c.value end) as value_6,
            max(case when c.back = 7 then c.value end) as value_7,
            max(case when c.back = 8 then c.value end) as value_8,
            max(case when c.back = 9 then c.value end) as value_9,
            max(case when c.back = 10 then c.value end) as value_10,
            max(case when c.back = 11 then c.value end) as value_11,
            max(case when c.back = 12 then c.value end) as value_12
        from centred as c
        inner join widths as w on w.node_no = c.node_no
        group by c.node_no
    ),

    ranged as (
        select
            w.*,
            v.year_before_value,
            v.inside_below,
            v.inside_above,
            v.value_0,
            v.value_1,
            v.value_2,
            v.value_3,
            v.value_4,
            v.value_5,
            v.value_6,
            v.value_7,
            v.value_8,
            v.value_9,
            v.value_10,
            v.value_11,
            v.value_12,
            v.offset_root / nullif(w.spread, 0) as z,
            case when w.is_linear then w.middle else w.middle * w.middle end as usual,
            w.middle - 3 * w.spread as low_root,
            w.middle + 3 * w.spread as high_root
        from widths as w
        inner join window_values as v on v.node_no = w.node_no
        where v.value_0 is not null
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
