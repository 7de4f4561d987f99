-- The health score of each customer: the weighted mean of the parts that exist.
--
-- grain   one row per customer_id with a part
-- units   score 0–100; coverage = weight of the parts that exist, 1 = 100 %; no grade
-- below the coverage of the settings
-- reads   health_parts, settings
with
    weights as (
        select
            sum(case when name like 'weight%' then number else 0 end) as whole_weight,
            max(case when name = 'health_coverage' then number end) as least_coverage
        from settings
    ),

    sums as (
        select
            customer_id,
            -- decimals: doubles add up to another last digit in another order
            cast(
                sum(cast(weight * points as decimal(18, 8))) as double
            ) as weighted_points,
            cast(sum(cast(weight as decimal(18, 4))) as double) as present_weight
        from health_parts
        group by customer_id
    ),

    scored as (
        select
            s.customer_id,
            s.present_weight,
            s.weighted_points / nullif(s.present_weight, 0) as score,
            s.present_weight / nullif(w.whole_weight, 0) as coverage,
            w.least_coverage
        from sums as s
        cross join weights as w
    )

select
    customer_id,
    present_weight,
    score,
    coverage,
    case
        when coverage < least_coverage or score is null
        then null
        when score >= 80
        then 'healthy'
        when score >= 60
        then 'watch'
        when score >= 40
        then 'warning'
        else 'crisis'
    end as grade
from scored
