"""The page on paper (`?print=1`): A4 landscape, tables as HTML with their head on every sheet."""

import streamlit as st

from pages.shared import address

STYLE = """
table.paper{width:100%;border-collapse:collapse;font-size:.8125rem;line-height:1.3}
table.paper th{font-weight:600;color:light-dark(#5B6675,#9AA6B4);vertical-align:bottom}
table.paper th,table.paper td{padding:.2rem .4rem;
 border-bottom:1px solid light-dark(#D9DEE5,#323D4A)}
table.paper tr.total td{font-weight:600;background:light-dark(#F3F5F7,#1C242E)}
.in-full table.paper{font-size:.875rem;min-width:68rem;overflow-wrap:break-word!important}
.in-full table.paper :is(th,td:first-child){white-space:nowrap}
.in-full table.paper td{padding:.4rem .5rem;vertical-align:top}
@page{size:A4 landscape;margin:12mm}
@media print{
 html,body,[data-testid=stApp],[data-testid=stAppViewContainer],[data-testid=stMain]{
  height:auto!important;overflow:visible!important;position:static!important;
  background:#fff!important;color-scheme:light!important;
  -webkit-print-color-adjust:exact;print-color-adjust:exact}
 [data-testid=stHeader],[data-testid=stToolbar],[data-testid=stSidebar],[data-testid=stPopover],
 [data-testid=stButton],[data-testid=stDownloadButton],.st-key-export_slot,
 [data-testid=stExpandSidebarButton]{display:none!important}
 .block-container{padding:0!important;max-width:none!important}
 table.paper{font-size:8.5pt}
 table.paper thead{display:table-header-group}
 table.paper tr{break-inside:avoid}
 h1,h2,h3{break-after:avoid}
}
"""
SCRIPT = """
export default function({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  button.textContent = data;
  button.onclick = () => window.print();
}
"""
BUTTON = """
button{font:inherit;min-height:2.5rem;padding:.25rem .75rem;border-radius:var(--st-button-radius);
border:1px solid var(--st-border-color);background:var(--st-background-color);
color:var(--st-text-color);cursor:pointer}
button:hover{border-color:var(--st-primary-color);color:var(--st-primary-color)}
"""
_button = st.components.v2.component(
    "xunboard_print", html='<button type="button"></button>', css=BUTTON, js=SCRIPT
)


def printing() -> bool:
    """Whether the page is laid out for paper."""
    return address.one("print") == "1"


def style() -> None:
    """The rules for paper; once per run, in the shell. Without `?print=1` Ctrl+P works too."""
    st.html(f"<style>{STYLE}</style>")


def print_button(label: str) -> None:
    """A button that opens the browser's print dialogue."""
    _button(key="print", data=label, width="content")
