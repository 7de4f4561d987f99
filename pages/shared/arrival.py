"""After a click the page goes to what the click opened: below a long table it is out of sight."""

import streamlit as st

OPENED = "opened_by"  # in the session: the table or chart that has just opened something
# Streamlit sends what lies below a moment later: until it is there the page cannot scroll so far.
# Whoever scrolls meanwhile is left alone. A line already in the upper part of the window stays.
SCRIPT = """
export default function({ data, parentElement }) {
  if (!data.now) return;
  const line = parentElement.host ?? parentElement;
  let left = false;
  const leave = () => { left = true; };
  for (const deed of ["wheel", "touchstart", "keydown", "mousedown"])
    window.addEventListener(deed, leave, { once: true, passive: true });
  const go = () => {
    const { top } = line.getBoundingClientRect();
    if (left || (top > 0 && top < window.innerHeight * 0.35)) return;
    line.style.scrollMarginTop = "5.5rem";
    line.scrollIntoView({ block: "start", behavior: "smooth" });
  };
  for (const wait of [50, 700, 1600]) setTimeout(go, wait);
}
"""
# The line takes no room: what lies around it keeps its place.
STYLE = (
    "<style>[data-testid=stLayoutWrapper]:has(>[class*=st-key-arrival_])"
    "{height:0;margin-bottom:-1rem;overflow:visible}</style>"
)
_line = st.components.v2.component("xunboard_arrival", html="<i></i>", js=SCRIPT)


def opened(by: str) -> None:
    """Remember what has just been clicked on, in its callback: the key of a table."""
    st.session_state[OPENED] = by


def here(by: str) -> None:
    """Where that opens: the window comes here once, right after the click."""
    if st.session_state.get(OPENED) != by:
        return
    del st.session_state[OPENED]
    with st.container(key=f"arrival_{by}"):
        st.html(STYLE)
        _line(key=f"{by}-arrival", data={"now": True}, height=1)
