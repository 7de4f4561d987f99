"""Commands that put demo data into an empty store and take it out again."""

import argparse

from data.commands.terminal import DONE, say
from data.store import Store


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("demo", help="fill an empty store with demo data")
    command.add_argument("--orders", type=positive, metavar="N", help="order lines")
    command.add_argument("--seed", type=int, metavar="S")
    command.add_argument("--remove", action="store_true", help="take the demo rows out")
    command.set_defaults(run=run, starts=True, changes="demo")


def positive(text: str) -> int:
    """A number of rows."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number of order lines")
    return number


def run(options: argparse.Namespace) -> int:
    """Fill or clear the store."""
    from data import demo  # slow: every command would wait for it

    store = Store()
    if not options.remove:
        given = {"orders": options.orders, "seed": options.seed}
        release = demo.fill(store, **{name: one for name, one in given.items() if one is not None})
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
