-- Customers that the filter bar leaves, by their place in the tree of targets.
--
-- A target climbs from the customer to its rep and on to the region of that rep; so a
-- region holds the customers of its reps, wherever they are.
--
-- grain   one row per customer_id of customer_directory
-- units   none; rep_id, region '' = unassigned
-- reads   customer_directory, reps
-- $regions       text[]?, null = every region, '' = without region
-- $departments   text[]?, null = every department, '' = without department
-- $rep_ids       text[]?, null = every rep, '' = without rep
-- $channels      text[]?, null = every channel, '' = without channel
-- $customer_ids  text[]?, null = every customer
with
    placed as (
        select
            c.customer_id,
            c.department,
            c.channel,
            coalesce(c.rep_id, '') as rep_id,
            coalesce(r.region, c.region, '') as region
        from customer_directory as c
        left join reps as r on r.rep_id = c.rep_id
    )

select customer_id, rep_id, region
from placed
where
    ($regions is null or list_contains(cast($regions as varchar[]), region))
    and (
        $departments is null
        or list_contains(cast($departments as varchar[]), coalesce(department, ''))
    )
    and ($rep_ids is null or list_contains(cast($rep_ids as varchar[]), rep_id))
    and (
        $channels is null
        or list_contains(cast($channels as varchar[]), coalesce(channel, ''))
    )
    and (
        $customer_ids is null
        or list_contains(cast($customer_ids as varchar[]), customer_id)
    )
