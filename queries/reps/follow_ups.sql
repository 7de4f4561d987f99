-- What reps said they would do by when, and did: next follow-ups and the 1-15-30 marks.
--
-- A follow-up stands with the rep who promised it, whoever the customer belongs to now;
-- any later visit to that customer, or with that opportunity, makes it. A visit that
-- names neither has nobody to go back to. A mark stands with the rep of the
-- opportunity: a visit by day 1 of its cycle, another by day 15, a judgement by day 30.
--
-- grain   one row per kind (follow_up, day_1, day_15, day_30), key_id (the visit that
-- promised it, or the opportunity and the start of its cycle) due in the days asked for
-- units   days_late days from due_on to done_on, else to as_of; below 0 = before;
-- state kept, late (done after its day), waiting (its day is over), today, coming;
-- is_missed = late or waiting; done_on is empty while it was not done
-- reads   visits, opportunities, opportunity_cycles, customer_directory, rep_names
-- $as_of     date, the day the report speaks for
-- $from_on   date, first day due
-- $until_on  date?, last day due; null = as_of
-- $rep_id    text?, this rep's, and what others promised to the rep's customers
with
    talks as (
        select
            v.visit_id,
            v.rep_id,
            v.customer_id,
            v.opportunity_id,
            coalesce(v.customer_id, o.customer_id, v.opportunity_id) as subject,
            v.visited_at,
            cast(v.visited_at as date) as visited_on,
            v.next_step,
            v.next_follow_up_on
        from visits as v
        left join opportunities as o on o.opportunity_id = v.opportunity_id
        where v.visited_at < cast(cast($as_of as date) + 1 as timestamp)
    ),

    promised as (
        select *
        from talks
        where
            subject is not null
            and next_follow_up_on >= $from_on
            and next_follow_up_on <= coalesce($until_on, $as_of)
    ),

    made as (
        select p.visit_id, min(n.visited_on) as done_on
        from promised as p
        inner join talks as n on n.subject = p.subject and n.visited_at > p.visited_at
        group by p.visit_id
    ),

    steps_of_cycles as (
        select
            y.opportunity_id,
            y.started_on,
            t.visited_on,
            row_number() over (
                partition by y.opportunity_id, y.started_on
                order by t.visited_at, t.visit_id
            ) as place
        from opportunity_cycles as y
        inner join
            talks as t
            on t.opportunity_id = y.opportunity_id
            and t.visited_on >= y.started_on
    ),

    visited as (
        select
            opportunity_id,
            started_on,
            max(case when place = 1 then visited_on end) as first_on,
            max(case when place = 2 then visited_on end) as second_on
        from steps_of_cycles
        where place <= 2
        group by opportunity_id, started_on
    ),

    mark_days as (
        select kind, after_days
        from
            (values ('day_1', 1), ('day_15', 15), ('day_30', 30)) as t(kind, after_days)
    ),

    marks as (
        select
            m.kind,
            y.opportunity_id,
            y.customer_id,
            y.prospect_name,
            y.rep_id,
            y.started_on,
            y.started_on + m.after_days as due_on,
            case
                m.kind
                when 'day_1'
                then v.first_on
                when 'day_15'
                then v.second_on
                else y.judged_on
            end as done_on
        from opportunity_cycles as y
        cross join mark_days as m
        left join
            visited as v
            on v.opportunity_id = y.opportunity_id
            and v.started_on = y.started_on
        where
            y.started_on + m.after_days <= y.until_on
            or (m.kind = 'day_30' and y.judged_on is not null)
    ),

    due as (
        select
            'follow_up' as kind,
            p.visit_id as key_id,
            p.rep_id,
            coalesce(p.customer_id, o.customer_id) as customer_id,
            o.prospect_name,
            p.opportunity_id,
            p.visited_on as said_on,
            coalesce(p.next_step, o.next_step) as next_step,
            p.next_follow_up_on as due_on,
            m.done_on
        from promised as p
        left join opportunities as o on o.opportunity_id = p.opportunity_id
        left join made as m on m.visit_id = p.visit_id
        union all
        select
            k.kind,
            k.opportunity_id || '|' || cast(k.started_on as varchar) as key_id,
            k.rep_id,
            k.customer_id,
            k.prospect_name,
            k.opportunity_id,
            k.started_on as said_on,
            o.next_step,
            k.due_on,
            k.done_on
        from marks as k
        inner join opportunities as o on o.opportunity_id = k.opportunity_id
        where k.due_on >= $from_on and k.due_on <= coalesce($until_on, $as_of)
    )

select
    d.kind,
    d.key_id,
    d.rep_id,
    coalesce(r.rep_name, d.rep_id) as rep_name,
    c.rep_id as owner_rep_id,
    d.customer_id,
    coalesce(c.customer_name, d.customer_id, d.prospect_name) as subject_name,
    d.opportunity_id,
    d.said_on,
    d.next_step,
    d.due_on,
    d.done_on,
    case
        when d.done_on <= d.due_on
        then 'kept'
        when d.done_on is not null
        then 'late'
        when d.due_on < $as_of
        then 'waiting'
        when d.due_on = $as_of
        then 'today'
        else 'coming'
    end as state,
    coalesce(d.done_on, cast($as_of as date)) > d.due_on as is_missed,
    date_diff('day', d.due_on, coalesce(d.done_on, cast($as_of as date))) as days_late
from due as d
left join customer_directory as c on c.customer_id = d.customer_id
left join rep_names as r on r.rep_id = d.rep_id
where $rep_id is null or d.rep_id = $rep_id or c.rep_id = $rep_id
order by d.due_on, d.rep_id, d.kind, d.key_id
