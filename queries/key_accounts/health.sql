-- How healthy each customer is, what the score is made of and where it loses points.
--
-- A reason is a list of name=value pairs separated by ; with numbers as text, such as
-- silent_days=14;usual_days=7.0 — a part that cannot be judged says missing=<why> and
-- has no points. An override of a person holds until its last day; the computed score
-- stays beside it.
--
-- grain   one row per customer_id that has ordered or is named as a key account
-- units   score and points 0–100; coverage 1 = 100 % of the weights; *_lost points of
-- the score; grade healthy, watch, warning, crisis, empty below the coverage of
-- the settings; days
-- reads   health_parts, health_scores, health_complaints, churn_signals,
-- chosen_customers, notes
-- $as_of  date, the day the report speaks for
with
    wide as (
        select
            customer_id,
            max(case when part = 'volume' then points end) as volume_points,
            max(case when part = 'volume' then reason end) as volume_reason,
            max(
                case when part = 'volume' then weight * (100 - points) end
            ) as volume_lost,
            max(case when part = 'rhythm' then points end) as rhythm_points,
            max(case when part = 'rhythm' then reason end) as rhythm_reason,
            max(
                case when part = 'rhythm' then weight * (100 - points) end
            ) as rhythm_lost,
            max(case when part = 'payment' then points end) as payment_points,
            max(case when part = 'payment' then reason end) as payment_reason,
            max(
                case when part = 'payment' then weight * (100 - points) end
            ) as payment_lost,
            max(case when part = 'complaints' then points end) as complaints_points,
            max(case when part = 'complaints' then reason end) as complaints_reason,
            max(
                case when part = 'complaints' then weight * (100 - points) end
            ) as complaints_lost,
            max(case when part = 'contacts' then points end) as contacts_points,
            max(case when part = 'contacts' then reason end) as contacts_reason,
            max(
                case when part = 'contacts' then weight * (100 - points) end
            ) as contacts_lost,
            max(case when part = 'satisfaction' then points end) as satisfaction_points,
            max(case when part = 'satisfaction' then reason end) as satisfaction_reason,
            max(
                case when part = 'satisfaction' then weight * (100 - points) end
            ) as satisfaction_lost,
            max(case when part = 'supply' then points end) as supply_points,
            max(case when part = 'supply' then reason end) as supply_reason,
            max(
                case when part = 'supply' then weight * (100 - points) end
            ) as supply_lost,
            max(case when part = 'wallet' then points end) as wallet_points,
            max(case when part = 'wallet' then reason end) as wallet_reason,
            max(
                case when part = 'wallet' then weight * (100 - points) end
            ) as wallet_lost,
            max(case when part = 'follow_up' then points end) as follow_up_points,
            max(case when part = 'follow_up' then reason end) as follow_up_reason,
            max(
                case when part = 'follow_up' then weight * (100 - points) end
            ) as follow_up_lost
        from health_parts
        group by customer_id
    ),

    overrides as (
        select
            key as customer_id,
            value,
            text,
            valid_until,
            "by",
            row_number() over (
                partition by key order by "at" desc, note_id desc
            ) as newest
        from notes
        where
            about = 'customer'
            and kind = 'override'
            and "at" < cast(cast($as_of as date) + 1 as timestamp)
            and valid_until >= $as_of
    )

select
    c.customer_id,
    c.customer_name,
    c.region,
    c.rep_id,
    c.rep_name,
    s.score,
    s.coverage,
    s.grade,
    p.volume_points,
    coalesce(p.volume_reason, 'missing=no_basis') as volume_reason,
    p.volume_lost / nullif(s.present_weight, 0) as volume_lost,
    p.rhythm_points,
    coalesce(p.rhythm_reason, 'missing=few_order_days') as rhythm_reason,
    p.rhythm_lost / nullif(s.present_weight, 0) as rhythm_lost,
    p.payment_points,
    coalesce(p.payment_reason, 'missing=no_items') as payment_reason,
    p.payment_lost / nullif(s.present_weight, 0) as payment_lost,
    p.complaints_points,
    coalesce(p.complaints_reason, 'missing=not_recorded') as complaints_reason,
    p.complaints_lost / nullif(s.present_weight, 0) as complaints_lost,
    p.contacts_points,
    coalesce(p.contacts_reason, 'missing=not_recorded') as contacts_reason,
    p.contacts_lost / nullif(s.present_weight, 0) as contacts_lost,
    p.satisfaction_points,
    coalesce(p.satisfaction_reason, 'missing=no_score') as satisfaction_reason,
    p.satisfaction_lost / nullif(s.present_weight, 0) as satisfaction_lost,
    p.supply_points,
    coalesce(p.supply_reason, 'missing=no_record') as supply_reason,
    p.supply_lost / nullif(s.present_weight, 0) as supply_lost,
    p.wallet_points,
    coalesce(p.wallet_reason, 'missing=no_demand') as wallet_reason,
    p.wallet_lost / nullif(s.present_weight, 0) as wallet_lost,
    p.follow_up_points,
    coalesce(p.follow_up_reason, 'missing=none_due') as follow_up_reason,
    p.follow_up_lost / nullif(s.present_weight, 0) as follow_up_lost,
    u.order_pattern,
    u.last_ordered_on,
    u.silence_days,
    u.rhythm_days,
    u.ratio,
    u.has_churn_signal,
    u.is_seasonal_pause,
    u.is_lost,
    coalesce(k.has_grave_complaint, false) as has_grave_complaint,
    u.has_churn_signal
    or coalesce(k.has_grave_complaint, false)
    or coalesce(s.grade = 'crisis', false) as is_crisis,
    o.value as override_value,
    o.text as override_text,
    o.valid_until as override_until,
    o."by" as override_by
from chosen_customers as c
inner join churn_signals as u on u.customer_id = c.customer_id
left join health_scores as s on s.customer_id = c.customer_id
left join wide as p on p.customer_id = c.customer_id
left join health_complaints as k on k.customer_id = c.customer_id
left join overrides as o on o.customer_id = c.customer_id and o.newest = 1
where c.first_ordered_on <= $as_of or c.is_named_key_account
order by s.score nulls last, c.customer_id
