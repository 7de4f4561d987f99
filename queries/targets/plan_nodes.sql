-- What is set for a node in a month and for each of its parts: below it, or by family.
--
-- A rep who left before the month stands here only with a target.
--
-- grain   one row per level, scope_id, family ('' = all): the node, then its parts
-- units   month_value (whole month), first_, second_, third_value (dekads) as set:
-- CNY, tonnes or number by metric; missing = no row
-- reads   set_targets, reps, products, customer_directory, rep_names
-- $month     text, YYYY-MM
-- $family    text?, the product family that is planned, null = all
-- $node      text(company|region|rep) = company, level of the node
-- $scope_id  text = company, the node; '' = without region, without rep
-- $by        text(below|family) = below, its parts: nodes below it, product families
with
    region_names as (
        select region
        from customer_directory
        union
        select region
        from reps
        union
        select scope_id as region
        from set_targets
        where level = 'region'
    ),

    family_names as (
        select family
        from products
        union
        select family
        from set_targets
        where level = $node and scope_id = $scope_id
    ),

    parts as (
        select 'region' as level, region as scope_id, region as scope_name, '' as family
        from region_names
        where $by = 'below' and $node = 'company' and region <> ''
        union all
        select
            'rep' as level, r.rep_id as scope_id, r.rep_name as scope_name, '' as family
        from reps as r
        left join
            set_targets as t
            on t.level = 'rep'
            and t.scope_id = r.rep_id
            and t.family = coalesce($family, '')
        where
            $by = 'below'
            and $node = 'region'
            and coalesce(r.region, '') = $scope_id
            and (
                r.left_on is null
                or left(cast(r.left_on as varchar), 7) >= $month
                or t.scope_id is not null
            )
        union all
        select
            'customer' as level,
            customer_id as scope_id,
            customer_name as scope_name,
            '' as family
        from customer_directory
        where $by = 'below' and $node = 'rep' and coalesce(rep_id, '') = $scope_id
        union all
        select $node as level, $scope_id as scope_id, family as scope_name, family
        from family_names
        where $by = 'family' and family <> ''
    ),

    planned as (
        select
            $node as level,
            $scope_id as scope_id,
            coalesce(max(rep_name), $scope_id) as scope_name,
            case when $by = 'family' then '' else coalesce($family, '') end as family,
            true as is_node
        from rep_names
        where $node = 'rep' and rep_id = $scope_id
        union all
        select
            level,
            scope_id,
            scope_name,
            case
                when $by = 'family' then family else coalesce($family, '')
            end as family,
            false as is_node
        from parts
    )

select
    p.level,
    p.scope_id,
    p.scope_name,
    p.family,
    p.is_node,
    t.month_value,
    t.first_value,
    t.second_value,
    t.third_value
from planned as p
left join
    set_targets as t
    on t.level = p.level
    and t.scope_id = p.scope_id
    and t.family = p.family
order by p.is_node desc, p.scope_id, p.family
