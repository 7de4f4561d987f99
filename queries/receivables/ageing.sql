-- Open receivables by customer and ageing bucket, as of one day.
--
-- grain   one row per customer_id, ageing_bucket with an open balance
-- units   open_amount CNY with tax; item_count open items
-- reads   aged_items, chosen_customers
select
    i.customer_id,
    c.customer_name,
    c.region,
    i.ageing_bucket,
    i.bucket_position,
    cast(sum(i.open_amount) as decimal(18, 2)) as open_amount,
    count(*) as item_count
from aged_items as i
inner join chosen_customers as c on c.customer_id = i.customer_id
group by i.customer_id, c.customer_name, c.region, i.ageing_bucket, i.bucket_position
order by i.customer_id, i.bucket_position
