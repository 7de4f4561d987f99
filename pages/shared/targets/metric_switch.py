"""The switch between the six measures, each with its verdict; the choice is in the address."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.shared import address
from pages.shared.ask import ask
from pages.shared.language import _, current
from pages.shared.targets.metrics import METRICS, Metric
from pages.shared.targets.standings import measured
from pages.shared.view import View
from pages.shared.words.targets import switch_word

PARAMETER = "metric"
USUAL = next(iter(METRICS))
# On a phone Streamlit hides what has no room behind a scroll that nothing tells of.
WRAPPED = f"""<style>@media (max-width:40rem){{
.st-key-{PARAMETER} [role=radiogroup]{{flex-wrap:wrap;row-gap:.25rem;overflow:visible;mask:none}}
.st-key-{PARAMETER} [role=radiogroup] button{{flex:1 0 30%}}
}}</style>"""


def chosen_metric() -> Metric:
    """The measure of the address; the usual one when it names none."""
    return METRICS.get(address.one(PARAMETER) or USUAL, METRICS[USUAL])


def metric_switch(parameters: Mapping[str, Any], view: View, node: str) -> None:
    """Draw the switch. parameters, view, node: as for `standings.standings`."""
    rows = ask("targets/attainment", level=node, **parameters, **measured(view))
    found = {row["metric"]: row for row in rows.iter_rows(named=True)}
    told = {
        code: switch_word(metric, found.get(code), current()) for code, metric in METRICS.items()
    }

    def remember() -> None:
        code = st.session_state[PARAMETER]
        address.write(PARAMETER, None if code == USUAL else code)

    st.html(WRAPPED)
    st.segmented_control(
        _("Measure"),
        list(METRICS),
        default=chosen_metric().code,
        format_func=lambda code: told[code],
        key=PARAMETER,
        on_change=remember,
        required=True,
        label_visibility="collapsed",
    )
