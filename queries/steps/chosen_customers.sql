-- Customers that the filter bar leaves.
--
-- grain   one row per customer_id of customer_directory
-- units   none
-- reads   customer_directory
-- $regions       text[]?, null = every region, '' = without region
-- $departments   text[]?, null = every department, '' = without department
-- $rep_ids       text[]?, null = every rep, '' = without rep
-- $channels      text[]?, null = every channel, '' = without channel
-- $customer_ids  text[]?, null = every customer
select
    customer_id,
    customer_name,
    is_registered,
    region,
    rep_id,
    rep_name,
    department,
    channel,
    is_named_key_account,
    first_ordered_on,
    last_ordered_on
from customer_directory
where
    (
        $regions is null
        or list_contains(cast($regions as varchar[]), coalesce(region, ''))
    )
    and (
        $departments is null
        or list_contains(cast($departments as varchar[]), coalesce(department, ''))
    )
    and (
        $rep_ids is null
        or list_contains(cast($rep_ids as varchar[]), coalesce(rep_id, ''))
    )
    and (
        $channels is null
        or list_contains(cast($channels as varchar[]), coalesce(channel, ''))
    )
    and (
        $customer_ids is null
        or list_contains(cast($customer_ids as varchar[]), customer_id)
    )
