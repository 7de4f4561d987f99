-- Customers whose name or code holds a text, whatever its case, width and spaces.
--
-- grain   one row per customer_id; the exact code first, then names that begin so
-- units   dates
-- reads   chosen_customers
-- $text   text?, part of a name or code; null = every customer
-- $limit  integer?, at most so many rows; null = all
with
    texts as (
        select 'code' as source, customer_id, customer_id as text
        from chosen_customers
        union all
        select 'name' as source, customer_id, customer_name as text
        from chosen_customers
        union all
        select 'wanted' as source, '' as customer_id, $text as text
    ),

    -- full-width letters, digits and signs are the same as half-width ones
    folded as (
        select
            source,
            customer_id,
            replace(
                lower(
                    translate(
                        text,
                        'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ０１２３４５６７８９（）－＃　',
                        'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789()-# '
                    )
                ),
                ' ',
                ''
            ) as text
        from texts
    ),

    wanted as (select coalesce(text, '') as text from folded where source = 'wanted'),

    hits as (
        select
            f.customer_id,
            min(
                case
                    when f.source = 'code' and f.text = w.text
                    then 0
                    when position(w.text in f.text) = 1
                    then 1
                    else 2
                end
            ) as distance
        from folded as f
        cross join wanted as w
        where f.source <> 'wanted' and position(w.text in f.text) > 0
        group by f.customer_id
    ),

    placed as (
        select
            c.*,
            row_number() over (
                order by h.distance, c.customer_name, c.customer_id
            ) as place
        from hits as h
        inner join chosen_customers as c on c.customer_id = h.customer_id
    )

select
    customer_id,
    customer_name,
    is_registered,
    region,
    rep_id,
    rep_name,
    department,
    channel,
    is_named_key_account,
    first_ordered_on,
    last_ordered_on
from placed
where $limit is null or place <= $limit
order by place
