"""Commands that look after the store: backup, verify, compact."""

import argparse
from dataclasses import asdict
from pathlib import Path

from data.commands.terminal import DONE, STORE_REFUSED, print_json, say
from data.language import of_environment, translate
from data.store import Store
from data.upkeep import KEEP_DAYS

MOST_DAYS = 36_500


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    backup = subparsers.add_parser("backup", help="copy the store into an empty folder")
    backup.add_argument("folder", type=Path)
    backup.set_defaults(run=back_up, changes="backup")

    verify = subparsers.add_parser("verify", help="check every file against its release")
    verify.add_argument("--json", action="store_true", help="as JSON")
    verify.set_defaults(run=verify_files)

    compact = subparsers.add_parser("compact", help="remove files of old, unlabelled releases")
    compact.add_argument(
        "--keep-days", type=days, default=KEEP_DAYS, help=f"default {KEEP_DAYS}", metavar="DAYS"
    )
    compact.set_defaults(run=compact_store, changes="compact")


def days(text: str) -> int:
    """A number of days up to a century; below 0 not even today's releases are kept."""
    number = int(text)
    if abs(number) > MOST_DAYS:
        raise argparse.ArgumentTypeError(f"{text} days are more than a century")
    return number


def back_up(options: argparse.Namespace) -> int:
    release = Store().backup(options.folder)
    say(
        "{folder} holds the store up to release {number}.",
        folder=options.folder,
        number=release.number,
    )
    return DONE


def verify_files(options: argparse.Namespace) -> int:
    damages = Store().verify()
    if options.json:
        print_json([asdict(one) for one in damages])
    for one in damages:
        problem = translate(of_environment(), one.code)
        say("{table}/{path}: {problem}", table=one.table, path=one.path, problem=problem)
    if not damages:
        say("Every file is as its release recorded it.")
    return STORE_REFUSED if damages else DONE


def compact_store(options: argparse.Namespace) -> int:
    removed = Store().compact(options.keep_days)
    say(
        "{files} files removed, {size} MB; {releases} releases can no longer be opened.",
        files=removed.files,
        size=f"{removed.size / 1e6:.1f}",
        releases=len(removed.releases),
    )
    return DONE
