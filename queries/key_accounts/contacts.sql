-- Whom we know at a customer, level by level, and when we last spoke.
--
-- grain   one row per customer_id, level (senior, middle, frontline)
-- units   contact_count active persons on record; days_since days since the last visit
-- or call with that level, empty = never
-- reads   chosen_customers, contacts, visits
-- $as_of  date, the day the report speaks for
with
    levels as (
        select 'senior' as level, 1 as position
        union all
        select 'middle' as level, 2 as position
        union all
        select 'frontline' as level, 3 as position
    ),

    known as (
        select customer_id, level, count(*) as contact_count
        from contacts
        where coalesce(is_active, true)
        group by customer_id, level
    ),

    touched as (
        select
            customer_id,
            contact_level as level,
            max(cast(visited_at as date)) as last_contact_on
        from visits
        where contact_level is not null and cast(visited_at as date) <= $as_of
        group by customer_id, contact_level
    )

select
    c.customer_id,
    c.customer_name,
    c.rep_id,
    c.rep_name,
    l.level,
    coalesce(k.contact_count, 0) as contact_count,
    t.last_contact_on,
    date_diff('day', t.last_contact_on, cast($as_of as date)) as days_since
from chosen_customers as c
cross join levels as l
left join known as k on k.customer_id = c.customer_id and k.level = l.level
left join touched as t on t.customer_id = c.customer_id and t.level = l.level
where c.first_ordered_on <= $as_of or c.is_named_key_account
order by c.customer_id, l.position
