-- Health, contacts: how recently each level of the customer was touched.
--
-- grain   one row per customer_id, when the company keeps contact levels at all
-- units   points 0–100; *_days days since the last contact, empty = never; reason
-- name=value pairs separated by ;
-- reads   visits, record_counts, chosen_customers
-- $as_of  date, the day the report speaks for
with
    touched as (
        select
            customer_id,
            date_diff(
                'day',
                max(
                    case when contact_level = 'senior' then cast(visited_at as date) end
                ),
                cast($as_of as date)
            ) as senior_days,
            date_diff(
                'day',
                max(
                    case when contact_level = 'middle' then cast(visited_at as date) end
                ),
                cast($as_of as date)
            ) as middle_days,
            date_diff(
                'day',
                max(
                    case
                        when contact_level = 'frontline' then cast(visited_at as date)
                    end
                ),
                cast($as_of as date)
            ) as frontline_days
        from visits
        where contact_level is not null and cast(visited_at as date) <= $as_of
        group by customer_id
    )

select
    c.customer_id,
    t.senior_days,
    t.middle_days,
    t.frontline_days,
    cast(
        case
            when t.senior_days <= 90
            then 100
            when t.senior_days <= 180
            then 50
            else 0
        end + case
            when t.middle_days <= 90 then 100 when t.middle_days <= 180 then 50 else 0
        end
        + case
            when t.frontline_days <= 90
            then 100
            when t.frontline_days <= 180
            then 50
            else 0
        end as double
    )
    / 3 as points,
    'senior_days='
    || coalesce(cast(t.senior_days as varchar), 'never')
    || ';middle_days='
    || coalesce(cast(t.middle_days as varchar), 'never')
    || ';frontline_days='
    || coalesce(cast(t.frontline_days as varchar), 'never') as reason
from chosen_customers as c
inner join record_counts as r on r.record_kind = 'visit_with_level' and r.row_count > 0
left join touched as t on t.customer_id = c.customer_id
