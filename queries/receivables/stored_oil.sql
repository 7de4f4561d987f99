-- Whose goods lie in our tanks: paid and not lifted, 客存油.
--
-- grain   one row per customer_id, product_id with paid tonnes that were not lifted, or
-- with paid lines that do not say what was lifted; first the most besides short
-- loads
-- units   tonnes; short_t the part of stored_t from lines that are lifted to 95 % or
-- more, mostly differences of weight; stored_amount CNY with tax, what was paid for
-- them; oldest_on besides short loads, if any; unknown_lines paid lines that do not say
-- what was lifted, in no sum
-- reads   stored_lines, chosen_customers, products
select
    s.customer_id,
    c.customer_name,
    c.region,
    c.rep_id,
    c.rep_name,
    s.product_id,
    coalesce(p.product_name, s.product_id) as product_name,
    p.family,
    cast(coalesce(sum(s.stored_t), 0) as decimal(18, 3)) as stored_t,
    cast(
        sum(
            case when s.lifted_t * 100 >= s.quantity_t * 95 then s.stored_t else 0 end
        ) as decimal(18, 3)
    ) as short_t,
    cast(coalesce(sum(s.stored_amount), 0) as decimal(18, 2)) as stored_amount,
    cast(
        sum(case when s.lifted_t is not null then 1 else 0 end) as bigint
    ) as line_count,
    coalesce(
        min(case when s.lifted_t * 100 < s.quantity_t * 95 then s.ordered_on end),
        min(case when s.lifted_t is not null then s.ordered_on end)
    ) as oldest_on,
    cast(sum(case when s.lifted_t is null then 1 else 0 end) as bigint) as unknown_lines
from stored_lines as s
inner join chosen_customers as c on c.customer_id = s.customer_id
left join products as p on p.product_id = s.product_id
group by
    s.customer_id,
    c.customer_name,
    c.region,
    c.rep_id,
    c.rep_name,
    s.product_id,
    p.product_name,
    p.family
order by
    coalesce(
        sum(case when s.lifted_t * 100 >= s.quantity_t * 95 then 0 else s.stored_t end),
        0
    ) desc,
    coalesce(sum(s.stored_t), 0) desc,
    s.customer_id,
    coalesce(s.product_id, '')
