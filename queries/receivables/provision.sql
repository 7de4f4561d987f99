-- What to provide for bad debts: amount, rate and provision by region and age.
--
-- By the buckets and rates of the settings, whatever edges are asked for; item by item,
-- to the cent. The provision is that of the managed view: ask it for that view.
--
-- grain   one row per region and ageing bucket with an open balance
-- units   open_amount, provision_amount CNY with tax; provision_rate 1 = 100 %
-- reads   aged_items, ageing_edges, chosen_customers
select
    c.region,
    e.position as bucket_position,
    e.ageing_bucket,
    e.provision_rate,
    cast(sum(i.open_amount) as decimal(18, 2)) as open_amount,
    cast(sum(i.provision_amount) as decimal(18, 2)) as provision_amount,
    count(*) as item_count
from aged_items as i
inner join chosen_customers as c on c.customer_id = i.customer_id
inner join ageing_edges as e on e.position = i.settings_position
group by c.region, e.position, e.ageing_bucket, e.provision_rate
order by coalesce(c.region, ''), e.position
