"""What narrows the table of debtors: a bucket clicked in the chart, a verdict on shipping."""

from collections.abc import Callable, Collection, Mapping

import polars as pl
import streamlit as st

from pages.shared import address
from pages.shared.grid import MOST_ROWS
from pages.shared.language import _, current
from pages.shared.parts import caption
from pages.shared.tables import SELECTED
from pages.shared.tokens import SIGNS
from pages.shared.words import receivables as words

BUCKET, VERDICT, ALL = "bucket", "verdict", "all"  # parameters of the address
FIRST_ROWS = 12
CLICKED, ROUND = "ageing_clicked", "ageing_round"


def chart_key() -> str:
    """The key of the chart; a new one draws it without its old selection."""
    return f"ageing_{st.session_state.get(ROUND, 0)}"


def chosen_bucket(picked: str | None, known: Collection[str]) -> str | None:
    """The bucket of the address, which a new click on the chart replaces or takes out."""
    before = st.session_state.get(CLICKED)
    if picked != before:
        st.session_state[CLICKED] = picked
        if picked or address.one(BUCKET) == before:
            address.write(BUCKET, picked)
    bucket = address.one(BUCKET)
    return bucket if bucket in known else None


def _forget_bucket() -> None:
    address.remove((BUCKET,))
    st.session_state[CLICKED] = None
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def narrowed(
    customers: pl.DataFrame,
    bucket: str | None,
    ages: Mapping[str, str],
    unit: str,
    *,
    beside: Callable[[], None] = lambda: None,
) -> pl.DataFrame:
    """Draw the table's title and the verdicts to choose from, and apply what is chosen.

    beside: draws what else stands in that line.

    customers: as `debtors.judged`; ages: bucket → its words with their unit; unit: the word of
    the money unit. In a bucket only those count who owe something in it.
    """
    shown = customers if bucket is None else customers.filter(pl.col(bucket) > 0)
    counts = dict(shown["verdict"].value_counts().iter_rows())
    found = address.one(VERDICT)
    verdict = found if found in counts else None
    language, key = current(), f"{VERDICT}_choice"
    chosen = [] if bucket is None else [ages[bucket]]
    chosen += [] if verdict is None else [_(words.VERDICTS[verdict])]
    caption(" · ".join([_("Whom to see first, {unit}; ages in days", unit=unit), *chosen]))
    st.session_state[key] = verdict

    def label(one: str) -> str:
        sign, word = SIGNS[words.LIGHTS[one]], _(words.VERDICTS[one])
        return f"{sign} {word} {words.customers_counted(counts[one], language)}"

    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.segmented_control(
            _("May we ship?"),
            [one for one in words.LIGHTS if one in counts],
            format_func=label,
            label_visibility="collapsed",
            key=key,
            on_change=lambda: address.write(VERDICT, st.session_state[key]),
        )
        if bucket is not None:
            st.button(
                _("Only {bucket}", bucket=ages[bucket]),
                icon=":material/close:",
                icon_position="right",
                on_click=_forget_bucket,
            )
        beside()
    return shown if verdict is None else shown.filter(pl.col("verdict") == verdict)


def first_rows(owing: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """The rows in the order shown, and how many of them are: the first, or all once wanted.

    A selected customer further down is moved up behind the first ones, so that it is seen.
    """
    if address.one(ALL) == "1":
        return owing, min(owing.height, MOST_ROWS)
    is_chosen = pl.col("customer_id") == (address.one(SELECTED + "customers") or "")
    first, later = owing.head(FIRST_ROWS), owing.slice(FIRST_ROWS)
    chosen = later.filter(is_chosen)
    return pl.concat([first, chosen, later.filter(~is_chosen)]), FIRST_ROWS + chosen.height


def more_or_fewer(count: int, first: int = FIRST_ROWS) -> None:
    """The button that shows all rows, or the first ones again."""
    if count <= first:
        return
    every = address.one(ALL) == "1"
    all_of_them = words.customers_counted(count, current())
    st.button(
        _("First {count} only", count=first) if every else _("Show all {count}", count=all_of_them),
        type="tertiary",
        icon=":material/unfold_less:" if every else ":material/unfold_more:",
        on_click=address.write,
        args=(ALL, None if every else "1"),
    )
