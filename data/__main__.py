"""`python -m data COMMAND`: the store from the command line."""

import argparse
import contextlib
import importlib
import os
import pkgutil
import sys
import traceback
from collections.abc import Sequence

from data import audit, commands
from data.commands.terminal import DONE, FAILED, STORE_REFUSED, say, who
from data.errors import StoreError
from data.places import NO_STORE, store_root


def parser() -> argparse.ArgumentParser:
    """The command line: what every module of data/commands/ that has a `register` adds."""
    whole = argparse.ArgumentParser(prog="python -m data", description=__doc__)
    subparsers = whole.add_subparsers(metavar="COMMAND", required=True)
    for module in pkgutil.iter_modules(commands.__path__):
        group = importlib.import_module(f"{commands.__name__}.{module.name}")
        if hasattr(group, "register"):
            group.register(subparsers)
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    options = parser().parse_args(arguments)
    try:
        return run(options)
    except StoreError as refusal:
        say(refusal.code, **refusal.values)
        return STORE_REFUSED
    except BrokenPipeError:  # who reads has read enough, as `| head` does
        return DONE
    except Exception:
        traceback.print_exc()
        return FAILED


def run(options: argparse.Namespace) -> int:
    """Do what was asked; what `changes` the store is recorded first, under the name of the user.

    Raises StoreError where there is no store and the command `starts` none.
    """
    given = vars(options)
    if not (given.get("starts") or store_root().is_dir()):
        raise StoreError(NO_STORE, root=store_root())
    event = given.get("changes", "")
    if not event or given.get("dry_run"):
        return int(options.run(options))
    what = {name: one for name, one in given.items() if name not in ("run", "starts", "changes")}
    with audit.recorded(event, who(), arguments=what):
        code = int(options.run(options))
    if code:
        audit.refused(event, who(), arguments=what)
    return code


def leave(code: int) -> None:
    """End the process at once, everything printed: the engine's clean-up at exit may crash."""
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main())
