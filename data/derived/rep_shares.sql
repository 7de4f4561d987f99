-- Which part of an order counts for which rep, for orders that several reps sold.
--
-- grain   one row per order_id, rep_id of order_shares; other orders have no row
-- units   share_from, share_to: running shares, 0 … 1; the part of a line is
-- line × share_to − line × share_from, each rounded, so that the parts add up to the
-- line
-- reads   order_shares, reps
with
    running as (
        select
            order_id,
            rep_id,
            cast(
                sum(share) over (
                    partition by order_id
                    order by share desc, rep_id
                    rows between unbounded preceding and current row
                ) as double
            ) as running_share,
            cast(sum(share) over (partition by order_id) as double) as whole_share,
            cast(share as double) as own_share,
            row_number() over (
                partition by order_id order by share desc, rep_id
            ) as position,
            count(*) over (partition by order_id) as sharing_reps
        from order_shares
    )

select
    s.order_id,
    s.rep_id,
    r.department,
    case
        when s.position = 1
        then 0
        else (s.running_share - s.own_share) / nullif(s.whole_share, 0)
    end as share_from,
    case
        when s.position = s.sharing_reps
        then 1
        else s.running_share / nullif(s.whole_share, 0)
    end as share_to,
    s.position = 1 as is_largest
from running as s
left join reps as r on r.rep_id = s.rep_id
where s.whole_share > 0
order by s.order_id, s.rep_id
