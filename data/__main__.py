"""`python -m data COMMAND`: the store from the command line."""

import argparse
import contextlib
import importlib
import os
import pkgutil
import sys
import traceback
from collections.abc import Sequence

from data import commands
from data.commands.terminal import DONE, FAILED, STORE_REFUSED, say
from data.errors import StoreError


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
        return int(options.run(options))
    except StoreError as refusal:
        say(refusal.code, **refusal.values)
        return STORE_REFUSED
    except BrokenPipeError:  # who reads has read enough, as `| head` does
        return DONE
    except Exception:
        traceback.print_exc()
        return FAILED


def leave(code: int) -> None:
    """End the process at once, everything printed: the engine's clean-up at exit may crash."""
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main())
