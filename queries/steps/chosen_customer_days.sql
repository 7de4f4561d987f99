-- Rows of customer_days that the filter bar leaves.
--
-- grain   one row per row of customer_days
-- units   as in customer_days
-- reads   customer_days
-- $regions       text[]?, null = every region, '' = without region
-- $departments   text[]?, null = every department, '' = without department
-- $rep_ids       text[]?, null = every rep, '' = without rep
-- $channels      text[]?, null = every channel, '' = without channel
-- $families      text[]?, null = every product family, '' = not registered
-- $customer_ids  text[]?, null = every customer
select *
from customer_days
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
        $families is null
        or list_contains(cast($families as varchar[]), coalesce(family, ''))
    )
    and (
        $customer_ids is null
        or list_contains(cast($customer_ids as varchar[]), customer_id)
    )
