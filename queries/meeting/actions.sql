-- What was decided in meetings and is not done, and what was done since the last one.
--
-- Whoever looks at the newest day sees what was decided since; whoever looks back gives
-- known_by.
--
-- grain   one row per action_id that is open or was closed after since_on
-- units   days_late days past the due day, negative = days left, empty when closed;
-- is_new = decided after since_on; key_name the customer, rep or key it is about
-- reads   actions, customer_directory, rep_names
-- $as_of     date, the day the report speaks for
-- $since_on  date, the day that changes are counted from
-- $known_by  date?, what was decided or closed after this day did not happen yet
with
    judged as (
        select
            *,
            case
                when status = 'open' or cast(closed_at as date) > $known_by
                then 'open'
                else status
            end as status_then
        from actions
        where $known_by is null or cast(created_at as date) <= $known_by
    )

select
    a.action_id,
    a.meeting_on,
    a.page,
    a.key,
    coalesce(c.customer_name, k.rep_name, a.key) as key_name,
    c.customer_id,
    a.number_quoted,
    a.decision,
    a.owner_rep_id,
    coalesce(r.rep_name, a.owner_rep_id) as owner_name,
    a.due_on,
    a.status_then as status,
    case
        when a.status_then = 'open'
        then date_diff('day', a.due_on, cast($as_of as date))
    end as days_late,
    cast(a.created_at as date) > $since_on as is_new
from judged as a
left join customer_directory as c on c.customer_id = a.key
left join rep_names as k on k.rep_id = a.key
left join rep_names as r on r.rep_id = a.owner_rep_id
where a.status_then = 'open' or cast(a.closed_at as date) > $since_on
order by case when a.status_then = 'open' then 0 else 1 end, a.due_on, a.action_id
