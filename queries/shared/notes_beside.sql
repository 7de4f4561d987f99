-- What was written beside one thing: notes on it, and actions noted where it stood.
--
-- grain   one row per kind, note_id (of a note, or of an action)
-- units   none
-- reads   notes, actions
-- $about  text, customer, order, complaint, rep, region, number …
-- $key    text, which one
-- $page   text, the page whose actions are wanted
with
    written as (
        select
            note_id,
            kind,
            text,
            cast(null as varchar) as number_quoted,
            cast(null as varchar) as owner_rep_id,
            valid_until as due_on,
            cast(null as varchar) as status,
            "by" as written_by,
            "at" as written_at
        from notes
        where about = $about and key = $key
    ),

    decided as (
        select
            action_id as note_id,
            'action' as kind,
            decision as text,
            number_quoted,
            owner_rep_id,
            due_on,
            status,
            created_by as written_by,
            created_at as written_at
        from actions
        where page = $page and key = $key
    ),

    final as (
        select *
        from written
        union all
        select *
        from decided
    )

select
    note_id,
    kind,
    text,
    number_quoted,
    owner_rep_id,
    due_on,
    status,
    written_by,
    written_at
from final
order by written_at desc, kind, note_id
