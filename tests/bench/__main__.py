"""Measure every query and every page on demo data: `make bench`, or `python -m tests.bench --help`.

It asserts nothing. Times are of this process: CPU, which another busy process disturbs little, and
wall clock. *First* is the first question in a fresh engine, tables still on disk; *again* the
median of the repetitions.
"""

import argparse
import logging
import os
import tempfile
from pathlib import Path

import queries
from data import demo
from queries import EVERYTHING, Scope
from tests.bench import beside, each_page, each_query
from tests.bench.clock import machine

PARTS = ("queries", "pages", "beside")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--orders", type=int, default=60_000, help="order lines of the demo data")
    parser.add_argument("--store", type=Path, help="measure this store instead of a new one")
    parser.add_argument("--repeat", type=int, default=5, help="times each is measured again")
    parser.add_argument("--only", choices=PARTS, help="leave the others out")
    parser.add_argument("--page", help="of the pages only this one, such as receivables")
    parser.add_argument("--rep", help="ask queries as this rep instead of the whole company")
    options = parser.parse_args()
    wanted = (options.only,) if options.only else PARTS
    logging.disable(logging.WARNING)  # Streamlit misses a server, and says so at every call
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["XUNBOARD_STORE"] = str(options.store or temporary)
        if options.store is None:
            demo.fill(queries.store(), orders=options.orders)
        queries.store().publish([], who="bench")  # as a start does: renews what is out of date
        lines = queries.store().release().rows["orders"]
        print(f"{lines:,} order lines; {machine()}\nmilliseconds\n")
        if "queries" in wanted:
            each_query.measure(
                options.repeat, Scope(rep=options.rep) if options.rep else EVERYTHING
            )
        if "pages" in wanted:
            each_page.measure(options.repeat, lines, options.page)
        if "beside" in wanted:
            beside.measure(options.repeat)


if __name__ == "__main__":
    main()
