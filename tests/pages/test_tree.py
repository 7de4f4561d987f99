"""The level tree reports only nodes that it holds, and says lights with signs."""

from streamlit.testing.v1 import AppTest

from pages.shared.tree import Node, _with_sign


def test_the_lit_cell_carries_the_sign() -> None:
    node = Node("r1", "all", 1, "江南", ("901.6", "−14.5"), "red")
    assert _with_sign(node, (1,)) == ["901.6", "◆ −14.5"]
    assert _with_sign(Node("x", None, 0, "未归属", ("11.8", "—")), (1,)) == ["11.8", "—"]


def page() -> None:
    import streamlit as st

    from pages.shared.tree import Node, tree_table

    nodes = [Node("all", None, 0, "Company <b>", ("1.0",)), Node("r1", "all", 1, "South", ("1.0",))]
    st.write(f"picked {tree_table(nodes, ('Level', 'Actual'), 'tree')}")


def test_nothing_is_picked_before_a_click() -> None:
    at = AppTest.from_function(page, default_timeout=20).run()
    assert not at.exception
    assert at.markdown[-1].value == "picked None"
