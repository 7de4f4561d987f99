-- Which cards of new customers are incomplete, and which fields are missing.
--
-- New: the first order, or the opening of the account, is at most 180 days ago. A
-- customer who is not registered has no card yet: every field is missing.
--
-- grain   one row per new customer_id, the emptiest card first
-- units   filled_count of field_count fields; completeness 1 = 100 %, adds up as
-- Σ filled ÷ Σ fields; missing field names, each followed by ;
-- reads   customer_directory, customers, rep_names
-- $as_of   date, the day the report speaks for
-- $rep_id  text?, whose customers; '' = without rep
with
    newcomers as (
        select
            d.customer_id,
            d.customer_name,
            d.is_registered,
            d.region,
            d.rep_id,
            case
                when
                    d.first_ordered_on <= $as_of
                    and date_diff('day', d.first_ordered_on, $as_of) <= 180
                then d.first_ordered_on
            end as first_ordered_on,
            case
                when
                    c.opened_on <= $as_of
                    and date_diff('day', c.opened_on, $as_of) <= 180
                then c.opened_on
            end as opened_on,
            case
                when trim(c.customer_name) <> '' then '' else 'customer_name;'
            end as no_name,
            case when trim(c.region) <> '' then '' else 'region;' end as no_region,
            case when trim(c.address) <> '' then '' else 'address;' end as no_address,
            case
                when trim(c.contact_name) <> '' then '' else 'contact_name;'
            end as no_contact,
            case
                when trim(c.contact_phone) <> '' then '' else 'contact_phone;'
            end as no_phone,
            case
                when trim(c.industry) <> '' then '' else 'industry;'
            end as no_industry,
            case when trim(c.channel) <> '' then '' else 'channel;' end as no_channel,
            case
                when trim(c.main_products) <> '' then '' else 'main_products;'
            end as no_products,
            case
                when trim(c.operating_status) <> '' then '' else 'operating_status;'
            end as no_status,
            case
                when c.annual_demand_t is not null then '' else 'annual_demand_t;'
            end as no_demand,
            case
                when c.credit_limit_amount is not null
                then ''
                else 'credit_limit_amount;'
            end as no_limit,
            case when trim(c.rep_id) <> '' then '' else 'rep_id;' end as no_rep
        from customer_directory as d
        left join customers as c on c.customer_id = d.customer_id
        where $rep_id is null or coalesce(d.rep_id, '') = $rep_id
    ),

    cards as (
        select
            *,
            no_name
            || no_region
            || no_address
            || no_contact
            || no_phone
            || no_industry
            || no_channel
            || no_products
            || no_status
            || no_demand
            || no_limit
            || no_rep as missing
        from newcomers
        where first_ordered_on is not null or opened_on is not null
    ),

    counted as (
        select *, length(missing) - length(replace(missing, ';', '')) as missing_count
        from cards
    )

select
    c.customer_id,
    c.customer_name,
    c.is_registered,
    c.region,
    c.rep_id,
    coalesce(r.rep_name, c.rep_id) as rep_name,
    coalesce(c.opened_on, c.first_ordered_on) as new_on,
    cast(12 - c.missing_count as bigint) as filled_count,
    cast(12 as bigint) as field_count,
    cast(12 - c.missing_count as double) / 12 as completeness,
    c.missing
from counted as c
left join rep_names as r on r.rep_id = c.rep_id
order by c.missing_count desc, c.customer_id
