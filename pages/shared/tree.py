"""The level tree: company → region → rep → customer, opened in place without the server."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from pages.shared.paper import printing
from pages.shared.tokens import SIGNS, css, name_of

STYLE = f"""
table{{width:100%;border-collapse:collapse;font:inherit;font-variant-numeric:tabular-nums}}
th{{font-size:.875rem;font-weight:400;color:{css("muted")};text-align:right;
 padding:.375rem .5rem;border-bottom:1px solid {css("line")};vertical-align:bottom}}
td{{padding:0 .5rem;height:2.25rem;border-bottom:1px solid {css("line")};text-align:right;
 white-space:nowrap}}
th:first-child,td:first-child{{text-align:left}}
td:first-child{{white-space:normal;min-width:9rem}}
tr[data-level="0"]{{font-weight:600;background:{css("panel")}}}
tr.chosen td{{box-shadow:inset 0 -2px {css("link")}}}
button{{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer}}
button.fold{{width:1.75rem;height:2.25rem;font-size:1.25em;line-height:1;color:{css("muted")}}}
button.name{{text-align:left}}
button.name:hover{{color:{css("link")};text-decoration:underline}}
button:focus-visible{{outline:2px solid {css("link")};outline-offset:2px}}
.green{{color:{css("good")}}} .amber{{color:{css("warn")}}} .red{{color:{css("bad")}}}
.tree{{overflow-x:auto}}
@media (max-width:40rem){{th,td{{padding:0 .25rem;font-size:.875rem}}
 td:first-child{{min-width:6.5rem}} button.fold{{width:1.25rem}}}}
@media print{{button.fold{{visibility:hidden}}}}
"""
SCRIPT = """
export default function({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".tree");
  const folded = root.folded ?? (root.folded = new Set());
  if (root.sent !== data.version) {
    root.sent = data.version;
    folded.clear();
    for (const row of data.rows) if (!data.open && row.level >= data.depth) folded.add(row.id);
  }
  const children = new Map();
  for (const row of data.rows) {
    if (!children.has(row.parent)) children.set(row.parent, []);
    children.get(row.parent).push(row);
  }
  const cell = (tag, text, name) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (name) made.className = name;
    return made;
  };
  const draw = () => {
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    for (const title of data.heads) head.append(cell("th", title));
    const body = table.createTBody();
    const put = (row) => {
      const line = body.insertRow();
      const below = children.get(row.id) ?? [];
      const shut = folded.has(row.id);
      line.dataset.level = row.level;
      if (row.id === data.chosen) line.className = "chosen";
      const first = line.insertCell();
      first.style.paddingLeft = `${row.level * 1.25}rem`;
      const fold = cell("button", below.length ? (shut ? "▸" : "▾") : "", "fold");
      fold.type = "button";
      fold.disabled = !below.length;
      if (below.length) fold.setAttribute("aria-expanded", String(!shut));
      fold.setAttribute("aria-label", row.name);
      fold.onclick = () => { shut ? folded.delete(row.id) : folded.add(row.id); draw(); };
      const name = cell("button", row.name, "name");
      name.type = "button";
      name.onclick = () => setTriggerValue("picked", row.id);
      first.append(fold, name);
      row.cells.forEach((text, at) => {
        const lit = data.lit.includes(at) ? row.light : "";
        line.append(cell("td", text, lit));
      });
      if (!shut) below.forEach(put);
    };
    (children.get(null) ?? []).forEach(put);
    root.replaceChildren(table);
  };
  draw();
}
"""
_tree = st.components.v2.component(
    "xunboard_tree", html='<div class="tree"></div>', css=STYLE, js=SCRIPT
)


@dataclass(frozen=True)
class Node:
    """One row: cells are texts, formatted; parent None stands at the top, level counts from 0."""

    id: str
    parent: str | None
    level: int
    name: str
    cells: tuple[str, ...]
    light: str = "none"


def tree_table(
    nodes: Sequence[Node],
    heads: Sequence[str],
    key: str,
    *,
    lit: Sequence[int] = (),
    depth: int = 1,
    chosen: str | None = None,
) -> str | None:
    """Draw the tree; the id of the node whose name was just clicked, else None.

    heads: the name column first. lit: cells that take the colour of the node's light; with the
    first of them goes its sign. depth: levels that are open at first; on paper all are.
    """
    rows = [asdict(node) | {"cells": _with_sign(node, lit)} for node in nodes]
    ids = "\0".join(node.id for node in nodes)
    data: dict[str, Any] = {
        "rows": rows,
        "heads": list(heads),
        "lit": list(lit),
        "depth": depth,
        "open": printing(),
        "chosen": chosen,
        "version": f"{hash(ids)}-{depth}-{printing()}",
    }
    result = _tree(key=key, data=data, on_picked_change=lambda: None)
    picked: str | None = result.picked
    return picked if picked in {node.id for node in nodes} else None


def _with_sign(node: Node, lit: Sequence[int]) -> list[str]:
    cells = list(node.cells)
    if lit and name_of(node.light) != "muted":
        cells[lit[0]] = f"{SIGNS[node.light]} {cells[lit[0]]}"
    return cells
