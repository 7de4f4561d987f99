"""What a tree on a page shows, read from what was sent to the browser."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest


def sent(at: AppTest, component: str = "xunboard_tree") -> dict[str, Any]:
    """The data of the only component of that name."""
    (found,) = (
        one.proto for one in at.get("bidi_component") if one.proto.component_name == component
    )
    data: dict[str, Any] = json.loads(found.json)
    return data


def tree_rows(at: AppTest, *columns: str) -> list[tuple[object, ...]]:
    """The open rows: the name, then these columns; numbers as numbers, — as None."""
    data = sent(at)
    places = {column["name"]: at for at, column in enumerate(data["columns"][1:])}
    return [
        (row["name"], *(_value(row["cells"][places[column]]["text"]) for column in columns))
        for row in data["rows"]
    ]


def _value(text: str) -> object:
    plain = text.replace(",", "").replace("−", "-").removeprefix("+").removesuffix("%")
    if text == "—":
        return None
    try:
        return float(plain)
    except ValueError:
        return text
