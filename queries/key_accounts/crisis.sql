-- Customers in crisis, why, and what was done about it.
--
-- grain   one row per customer_id with a churn signal, a late open urgent or major
-- complaint, or the grade crisis
-- units   score 0–100; days; step_count notes of the kind crisis_step
-- reads   chosen_customers, churn_signals, health_scores, health_complaints, notes
-- $as_of  date, the day the report speaks for
with
    steps as (
        select
            key as customer_id,
            text,
            "by" as done_by,
            cast("at" as date) as done_on,
            count(*) over (partition by key) as step_count,
            row_number() over (
                partition by key order by "at" desc, note_id desc
            ) as newest
        from notes
        where
            about = 'customer'
            and kind = 'crisis_step'
            and "at" < cast(cast($as_of as date) + 1 as timestamp)
    )

select
    c.customer_id,
    c.customer_name,
    c.region,
    c.rep_id,
    c.rep_name,
    s.score,
    s.grade,
    u.is_silent,
    u.has_volume_drop,
    u.has_churn_signal,
    coalesce(k.has_grave_complaint, false) as has_grave_complaint,
    coalesce(s.grade = 'crisis', false) as has_crisis_grade,
    u.last_ordered_on,
    u.silence_days,
    u.rhythm_days,
    u.ratio,
    u.is_lost,
    coalesce(t.step_count, 0) as step_count,
    t.text as last_step,
    t.done_by as last_step_by,
    t.done_on as last_step_on
from chosen_customers as c
inner join churn_signals as u on u.customer_id = c.customer_id
left join health_scores as s on s.customer_id = c.customer_id
left join health_complaints as k on k.customer_id = c.customer_id
left join steps as t on t.customer_id = c.customer_id and t.newest = 1
where
    (c.first_ordered_on <= $as_of or c.is_named_key_account)
    and (
        u.has_churn_signal
        or coalesce(k.has_grave_complaint, false)
        or coalesce(s.grade = 'crisis', false)
    )
order by s.score nulls last, c.customer_id
