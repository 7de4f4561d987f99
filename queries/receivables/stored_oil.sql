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
with
    stored as (
        select
            customer_id,
            product_id,
            coalesce(sum(stored_t), 0) as stored_t,
            coalesce(
                sum(case when lifted_t * 100 >= quantity_t * 95 then stored_t end), 0
            ) as short_t,
            coalesce(sum(stored_amount), 0) as stored_amount,
            sum(case when lifted_t is not null then 1 else 0 end) as line_count,
            min(
                case when lifted_t * 100 < quantity_t * 95 then ordered_on end
            ) as oldest_stored_on,
            min(case when lifted_t is not null then ordered_on end) as oldest_short_on,
            sum(case when lifted_t is null then 1 else 0 end) as unknown_lines
        from stored_lines
        group by customer_id, product_id
    )

select
    s.customer_id,
    c.customer_name,
    c.region,
    c.rep_id,
    c.rep_name,
    s.product_id,
    coalesce(p.product_name, s.product_id) as product_name,
    p.family,
    cast(s.stored_t as decimal(18, 3)) as stored_t,
    cast(s.short_t as decimal(18, 3)) as short_t,
    cast(s.stored_amount as decimal(18, 2)) as stored_amount,
    cast(s.line_count as bigint) as line_count,
    coalesce(s.oldest_stored_on, s.oldest_short_on) as oldest_on,
    cast(s.unknown_lines as bigint) as unknown_lines
from stored as s
inner join chosen_customers as c on c.customer_id = s.customer_id
left join products as p on p.product_id = s.product_id
order by
    s.stored_t - s.short_t desc,
    s.stored_t desc,
    s.customer_id,
    coalesce(s.product_id, '')
