-- What is under way at each customer: the action due next, the last step in a crisis,
-- what the newest visit left to do.
--
-- grain   one row per customer_id with an open action, a crisis step or a visit with
-- something left to do in 90 days
-- units   step_count notes of the kind crisis_step
-- reads   chosen_customers, actions, notes, visits, rep_names
-- $as_of     date, the day the report speaks for
-- $known_by  date?, what was decided or closed after this day did not happen yet
with
    open_actions as (
        select
            a.key as customer_id,
            a.decision,
            a.due_on,
            coalesce(r.rep_name, a.owner_rep_id) as owner_name,
            row_number() over (
                partition by a.key order by a.due_on, a.action_id
            ) as nearest
        from actions as a
        left join rep_names as r on r.rep_id = a.owner_rep_id
        where
            ($known_by is null or cast(a.created_at as date) <= $known_by)
            and (a.status = 'open' or cast(a.closed_at as date) > $known_by)
    ),

    crisis_steps as (
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
            and ($known_by is null or cast("at" as date) <= $known_by)
    ),

    left_to_do as (
        select
            customer_id,
            next_step,
            next_follow_up_on,
            row_number() over (
                partition by customer_id order by visited_at desc, visit_id desc
            ) as newest
        from visits
        where
            next_step is not null
            and cast(visited_at as date) <= $as_of
            and cast(visited_at as date) > $as_of - 90
    )

select
    c.customer_id,
    a.decision,
    a.due_on,
    a.owner_name,
    coalesce(s.step_count, 0) as step_count,
    s.text as last_step,
    s.done_by as last_step_by,
    s.done_on as last_step_on,
    v.next_step,
    v.next_follow_up_on
from chosen_customers as c
left join open_actions as a on a.customer_id = c.customer_id and a.nearest = 1
left join crisis_steps as s on s.customer_id = c.customer_id and s.newest = 1
left join left_to_do as v on v.customer_id = c.customer_id and v.newest = 1
where
    a.customer_id is not null or s.customer_id is not null or v.customer_id is not null
order by c.customer_id
