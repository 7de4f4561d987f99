-- Health, volume: tonnes of 90 days against the half year before and last year.
--
-- grain   one row per customer_id with a positive basis
-- units   points 0–100; tonnes; reason name=value pairs separated by ;
-- reads   customer_days, chosen_customers
-- $as_of  date, the day the report speaks for
with
    -- the same 90 days a year ago end on the same date a year ago
    spans as (
        select
            cast(cast($as_of as date) - interval 12 month as date) as year_ago,
            cast($as_of as date) as today
    ),

    weighed as (
        select
            d.customer_id,
            sum(
                case when d.day > s.today - 90 then d.quantity_t else 0 end
            ) as volume_t,
            cast(
                sum(
                    case
                        when d.day <= s.today - 90 and d.day > s.today - 270
                        then d.quantity_t
                        else 0
                    end
                ) as double
            )
            / 2 as own_t,
            sum(
                case
                    when d.day <= s.year_ago and d.day > s.year_ago - 90
                    then d.quantity_t
                    else 0
                end
            ) as last_year_t
        from customer_days as d
        inner join chosen_customers as c on c.customer_id = d.customer_id
        cross join spans as s
        where d.day <= s.today and d.day > s.year_ago - 90
        group by d.customer_id
    ),

    compared as (
        select
            customer_id,
            volume_t,
            own_t,
            last_year_t,
            case
                when own_t > 0
                then least(greatest((volume_t / nullif(own_t, 0) - 0.5) / 0.5, 0), 1)
            end as own_part,
            case
                when last_year_t > 0
                then
                    least(
                        greatest(
                            (
                                cast(volume_t as double)
                                / nullif(cast(last_year_t as double), 0)
                                - 0.5
                            )
                            / 0.5,
                            0
                        ),
                        1
                    )
            end as last_year_part
        from weighed
    )

select
    customer_id,
    volume_t,
    own_t,
    last_year_t,
    100
    * (coalesce(own_part, 0) + coalesce(last_year_part, 0))
    / nullif(
        case when own_part is null then 0 else 1 end
        + case when last_year_part is null then 0 else 1 end,
        0
    ) as points,
    'tonnes='
    || cast(cast(volume_t as decimal(18, 1)) as varchar)
    || ';own='
    || cast(cast(own_t as decimal(18, 1)) as varchar)
    || ';last_year='
    || cast(cast(last_year_t as decimal(18, 1)) as varchar) as reason
from compared
where own_part is not null or last_year_part is not null
