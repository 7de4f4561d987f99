"""Commands that put demo data into an empty store and take it out again."""

import argparse

from data import demo
from data.commands.terminal import DONE, say
from data.store import Store


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("demo", help="fill an empty store with demo data")
    command.add_argument("--orders", type=int, default=demo.ORDERS, metavar="N", help="order lines")
    command.add_argument("--seed", type=int, default=demo.SEED, metavar="S")
    command.add_argument("--remove", action="store_true", help="take the demo rows out")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    store = Store()
    if not options.remove:
        release = demo.fill(store, options.orders, options.seed)
        say(
            "Release {number} holds demo data: {orders} order lines.",
            number=release.number,
            orders=release.rows["orders"],
        )
    elif demo.is_there(store):
        release = demo.remove(store, "demo")
        say("Release {number} holds no demo data any more.", number=release.number)
    else:
        say("There is no demo data in the store.")
    return DONE
