"""The export menu of a page: Excel, CSV and paper, built on the click and put on record."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from data import audit
from pages.shared import address, ask
from pages.shared.exports import Cover, Sheet, csv_file, workbook
from pages.shared.filters import SLOT
from pages.shared.language import _, current
from pages.shared.paper import print_button, printing
from pages.shared.parts import escaped
from pages.shared.presenter import presenting
from pages.shared.session import current_user
from pages.shared.view import View

OPEN = "export_open"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer(page: str, title: str, answer: str, view: View, sheets: Sequence[Sheet]) -> None:
    """Offer the tables of the page as files, in the place that the filter bar keeps for it.

    page: its address; title: its name; answer: the headline as plain text.
    """
    if presenting():
        return
    slot = st.session_state.get(SLOT)
    with slot if slot is not None else st.container():
        if printing():
            print_button(_("Print / PDF"))
            st.button(
                _("Back to the page"), type="tertiary", on_click=address.remove, args=(("print",),)
            )
            return
        _menu(page, title, answer, view, sheets)


@st.fragment
def _menu(page: str, title: str, answer: str, view: View, sheets: Sequence[Sheet]) -> None:
    """Opened, it offers what is on the page by then: a part may have drawn itself anew."""
    with st.popover(
        _("Export"), icon=":material/download:", key=OPEN, on_change="rerun", width="content"
    ):
        _choices(page, title, answer, view, sheets)


def _choices(page: str, title: str, answer: str, view: View, sheets: Sequence[Sheet]) -> None:
    language, user, pinned = current(), current_user(), ask.release()
    cover = Cover(
        title=title,
        headline=answer,
        filters=tuple(view.words(language)),
        as_of=view.as_of,
        release=pinned.number,
        published_at=pinned.at,
        made_by=user.display_name,
    )
    stem = f"{page}-{view.as_of:%Y-%m-%d}"

    def recorded(kind: str, make: Callable[[], bytes]) -> bytes:
        audit.record("export", user.name, page=page, kind=kind, release=pinned.number)
        return make()

    st.download_button(
        "Excel",
        partial(recorded, "xlsx", lambda: workbook(cover, sheets, language)),
        f"{stem}.xlsx",
        EXCEL,
        icon=":material/table_view:",
        on_click="ignore",
        width="stretch",
    )
    for number, sheet in enumerate(sheets, start=1):
        st.download_button(
            "CSV" if len(sheets) == 1 else escaped(f"CSV · {sheet.title}"),
            partial(recorded, "csv", partial(csv_file, sheet.grid, language)),
            f"{stem}.csv" if len(sheets) == 1 else f"{stem}-{number}.csv",
            "text/csv",
            key=f"csv_{number}",
            icon=":material/csv:",
            on_click="ignore",
            width="stretch",
        )
    st.button(
        _("Print / PDF"),
        icon=":material/print:",
        on_click=address.write,
        args=("print", "1"),
        width="stretch",
    )
