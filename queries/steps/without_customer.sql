-- Whether the filter bar leaves what belongs to no customer.
--
-- A row of its own has no region, department or channel; whose rep it names is asked
-- beside.
--
-- grain   one row when it does, else none
-- units   none
-- $regions       text[]?, '' leaves it
-- $departments   text[]?, '' leaves it
-- $channels      text[]?, '' leaves it
-- $customer_ids  text[]?, leaves it out
select true as is_left
where
    $customer_ids is null
    and ($regions is null or list_contains(cast($regions as varchar[]), ''))
    and ($departments is null or list_contains(cast($departments as varchar[]), ''))
    and ($channels is null or list_contains(cast($channels as varchar[]), ''))
