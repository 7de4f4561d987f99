-- Actuals by node, metric and part of a span of days, as known on $as_of.
--
-- grain   one row per span, part, level, scope_id ('' = unassigned), metric
-- units   actual_value CNY, tonnes or number by metric; other_basis_value the
-- collections
-- counted by the other day (receipt or maturity of drafts)
-- reads   leveled_actuals, settings
-- $metric  text(metrics)?, null = all six
-- $family    text?, one product family, null = all
-- $families  text[]?, null = every product family, '' = not registered
-- $level     text(company|region|rep|seller|customer|family)?, null = usual
with
    sums as (
        select
            n.span,
            n.part,
            n.level,
            n.scope_id,
            sum(n.net_sales) as net_sales,
            sum(n.gross_profit) as gross_profit,
            sum(n.volume) as volume,
            sum(n.new_product_sales) as new_product_sales,
            sum(n.new_outlets) as new_outlets,
            sum(n.received) as received,
            sum(n.matured) as matured,
            sum(n.lines_without_cost) as lines_without_cost,
            sum(n.net_without_cost) as net_without_cost
        from leveled_actuals as n
        group by n.span, n.part, n.level, n.scope_id
    ),

    basis as (
        select value = 'matures_on' as is_maturity
        from settings
        where name = 'collection_date'
    ),

    metrics as (
        select metric
        from
            (
                values
                    ('net_sales'),
                    ('gross_profit'),
                    ('volume'),
                    ('new_product_sales'),
                    ('new_outlets'),
                    ('collections')
            ) as known(metric)
        where
            ($metric is null or metric = $metric)
            -- outlets and money belong to no product family
            and (
                (
                    $family is null
                    and $families is null
                    and ($level is null or $level <> 'family')
                )
                or metric not in ('new_outlets', 'collections')
            )
    )

select
    s.span,
    s.part,
    s.level,
    s.scope_id,
    m.metric,
    case
        m.metric
        when 'net_sales'
        then s.net_sales
        when 'gross_profit'
        then s.gross_profit
        when 'volume'
        then s.volume
        when 'new_product_sales'
        then s.new_product_sales
        when 'new_outlets'
        then s.new_outlets
        else case when b.is_maturity then s.matured else s.received end
    end as actual_value,
    case
        when m.metric = 'collections'
        then case when b.is_maturity then s.received else s.matured end
    end as other_basis_value,
    case
        when m.metric = 'gross_profit' then s.lines_without_cost
    end as lines_without_cost,
    case when m.metric = 'gross_profit' then s.net_without_cost end as net_without_cost
from sums as s
cross join basis as b
cross join metrics as m
