-- New outlets by the day they count, with the days on which that was gained or lost.
--
-- A customer counts on the day its net tonnes reach the minimum, within the days of the
-- settings after its first order, for as long as they stay there: as of one day, sum
-- the rows with counts_from up to that day. A code that is not in the customer file,
-- often a mistyped one, is no outlet until it is registered.
--
-- grain   one row per customer_id and day on which the minimum was reached or lost
-- units   new_outlets +1 reached, −1 lost again
-- reads   invoice_lines, customers, settings
with
    limits as (
        select
            max(case when name = 'new_outlet_min_t' then number end) as min_t,
            max(case when name = 'new_outlet_days' then number end) as days
        from settings
    ),

    order_days as (
        select l.customer_id, l.ordered_on as day, sum(l.quantity_t) as quantity_t
        from invoice_lines as l
        inner join customers as c on c.customer_id = l.customer_id
        group by l.customer_id, l.ordered_on
    ),

    running as (
        select
            o.customer_id,
            o.day,
            sum(o.quantity_t) over (
                partition by o.customer_id
                order by o.day
                rows between unbounded preceding and current row
            )
            >= l.min_t as is_reached,
            min(o.day) over (partition by o.customer_id) as first_ordered_on,
            l.days
        from order_days as o
        cross join limits as l
    ),

    changes as (
        select
            customer_id,
            day,
            first_ordered_on,
            days,
            is_reached,
            lag(is_reached, 1, false) over (
                partition by customer_id order by day
            ) as was_reached,
            min(case when is_reached then day end) over (
                partition by customer_id
            ) as reached_on
        from running
    ),

    first_lines as (
        select
            customer_id,
            rep_id,
            region,
            department,
            channel,
            row_number() over (
                partition by customer_id order by ordered_on, order_id, line_no
            ) as position
        from invoice_lines
        where customer_id is not null
    )

select
    c.reached_on as day,
    c.day as counts_from,
    c.customer_id,
    f.rep_id,
    f.region,
    f.department,
    f.channel,
    case when c.is_reached then 1 else -1 end as new_outlets
from changes as c
inner join first_lines as f on f.customer_id = c.customer_id and f.position = 1
where
    c.is_reached <> c.was_reached
    and c.reached_on <= c.first_ordered_on + cast(c.days as integer)
order by c.reached_on, c.customer_id, c.day
