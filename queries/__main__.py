"""Ask a named query from the command line: `python -m queries run receivables/ageing --as-of …`."""

import argparse
import json
import logging
import sys
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NoReturn

import polars as pl

import queries
from data.errors import RefusedError, StoreError
from data.language import of_environment
from data.places import NO_STORE, store_root
from queries.headers import Parameter, QueryError

DONE, FAILED, REFUSED, STORE_REFUSES = 0, 1, 2, 3
log = logging.getLogger("queries")


class Usage(argparse.ArgumentParser):
    """A parser whose complaints are refusals of the input, in one sentence."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message}", file=sys.stderr)
        sys.exit(REFUSED)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code of spec: 0, 2 input refused, 3 store refuses."""
    given, rest = parser().parse_known_args(arguments)
    try:
        if given.command == "list":
            if rest:
                raise QueryError("Unknown option {option}.", option=rest[0])
            return listing(as_json=given.json)
        return asking(given, rest)
    except QueryError as refused:
        print(refused.sentence(of_environment()), file=sys.stderr)
        return REFUSED
    except StoreError as refused:
        print(refused.sentence(of_environment()), file=sys.stderr)
        return STORE_REFUSES
    except RefusedError as refused:
        print(refused.sentence(of_environment()), file=sys.stderr)
        return FAILED


def parser() -> argparse.ArgumentParser:
    top = Usage(prog="python -m queries", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True, parser_class=Usage)
    lists = commands.add_parser("list", help="every named query with its parameters")
    lists.add_argument("--json", action="store_true")
    runs = commands.add_parser(
        "run", help="the rows of a query; its parameters are options, `_` written as `-`"
    )
    runs.add_argument("name")
    runs.add_argument("--release", type=int)
    runs.add_argument("--known-on", type=datetime.fromisoformat)
    runs.add_argument("--scope", action="append", default=[], metavar="regions=川南;川北 | rep=R01")
    runs.add_argument("--engine", choices=["duckdb", "spark"], default="duckdb")
    runs.add_argument("--format", choices=["table", "csv", "json"], default="table")
    return top


def listing(*, as_json: bool) -> int:
    """Print every query: name, meaning, grain, parameters."""
    known = [queries.query(name) for name in queries.names()]
    if as_json:
        rows = [
            {
                "name": one.name,
                "meaning": one.meaning,
                "grain": one.grain,
                "units": one.units,
                "reads": sorted(one.reads),
                "parameters": [described(given) for given in one.parameters.values()],
            }
            for one in known
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return DONE
    for one in known:
        print(f"{one.name}\n    {one.meaning}")
        for given in one.parameters.values():
            print(f"    --{given.name.replace('_', '-')}  {given.meaning}")
    return DONE


def described(given: Parameter) -> dict[str, Any]:
    return {
        "name": given.name,
        "type": given.type,
        "optional": given.may_be_absent,
        "default": given.default,
        "choices": list(given.choices),
        "meaning": given.meaning,
    }


def asking(given: argparse.Namespace, rest: list[str]) -> int:
    """Run one query and print its rows. Raises StoreError where there is no store."""
    if not store_root().is_dir():
        raise StoreError(NO_STORE, root=store_root())
    wanted = queries.query(given.name)
    values = options(wanted, rest)
    rows = queries.run(
        given.name,
        scope=scope_of(given.scope),
        release=given.release,
        known_on=given.known_on,
        engine=given.engine,
        **values,
    )
    if given.format == "json":
        print(json.dumps([plain(row) for row in rows.iter_rows(named=True)], ensure_ascii=False))
    elif given.format == "csv":
        sys.stdout.write(rows.write_csv())
    else:
        with pl.Config(tbl_rows=-1, tbl_cols=-1, tbl_width_chars=10_000, fmt_str_lengths=60):
            print(rows)
    return DONE


def options(wanted: queries.Query, rest: list[str]) -> dict[str, str]:
    """The parameters among the options that are left: `--as-of 2026-11-20` or `--as-of=…`."""
    found: dict[str, str] = {}
    words = iter(rest)
    for word in words:
        if not word.startswith("--"):
            raise QueryError("Unknown option {option}.", option=word)
        name, given, value = word.removeprefix("--").partition("=")
        name = name.replace("-", "_")
        if name not in wanted.parameters:
            queries.bound(wanted, {name: value})
        if not given:
            following = next(words, None)
            if following is None:
                raise QueryError("The option {option} needs a value.", option=word)
            value = following
        found[name] = value
    return found


def scope_of(texts: list[str]) -> queries.Scope:
    """`regions=川南;川北` or `rep=R01`, given once or twice."""
    found: dict[str, Any] = {}
    for text in texts:
        name, _, value = text.partition("=")
        if name == "regions":
            found["regions"] = tuple(part for part in value.replace("；", ";").split(";") if part)
        elif name == "rep" and value:
            found["rep"] = value
        else:
            raise QueryError("A scope is regions=… or rep=…, not {text}.", text=text)
    return queries.Scope(**found)


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON says it: dates ISO, decimals as strings, ratios as numbers, missing as null."""
    return {name: plain_value(value) for name, value in row.items()}


def plain_value(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


if __name__ == "__main__":
    try:
        code = main()
    except BrokenPipeError:
        code = DONE
    except Exception:
        log.exception("A query failed")
        print("Something went wrong; the log above has the rest.", file=sys.stderr)
        code = FAILED
    sys.exit(code)
