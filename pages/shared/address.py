"""The address of the page: what shapes a page is read from it and written to it, as codes.

Streamlit's `bind="query-params"` writes the *words* of an option into the address, so a link
sent from a Chinese browser would mean nothing in an English one. Here codes travel.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

import streamlit as st


def one(name: str) -> str | None:
    """The value of one parameter, or None when it is absent or empty."""
    return st.query_params.get(name) or None


def several(name: str) -> tuple[str, ...]:
    """All values of a repeated parameter, in the order of the address, each once."""
    return tuple(dict.fromkeys(value for value in st.query_params.get_all(name) if value))


def write(name: str, value: str | Iterable[str] | None) -> None:
    """Put a value into the address; None or nothing takes the parameter out."""
    chosen: str | list[str] = value if isinstance(value, str) else list(value or ())
    if chosen:
        st.query_params[name] = chosen
    else:
        st.query_params.pop(name, None)


def remove(names: Iterable[str]) -> None:
    """Take several parameters out of the address."""
    for name in names:
        st.query_params.pop(name, None)


def everything() -> dict[str, list[str]]:
    """The whole address, for a link that keeps what was chosen."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def kept(names: Iterable[str]) -> dict[str, list[str]]:
    """The named part of the address, for a link to another page."""
    return {name: values for name in names if (values := st.query_params.get_all(name))}


def link(page: str, parameters: Mapping[str, str | Iterable[str] | None] | None = None) -> str:
    """A relative address inside the app; values are quoted, None is left out."""
    pairs = {name: value for name, value in (parameters or {}).items() if value}
    return f"{page}?{urlencode(pairs, doseq=True)}" if pairs else page
