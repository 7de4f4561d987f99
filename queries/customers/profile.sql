-- Who a customer is, in one line: master data, sales, what is open.
--
-- grain   one row per customer_id
-- units   amounts CNY, net_amount without and open_amount with tax; quantity_t tonnes;
-- 12 months up to as_of, *_before the 12 months before those; gross_profit_amount empty
-- where no line tells its cost, net_with_cost_amount the net of the lines that do
-- reads   chosen_customers, customers, customer_days, open_items, judged_complaints
-- $as_of  date, the day the report speaks for
with
    sold as (
        select
            customer_id,
            sum(
                case
                    when day > cast(cast($as_of as date) - interval 12 month as date)
                    then net_amount
                end
            ) as net_amount,
            sum(
                case
                    when day > cast(cast($as_of as date) - interval 12 month as date)
                    then quantity_t
                end
            ) as quantity_t,
            sum(
                case
                    when day > cast(cast($as_of as date) - interval 12 month as date)
                    then gross_profit_amount
                end
            ) as gross_profit_amount,
            sum(
                case
                    when day > cast(cast($as_of as date) - interval 12 month as date)
                    then net_with_cost_amount
                end
            ) as net_with_cost_amount,
            max(
                case
                    when day > cast(cast($as_of as date) - interval 12 month as date)
                    then abs(net_with_cost_amount) + abs(gross_profit_amount)
                end
            ) as told,
            sum(
                case
                    when day <= cast(cast($as_of as date) - interval 12 month as date)
                    then net_amount
                end
            ) as net_amount_before,
            sum(
                case
                    when day <= cast(cast($as_of as date) - interval 12 month as date)
                    then quantity_t
                end
            ) as quantity_t_before
        from customer_days
        where
            day <= $as_of
            and day > cast(cast($as_of as date) - interval 24 month as date)
        group by customer_id
    ),

    owed as (
        select
            customer_id,
            sum(managed_amount) as open_amount,
            sum(
                case when due_on < $as_of then managed_amount else 0 end
            ) as overdue_amount
        from open_items
        group by customer_id
    ),

    complained as (
        select customer_id, count(*) as open_complaint_count
        from judged_complaints
        where judged_on = $as_of and state <> 'closed'
        group by customer_id
    )

select
    c.customer_id,
    c.customer_name,
    c.is_registered,
    c.region,
    c.rep_id,
    c.rep_name,
    c.department,
    c.channel,
    c.is_named_key_account,
    m.city,
    m.industry,
    m.relationship,
    m.credit_limit_amount,
    m.credit_days,
    m.credit_terms,
    m.credit_rating,
    m.annual_demand_t,
    m.address,
    m.contact_name,
    m.contact_phone,
    m.main_products,
    m.operating_status,
    m.notes,
    m.opened_on,
    case
        when c.first_ordered_on <= $as_of then c.first_ordered_on
    end as first_ordered_on,
    cast(coalesce(s.net_amount, 0) as decimal(18, 2)) as net_amount,
    cast(coalesce(s.net_amount_before, 0) as decimal(18, 2)) as net_amount_before,
    cast(coalesce(s.quantity_t, 0) as decimal(18, 3)) as quantity_t,
    cast(coalesce(s.quantity_t_before, 0) as decimal(18, 3)) as quantity_t_before,
    cast(
        case when s.told > 0 then s.gross_profit_amount end as decimal(18, 2)
    ) as gross_profit_amount,
    cast(coalesce(s.net_with_cost_amount, 0) as decimal(18, 2)) as net_with_cost_amount,
    cast(coalesce(o.open_amount, 0) as decimal(18, 2)) as open_amount,
    cast(coalesce(o.overdue_amount, 0) as decimal(18, 2)) as overdue_amount,
    coalesce(k.open_complaint_count, 0) as open_complaint_count
from chosen_customers as c
left join customers as m on m.customer_id = c.customer_id
left join sold as s on s.customer_id = c.customer_id
left join owed as o on o.customer_id = c.customer_id
left join complained as k on k.customer_id = c.customer_id
order by c.customer_id
