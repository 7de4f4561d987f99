"""Names of rows in the address."""

import polars as pl

from pages.shared.row_keys import row_key


def test_a_bar_within_a_code_made_two_items_one() -> None:
    rows = pl.DataFrame(
        {
            "customer_id": ["A", "A|B", "A~1B", "A"],
            "order_id": ["B|C|x", "C|x", "C|x", None],
        }
    )
    keys = rows.select(key=row_key("customer_id", "order_id"))["key"].to_list()
    assert keys == ["A|B~1C~1x", "A~1B|C~1x", "A~01B|C~1x", "A|"]
