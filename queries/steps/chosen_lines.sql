-- Rows of invoice_lines that the filter bar leaves.
--
-- grain   one row per row of invoice_lines
-- units   as in invoice_lines
-- reads   invoice_lines
-- $regions       text[]?, null = every region, '' = without region
-- $departments   text[]?, null = every department, '' = without department
-- $rep_ids       text[]?, null = every rep, '' = without rep
-- $channels      text[]?, null = every channel, '' = without channel
-- $families      text[]?, null = every product family, '' = not registered
-- $customer_ids  text[]?, null = every customer
select *
from invoice_lines
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
