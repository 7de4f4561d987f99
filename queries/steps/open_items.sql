-- What is open per item on one day, in both views.
--
-- The managed view applies a customer's unmatched money virtually, oldest due first.
-- When refunds exceed what was unmatched, the shortfall is a claim of its own, due on
-- the day of the newest negative receipt.
--
-- grain   one row per customer_id, order_id, due_on (and is_claim) open in the ledger
-- units   original_amount, open_amount (ledger), managed_amount CNY with tax
-- reads   receivable_changes, receivable_days, chosen_customers
-- $as_of  date, the day the report speaks for; later documents do not exist yet
with
    invoiced_items as (
        select
            r.customer_id,
            r.order_id,
            r.due_on,
            min(r.invoiced_on) as invoiced_on,
            min(r.ordered_on) as ordered_on,
            max(r.rep_id) as rep_id,
            max(case when r.due_is_missing then 1 else 0 end) as without_due_date,
            sum(
                case when r.kind = 'invoice' then r.open_delta else 0 end
            ) as original_amount,
            sum(r.open_delta) as open_amount
        from receivable_changes as r
        inner join chosen_customers as c on c.customer_id = r.customer_id
        where
            r.due_on is not null
            and r.changed_on <= $as_of
            and (r.settled_on is null or r.settled_on > $as_of)
        group by r.customer_id, r.order_id, r.due_on
        having sum(r.open_delta) > 0
    ),

    unmatched as (
        select customer_id, sum(unmatched_delta) as unmatched_amount
        from receivable_days
        where day <= $as_of
        group by customer_id
    ),

    refunds as (
        select
            r.customer_id,
            r.document_id,
            r.changed_on,
            row_number() over (
                partition by r.customer_id
                order by r.changed_on desc, r.document_id desc, r.line_no desc
            ) as newest
        from receivable_changes as r
        inner join chosen_customers as c on c.customer_id = r.customer_id
        where r.due_on is null and r.unmatched_delta < 0 and r.changed_on <= $as_of
    ),

    claims as (
        select
            u.customer_id,
            r.document_id,
            r.changed_on,
            - u.unmatched_amount as claim_amount
        from unmatched as u
        inner join refunds as r on r.customer_id = u.customer_id and r.newest = 1
        where u.unmatched_amount < 0
    ),

    items as (
        select
            customer_id,
            order_id,
            due_on,
            invoiced_on,
            ordered_on,
            rep_id,
            without_due_date = 1 as due_is_missing,
            false as is_claim,
            original_amount,
            open_amount
        from invoiced_items
        union all
        select
            customer_id,
            document_id as order_id,
            changed_on as due_on,
            changed_on as invoiced_on,
            changed_on as ordered_on,
            null as rep_id,
            false as due_is_missing,
            true as is_claim,
            claim_amount as original_amount,
            claim_amount as open_amount
        from claims
    ),

    running_items as (
        select
            i.*,
            greatest(u.unmatched_amount, 0) as unmatched_amount,
            sum(i.open_amount) over (
                partition by i.customer_id
                order by i.due_on, i.invoiced_on, i.order_id, i.is_claim
                rows between unbounded preceding and current row
            ) as open_to
        from items as i
        inner join unmatched as u on u.customer_id = i.customer_id
    )

select
    customer_id,
    order_id,
    due_on,
    invoiced_on,
    ordered_on,
    rep_id,
    due_is_missing,
    is_claim,
    cast(original_amount as decimal(18, 2)) as original_amount,
    cast(open_amount as decimal(18, 2)) as open_amount,
    cast(
        greatest(least(open_amount, open_to - unmatched_amount), 0) as decimal(18, 2)
    ) as managed_amount
from running_items
