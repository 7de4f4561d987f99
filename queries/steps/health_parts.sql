-- The parts of the health score that exist, with their weights.
--
-- A reason is a list of name=value pairs separated by ; that a page turns into words.
--
-- grain   one row per customer_id, part that can be judged
-- units   points 0–100; weight as in the settings
-- reads   health_volume, customer_rhythm, health_payment, health_complaints,
-- health_contacts, health_satisfaction, health_supply, health_wallet,
-- health_follow_up, settings
with
    parts as (
        select customer_id, 'volume' as part, points, reason
        from health_volume
        union all
        select
            customer_id,
            'rhythm' as part,
            100 * least(greatest((3 - ratio) / 2, 0), 1) as points,
            'silent_days='
            || cast(silence_days as varchar)
            || ';usual_days='
            || cast(cast(rhythm_days as decimal(9, 1)) as varchar) as reason
        from customer_rhythm
        where order_day_count >= 4
        union all
        select customer_id, 'payment' as part, points, reason
        from health_payment
        union all
        select customer_id, 'complaints' as part, points, reason
        from health_complaints
        union all
        select customer_id, 'contacts' as part, points, reason
        from health_contacts
        union all
        select customer_id, 'satisfaction' as part, points, reason
        from health_satisfaction
        union all
        select customer_id, 'supply' as part, points, reason
        from health_supply
        union all
        select customer_id, 'wallet' as part, points, reason
        from health_wallet
        union all
        select customer_id, 'follow_up' as part, points, reason
        from health_follow_up
    )

select p.customer_id, p.part, s.number as weight, p.points, p.reason
from parts as p
inner join settings as s on s.name = 'weight_' || p.part
