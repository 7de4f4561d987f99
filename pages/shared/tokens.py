"""Colours and sizes of the design language; `.streamlit/config.toml` repeats them for Streamlit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Light = Literal["green", "amber", "red", "none"]

FONT = (
    "'Segoe UI','Helvetica Neue','PingFang SC','Microsoft YaHei',"
    "'Noto Sans SC','Noto Sans CJK SC',sans-serif"
)
PRESENTER_SCALE = 1.375  # 22 px instead of 16: read from five metres


@dataclass(frozen=True)
class Tokens:
    """One theme at one size. Hashable, so that chart specs are cached on it."""

    ground: str
    panel: str
    ink: str
    strong: str  # for pinned cells, which Streamlit draws at 60 % opacity
    muted: str
    line: str
    actual: str
    bar: str  # bars inside tables are quieter than in charts
    prior: str
    good: str
    warn: str
    bad: str
    link: str
    ageing: tuple[str, ...]  # not due, then six steps of overdue: older stands out more
    tint: str  # "r,g,b" of the overdue tint in tables
    scale: float = 1.0  # 1 at a desk, PRESENTER_SCALE in the meeting room

    def px(self, size: float) -> int:
        """A length of the desk size in pixels of this size."""
        return round(size * self.scale)

    def of(self, light: str) -> str:
        """The colour of a light; muted where there is none."""
        return str(getattr(self, name_of(light)))


LIGHT = Tokens(
    ground="#FFFFFF",
    panel="#F3F5F7",
    ink="#1B2430",
    strong="#000000",
    muted="#5B6675",
    line="#D9DEE5",
    actual="#2F3B4A",
    bar="#566374",
    prior="#B4BCC7",
    good="#0A7D62",
    warn="#A86200",
    bad="#C4361C",
    link="#1B5FAA",
    ageing=("#CBD2DB", "#F7DDBF", "#F1B888", "#E38D5D", "#CB603B", "#A33A23", "#671D13"),
    tint="203,96,59",
)
DARK = Tokens(
    ground="#12171E",
    panel="#1C242E",
    ink="#E8ECF1",
    strong="#FFFFFF",
    muted="#9AA6B4",
    line="#323D4A",
    actual="#D5DCE5",
    bar="#8E9BAA",
    prior="#66727F",
    good="#4CC9A4",
    warn="#F0B14A",
    bad="#FF8266",
    link="#7FB2F0",
    ageing=("#47525F", "#54413A", "#7B5340", "#A56746", "#D07E50", "#F59C6C", "#FFCBA8"),
    tint="240,140,90",
)

LIGHTS: tuple[Light, ...] = ("green", "amber", "red", "none")
SIGNS: dict[str, str] = {"green": "●", "amber": "▲", "red": "◆", "none": "○"}
# The English words are message ids of the catalogue.
WORDS: dict[str, str] = {
    "green": "On pace",
    "amber": "Watch",
    "red": "Alert",
    "none": "No target",
}
STREAMLIT_COLOURS: dict[str, Literal["green", "orange", "red", "gray"]] = {
    "green": "green",
    "amber": "orange",
    "red": "red",
    "none": "gray",
}
_NAMES = {"green": "good", "amber": "warn", "red": "bad"}


def name_of(light: str) -> str:
    """The token that colours a light."""
    return _NAMES.get(light, "muted")


def css(name: str) -> str:
    """A token for `st.html`: `light-dark()` follows the theme live, without a rerun."""
    return f"light-dark({getattr(LIGHT, name)},{getattr(DARK, name)})"


def ageing_css(step: int) -> str:
    """The colour of one ageing bucket (0 = not due) for `st.html`."""
    return f"light-dark({LIGHT.ageing[step]},{DARK.ageing[step]})"


def marked(light: str, text: str) -> str:
    """The sign of a light before the number it judges: colour never speaks alone."""
    return f"{SIGNS[light]} {text}" if light in _NAMES else text


def shown_light(light: Light) -> Light | Literal[""]:
    """The light of a headline or a door, "" where there is nothing to judge."""
    return "" if light == "none" else light


def worst(lights: Sequence[str]) -> Light:
    """The most urgent of several lights; `none` where there is none to judge."""
    for light in ("red", "amber", "green"):
        if light in lights:
            return light
    return "none"
