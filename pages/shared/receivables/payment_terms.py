"""What was paid ahead in 12 months, and whether prices below list were worth the earlier money."""

from collections.abc import Sequence

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
from pages.shared.receivables.term_sums import by_net, measured
from pages.shared.tables import table
from pages.shared.view import NOTHING, View

BANDS = {
    "prepaid": "prepaid",
    "at_once": "by the invoice day",
    "to_30": "1–30 days",
    "to_60": "31–60 days",
    "over_60": "over 60 days",
    "unpaid": "not paid",
    "credit": "credit notes apart",
}


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
    by_band = _grid(bands.sort("place"), whole, view, _("Money came"), key="band")
    band = table(by_band, "bands", title=_("Price against terms, {unit}", unit=unit))
    st.caption(_rule(found, view))
    sheets = [Sheet(_("By days to cash"), by_band)]
    narrowed = found if band is None else found.filter(band=band)
    told = [] if band is None else [_(BANDS[band])]
    if found["region"].n_unique() > 1:
        regions = measured(narrowed, "region").with_columns(
            key=pl.col("region").fill_null(NOTHING),
            name=pl.col("region").fill_null(_("Unassigned")),
        )
        by_region = _grid(by_net(regions), measured(narrowed), view, _("Region"), key="key")
        title = " · ".join([_("By region, {unit}", unit=unit), *told])
        sheets.append(Sheet(_("By region"), by_region))
        if region := table(by_region, "term_regions", title=title):
            narrowed = narrowed.filter(pl.col("region").fill_null(NOTHING) == region)
            told.append(_("Unassigned") if region == NOTHING else region)
    title = _("By customer, the most given away first, {unit}", unit=unit)
    return [*sheets, *_customers(narrowed, " · ".join([title, *told]), view)]


def _customers(found: pl.DataFrame, title: str, view: View) -> Sequence[Sheet]:
    """Draw the customers of what is chosen, and below a chosen one the lines."""
    whole = measured(found)
    customers = by_net(measured(found, "customer_id", "customer_name")).with_columns(
        name="customer_name"
    )
    ordered, limit = first_rows(customers, customers["customer_id"].to_list(), "terms")
    key = "customer_id"
    chosen = table(_grid(ordered, whole, view, _("Customer"), limit, key), "terms", title=title)
    whole_list = _grid(customers, whole, view, _("Customer"), MOST_ROWS, key)
    sheets = [Sheet(_("By customer"), whole_list)]
    if chosen:
        name = customers.filter(customer_id=chosen)["customer_name"][0]
        profile_link(chosen, name)
        sheets.append(concession_orders(chosen, name, view))
    more_or_fewer(customers.height)
    return sheets


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
    rows: pl.DataFrame,
    whole: pl.DataFrame,
    view: View,
    head: str,
    limit: int = MOST_ROWS,
    key: str = "",
) -> Grid:
    part = Column("part", _("Of all"), "bar", width=104, digits=1)
    prepaid = Column("prepaid_share", _("Prepaid"), "percent", width=80)
    columns = [
        Column("name", head, width=124 if current() == "zh" else 136, pinned=True),
        part if key == "band" else prepaid,
        Column("concession_share", _("% of list"), "percent", width=80, digits=2),
        Column("concession_per_t", _("Given, CNY/t"), "number", width=96),
        Column("capital_per_t", _("Saved, CNY/t"), "number", width=100),
        Column("net_per_t", _("Away, CNY/t"), "number", width=96),
        Column("days_to_cash", _("Days to cash"), "number", width=96,
               meaning=_("From the invoice, weighed by amount; below 0 = before it")),
        Column("invoice_amount", _("Invoiced"), "money", width=96),
        Column("list_amount", _("By list"), "money", width=96,
               meaning=_("Tonnes × list price of the order day, region first")),
        Column("concession_amount", _("Given"), "money", width=84,
               meaning=_("By list less invoiced, of lines with a list price")),
        Column("capital_saved_amount", _("Capital saved"), "money", width=100),
        Column("net_amount", _("Given away"), "money", width=88,
               meaning=_("Given less capital saved")),
    ]  # fmt: skip
    row = whole.row(0, named=True)
    return lay_out(
        rows,
        columns,
        unit=view.unit,
        key=key,
        label=_("Total"),
        total={c.name: row[c.name] for c in columns if c.kind not in ("text", "money")},
        limit=limit,
        rest=lambda count: _("others: {count}", count=numbers.count(count)),
    )
