"""What pages ask, worded on the raw tables of a release: one SQL for two engines, one pandas."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tests.bench import pandas_answers as pandas
from tests.bench.pandas_answers import At, Frames, Rows

COUNTS = "coalesce(o.status, 'invoiced') <> 'cancelled'"


@dataclass(frozen=True)
class Question:
    """SQL in which {as_of}, {year_ago}, … of At stand; its rows are whole numbers and text.

    page_query: the query by which a page asks this, with more columns, of computed tables.
    """

    title: str
    sql: str
    pandas: Callable[[Frames, At], Rows]
    page_query: str = ""


def at(as_of: date, customer_id: str) -> At:
    """The days that the questions speak of; the elapsed days of a dekad and of three others."""
    first = as_of.replace(day=min((as_of.day - 1) // 10, 2) * 10 + 1)
    before = first - timedelta(days=1)
    starts = [
        first,
        before.replace(day=min((before.day - 1) // 10, 2) * 10 + 1),
        (first.replace(day=1) - timedelta(days=1)).replace(day=first.day),
        first.replace(year=first.year - 1),
    ]
    months = as_of.year * 12 + as_of.month - 13
    return At(
        as_of=as_of,
        from_on=date(months // 12, months % 12 + 1, 1),
        year_ago=as_of - timedelta(days=365),
        spans=tuple((start, start + (as_of - first)) for start in starts),
        customer_id=customer_id,
    )


def worded(question: Question, at: At) -> str:
    """The SQL with the days in it."""
    spans = {
        f"{name}_{place}": day
        for place, span in enumerate(at.spans)
        for name, day in zip(("from", "to"), span, strict=True)
    }
    days = {"as_of": at.as_of, "from_on": at.from_on, "year_ago": at.year_ago, **spans}
    values = {name: f"date '{day}'" for name, day in days.items()}
    return question.sql.format(**values, customer=at.customer_id.replace("'", "''"))


IN_SPAN = "o.ordered_on between {{from_{0}}} and {{to_{0}}}"
SPAN_SUMS = ",\n    ".join(
    f"cast(coalesce(sum(case when {IN_SPAN.format(place)} then o.net_amount end), 0) * 100"
    " as bigint)"
    for place in range(4)
)

QUESTIONS = (
    Question(
        "net sales and tonnes, region × 13 months",
        f"""
select
    coalesce(o.region, c.region, '') as region,
    cast(extract(year from o.ordered_on) * 100 + extract(month from o.ordered_on) as integer),
    cast(coalesce(sum(o.net_amount), 0) * 100 as bigint),
    cast(coalesce(sum(o.quantity_t), 0) * 1000 as bigint),
    count(*)
from orders as o
left join customers as c on c.customer_id = o.customer_id
where o.ordered_on between {{from_on}} and {{as_of}} and {COUNTS}
group by 1, 2
""",
        pandas.months,
    ),
    Question(
        "open amount, region × age, order by order",
        """
with
    invoiced as (
        select
            o.customer_id,
            o.order_id,
            sum(o.invoice_amount) as amount,
            min(
                coalesce(
                    o.due_on,
                    coalesce(o.invoiced_on, o.ordered_on)
                    + cast(coalesce(c.credit_days, 0) as integer)
                )
            ) as due_on
        from orders as o
        left join customers as c on c.customer_id = o.customer_id
        where
            coalesce(o.status, 'invoiced') = 'invoiced'
            and coalesce(o.invoiced_on, o.ordered_on) <= {as_of}
        group by o.customer_id, o.order_id
    ),
    paid as (
        select customer_id, order_id, sum(amount) as amount
        from receipts
        where received_on <= {as_of} and order_id is not null
        group by customer_id, order_id
    ),
    items as (
        select
            i.customer_id,
            i.amount - coalesce(p.amount, 0) as open_amount,
            {as_of} - i.due_on as days
        from invoiced as i
        left join paid as p on p.customer_id = i.customer_id and p.order_id = i.order_id
    )
select
    coalesce(c.region, '') as region,
    case
        when i.days <= 0 then 0
        when i.days <= 30 then 1
        when i.days <= 60 then 2
        when i.days <= 90 then 3
        else 4
    end as age,
    cast(sum(i.open_amount) * 100 as bigint),
    count(*)
from items as i
left join customers as c on c.customer_id = i.customer_id
where i.open_amount > 0
group by 1, 2
""",
        pandas.ages,
        "receivables/by_region",
    ),
    Question(
        "same elapsed days of four dekads, rep by rep",
        f"""
select
    coalesce(o.rep_id, c.rep_id, '') as rep_id,
    {SPAN_SUMS}
from orders as o
left join customers as c on c.customer_id = o.customer_id
where ({" or ".join(IN_SPAN.format(place) for place in range(4))}) and {COUNTS}
group by 1
""".replace("{{", "{").replace("}}", "}"),
        pandas.same_days,
        "targets/comparison",
    ),
    Question(
        "the fewest customers with 80 % of net sales",
        f"""
with
    sales as (
        select o.customer_id, sum(o.net_amount) as net_amount
        from orders as o
        where o.ordered_on > {{year_ago}} and o.ordered_on <= {{as_of}} and {COUNTS}
        group by o.customer_id
    ),
    ranked as (
        select
            customer_id,
            net_amount,
            sum(net_amount) over (
                order by net_amount desc, customer_id
                rows between unbounded preceding and 1 preceding
            ) as larger_amount,
            sum(net_amount) over () as total_amount
        from sales
        where net_amount > 0
    )
select customer_id, cast(net_amount * 100 as bigint)
from ranked
where coalesce(larger_amount, 0) * 10 < total_amount * 8
""",
        pandas.largest,
        "key_accounts/selection",
    ),
    Question(
        "a year of one customer's lines, newest 200",
        f"""
select
    o.order_id,
    o.line_no,
    cast(
        extract(year from o.ordered_on) * 10000
        + extract(month from o.ordered_on) * 100
        + extract(day from o.ordered_on) as integer
    ),
    cast(o.invoice_amount * 100 as bigint)
from orders as o
where
    o.customer_id = '{{customer}}'
    and o.ordered_on > {{year_ago}}
    and o.ordered_on <= {{as_of}}
    and {COUNTS}
order by o.ordered_on desc, o.order_id, o.line_no
limit 200
""",
        pandas.lines,
    ),
)
