-- What counts toward targets by span of days and node; each level adds up on its own.
--
-- A rep is the whole rep, wherever the customers are; only a filter of channels or
-- customers cuts it down to customers that the reader may see. A seller is a rep as far
-- as the chosen actuals go: the reps below a region, which add up to it. Sellers and
-- families are there only when they are asked for.
--
-- grain   several rows per span, part, level, scope_id ('' = unassigned)
-- units   as in chosen_actuals
-- reads   chosen_actuals, rep_days, span_days
-- $as_of         date, the day the report speaks for
-- $regions       text[]?, null = every region, '' = without region
-- $departments   text[]?, null = every department, '' = without department
-- $rep_ids       text[]?, null = every rep, '' = without rep
-- $channels      text[]?, null = every channel, '' = without channel
-- $families      text[]?, null = every product family, '' = not registered
-- $customer_ids  text[]?, null = every customer
-- $family        text?, one product family, null = all
-- $level         text(company|region|rep|seller|customer|family)?, null = usual
with
    levels as (
        select level
        from
            (
                values
                    ('company'),
                    ('region'),
                    ('rep'),
                    ('seller'),
                    ('customer'),
                    ('family')
            ) as known(level)
        where
            (level = $level or ($level is null and level not in ('seller', 'family')))
            and (level <> 'rep' or $channels is not null or $customer_ids is not null)
    ),

    whole_reps as (
        select
            s.span,
            s.part,
            r.rep_id,
            sum(r.net_amount) as net_sales,
            sum(r.gross_profit_amount) as gross_profit,
            sum(r.quantity_t) as volume,
            sum(r.new_product_amount) as new_product_sales,
            sum(r.new_outlets) as new_outlets,
            sum(r.received_amount) as received,
            sum(r.matured_amount) as matured,
            sum(r.lines_without_cost) as lines_without_cost,
            sum(r.net_amount - r.net_with_cost_amount) as net_without_cost
        from rep_days as r
        inner join span_days as s on s.day = r.day
        where
            r.counts_from <= $as_of
            and ($level is null or $level = 'rep')
            and $channels is null
            and $customer_ids is null
            and (
                $regions is null
                or list_contains(cast($regions as varchar[]), coalesce(r.region, ''))
            )
            and (
                $departments is null
                or list_contains(
                    cast($departments as varchar[]), coalesce(r.department, '')
                )
            )
            and (
                $rep_ids is null
                or list_contains(cast($rep_ids as varchar[]), coalesce(r.rep_id, ''))
            )
            and (
                $families is null
                or list_contains(cast($families as varchar[]), coalesce(r.family, ''))
            )
            and ($family is null or r.family = $family)
        group by s.span, s.part, r.rep_id
    ),

    chosen_nodes as (
        select
            l.level,
            case
                l.level
                when 'company'
                then 'company'
                when 'region'
                then coalesce(a.region, '')
                when 'customer'
                then coalesce(a.customer_id, '')
                when 'family'
                then a.family
                else coalesce(a.rep_id, '')
            end as scope_id,
            a.span,
            a.part,
            a.net_sales,
            a.gross_profit,
            a.volume,
            a.new_product_sales,
            a.new_outlets,
            a.received,
            a.matured,
            a.lines_without_cost,
            a.net_without_cost
        from chosen_actuals as a
        cross join levels as l
    )

select
    level,
    scope_id,
    span,
    part,
    net_sales,
    gross_profit,
    volume,
    new_product_sales,
    new_outlets,
    received,
    matured,
    lines_without_cost,
    net_without_cost
from chosen_nodes
union all
select
    'rep' as level,
    coalesce(rep_id, '') as scope_id,
    span,
    part,
    net_sales,
    gross_profit,
    volume,
    new_product_sales,
    new_outlets,
    received,
    matured,
    lines_without_cost,
    net_without_cost
from whole_reps
