"""Xunboard: the guard of the door in front of the pages. Start with `streamlit run app.py`."""

# Imported before the first session: half-imported modules crash sessions that start together.
import altair  # noqa: F401
import duckdb  # noqa: F401
import pandas  # noqa: F401
import polars  # noqa: F401
import pyarrow  # noqa: F401
import streamlit as st
from starlette.middleware import Middleware

from pages.door.guard import Guard
from pages.door.opening import open_house
from pages.shared.states import failed

open_house()

# Streamlit finds this assignment by reading the text: written any other way, it would start
# without the guard.
app = st.App("pages/shell.py", middleware=[Middleware(Guard)], on_script_error=failed)
