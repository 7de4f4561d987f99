-- What each part of the health score weighs.
--
-- grain   one row per part
-- units   weight as in the settings; share 1 = 100 % of all weights
-- reads   settings
with
    weights as (
        select substr(name, 8) as part, number as weight
        from settings
        where name like 'weight%'
    ),

    whole as (select sum(weight) as whole_weight from weights)

select w.part, w.weight, w.weight / nullif(h.whole_weight, 0) as share
from weights as w
cross join whole as h
order by w.weight desc, w.part
