"""What was paid ahead in 12 months, and whether prices below list were worth the earlier money."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl
import streamlit as st

from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.exports import Sheet
from pages.shared.grid import MOST_ROWS, Column, Grid, lay_out
from pages.shared.language import _, current
from pages.shared.parts import escaped
from pages.shared.profile_link import profile_link
from pages.shared.receivables.concession_orders import concession_orders
from pages.shared.receivables.credit_choice import first_rows, more_or_fewer, sentence
from pages.shared.receivables.subject import Subject
from pages.shared.tables import table
from pages.shared.view import View

BANDS = {
    "prepaid": "prepaid",
    "at_once": "by the invoice day",
    "to_30": "1–30 days",
    "to_60": "31–60 days",
    "over_60": "over 60 days",
    "unpaid": "not paid",
    "credit": "credit notes apart",
}
SUMS = ("invoice_amount", "listed_amount", "list_amount", "concession_amount", "listed_t")


def payment_terms(subject: Subject) -> Sequence[Sheet]:
    """Draw prices against terms by days to cash, by region and by customer, with the lines."""
    view, language = subject.view, current()
    found = ask("receivables/concessions", as_of=view.as_of, **subject.who)
    if found.is_empty():
        st.markdown(sentence([_("Nothing was invoiced in these 12 months")], language))
        return []
    whole = measured(found)
    st.markdown(sentence(_answer(found, whole, view), language))
    unit = numbers.unit_word(view.unit, language)
    bands = measured(found, "band").with_columns(
        name=pl.col("band").replace_strict({code: _(word) for code, word in BANDS.items()}),
        place=pl.col("band").replace_strict({code: n for n, code in enumerate(BANDS)}),
    )
    by_band = _grid(bands.sort("place"), whole, view, _("Money came"))
    table(by_band, "bands", title=_("Price against terms, {unit}", unit=unit), select=False)
    st.caption(_rule(found, view))
    sheets = [Sheet(_("By days to cash"), by_band)]
    if found["region"].n_unique() > 1:
        regions = measured(found, "region").with_columns(
            name=pl.col("region").fill_null(_("Unassigned"))
        )
        by_region = _grid(by_net(regions), whole, view, _("Region"))
        table(by_region, "term_regions", title=_("By region, {unit}", unit=unit), select=False)
        sheets.append(Sheet(_("By region"), by_region))
    customers = by_net(measured(found, "customer_id", "customer_name")).with_columns(
        name="customer_name"
    )
    ordered, limit = first_rows(customers, customers["customer_id"].to_list(), "terms")
    grid = _grid(ordered, whole, view, _("Customer"), limit)
    title = _("By customer, the most given away first, {unit}", unit=unit)
    chosen = table(grid, "terms", title=title)
    whole_list = _grid(customers, whole, view, _("Customer"), MOST_ROWS)
    sheets.append(Sheet(_("By customer"), whole_list))
    if chosen:
        name = customers.filter(customer_id=chosen)["customer_name"][0]
        profile_link(chosen, name)
        sheets.append(concession_orders(chosen, name, view))
    more_or_fewer(customers.height)
    return sheets


def by_net(rows: pl.DataFrame) -> pl.DataFrame:
    """What was given away beyond the worth of earlier money, the most first."""
    return rows.sort("net_amount", "name" if "name" in rows.columns else "customer_id",
                     descending=[True, False], nulls_last=True)  # fmt: skip


def measured(found: pl.DataFrame, *by: str) -> pl.DataFrame:
    """Sums and ratios Σ ÷ Σ of rows of receivables/concessions, by columns or of everything.

    A ratio without a positive divisor is null. prepaid_share, concession_share 1 = 100 %;
    concession_per_t, capital_per_t, net_per_t CNY per tonne; days_to_cash days.
    """

    def ratio(part: str, whole: str) -> pl.Expr:
        return pl.when(pl.col(whole) > 0).then(
            pl.col(part).cast(pl.Float64) / pl.col(whole).cast(pl.Float64)
        )

    paid = pl.col("capital_saved_amount").is_not_null()
    sums = [
        *(pl.col(name).sum() for name in SUMS),
        pl.col("invoice_amount").filter(band="prepaid").sum().alias("prepaid_amount"),
        pl.col("invoice_amount").filter(paid).sum().alias("paid_amount"),
        pl.col("amount_days").sum(),
        pl.when(paid.any()).then(pl.col("capital_saved_amount").sum()),
    ]
    rows = found.group_by(*by, maintain_order=True).agg(sums) if by else found.select(sums)
    return rows.with_columns(
        net_amount=pl.col("concession_amount").cast(pl.Float64)
        - pl.col("capital_saved_amount").fill_null(0)
    ).with_columns(
        part=pl.col("invoice_amount").cast(pl.Float64)
        / (float(found["invoice_amount"].sum()) or None),
        prepaid_share=ratio("prepaid_amount", "invoice_amount"),
        concession_share=ratio("concession_amount", "list_amount"),
        concession_per_t=ratio("concession_amount", "listed_t"),
        capital_per_t=ratio("capital_saved_amount", "listed_t"),
        net_per_t=ratio("net_amount", "listed_t"),
        days_to_cash=ratio("amount_days", "paid_amount"),
    )


def _answer(found: pl.DataFrame, whole: pl.DataFrame, view: View) -> list[str]:
    language = current()
    row = whole.row(0, named=True)
    ahead = measured(found.filter(band="prepaid")).row(0, named=True)

    def amount(name: str) -> str:
        return numbers.with_unit(row[name], view.unit, language)

    told = [
        _(
            "In 12 months {share} was paid ahead: {prepaid} of {invoiced}",
            share=numbers.percent(row["prepaid_share"]),
            prepaid=amount("prepaid_amount"),
            invoiced=amount("invoice_amount"),
        ),
        _(
            "prices were {share} below list: {amount}, {per_t} CNY a tonne",
            share=numbers.percent(row["concession_share"]),
            amount=amount("concession_amount"),
            per_t=numbers.number(row["concession_per_t"]),
        ),
    ]
    if ahead["concession_per_t"] is not None:
        told.append(
            _(
                "who pays ahead gets {given} CNY a tonne, and the earlier money is worth {saved}",
                given=numbers.number(ahead["concession_per_t"]),
                saved=numbers.number(ahead["capital_per_t"]),
            )
        )
    return told


def _rule(found: pl.DataFrame, view: View) -> str:
    """What capital is counted against, and what has no list price."""
    told = []
    against = found["against_days"][0]
    if against is not None:
        told.append(
            _(
                "Capital saved: money earlier than {days} days after the invoice, the mean of "
                "credit sales, at {rate} a year; below 0 = later",
                days=numbers.number(against),
                rate=numbers.percent(found["capital_rate"][0], 2),
            )
        )
    missing = found.group_by("customer_id").agg(pl.col("unlisted_lines").first())
    if count := missing["unlisted_lines"].sum():
        amount = float(found["invoice_amount"].sum()) - float(found["listed_amount"].sum())
        told.append(
            _(
                "{count} lines ({amount}) have no list price or no tonnes: in no concession",
                count=numbers.count(count),
                amount=numbers.with_unit(amount, view.unit, current()),
            )
        )
    return escaped(("；" if current() == "zh" else "; ").join(told))


def _grid(
    rows: pl.DataFrame, whole: pl.DataFrame, view: View, head: str, limit: int = MOST_ROWS
) -> Grid:
    columns = [
        Column("name", head, width=124, pinned=True),
        Column("invoice_amount", _("Invoiced"), "money", width=100),
        Column("prepaid_share", _("Prepaid"), "percent", width=76),
        Column("list_amount", _("By list"), "money", width=100,
               meaning=_("Tonnes × list price of the order day, region first")),
        Column("concession_amount", _("Given"), "money", width=88,
               meaning=_("By list less invoiced, of lines with a list price")),
        Column("concession_share", _("% of list"), "percent", width=84, digits=2),
        Column("concession_per_t", _("Given, CNY/t"), "number", width=100),
        Column("days_to_cash", _("Days to cash"), "number", width=96,
               meaning=_("From the invoice, weighed by amount; below 0 = before it")),
        Column("capital_saved_amount", _("Capital saved"), "money", width=104),
        Column("capital_per_t", _("Saved, CNY/t"), "number", width=104),
        Column("net_amount", _("Given away"), "money", width=92,
               meaning=_("Given less capital saved")),
        Column("net_per_t", _("Away, CNY/t"), "number", width=100),
    ]  # fmt: skip
    if "band" in rows.columns:
        columns[0] = replace(columns[0], width=156)
        columns[2] = Column("part", _("Of all"), "bar", width=96, digits=1)
    ratios = (
        "prepaid_share", "concession_share", "concession_per_t", "days_to_cash", "capital_per_t",
        "net_per_t", "part",
    )  # fmt: skip
    row = whole.row(0, named=True)
    return lay_out(
        rows,
        columns,
        unit=view.unit,
        key="customer_id" if "customer_id" in rows.columns else "",
        label=_("Total"),
        total={name: row[name] for name in ratios},
        limit=limit,
        rest=lambda count: _("others: {count}", count=numbers.count(count)),
    )
