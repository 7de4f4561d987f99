"""Commands about releases: list, label, diff, undo, restore."""

import argparse
from dataclasses import asdict

from data.commands.terminal import DONE, print_json, print_rows, say, who
from data.releases import LONGEST_LABEL
from data.store import Release, Store

LABEL_GONE = "Release {number} has no label."


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands."""
    every = subparsers.add_parser("releases", help="list the releases, newest last")
    every.add_argument("--json", action="store_true", help="as JSON")
    every.set_defaults(run=list_releases)

    label = subparsers.add_parser("label", help="name a release (an empty name takes it away)")
    label.add_argument("release", type=int)
    label.add_argument("name", type=label_name)
    label.set_defaults(run=label_release, changes="label")

    diff = subparsers.add_parser("diff", help="rows and sums that differ between two releases")
    diff.add_argument("before", type=int)
    diff.add_argument("after", type=int)
    diff.add_argument("--json", action="store_true", help="as JSON")
    diff.set_defaults(run=show_diff)

    undo = subparsers.add_parser("undo", help="take the rows of one upload back")
    undo.add_argument("upload", help="its id or the beginning of it")
    undo.set_defaults(run=undo_upload, changes="undo")

    restore = subparsers.add_parser("restore", help="make an old release the newest one")
    restore.add_argument("release", type=int)
    restore.set_defaults(run=restore_release, changes="restore")


def label_name(text: str) -> str:
    """A label as the pages allow it."""
    if len(text) > LONGEST_LABEL or not text.isprintable():
        raise argparse.ArgumentTypeError(f"a label is up to {LONGEST_LABEL} letters")
    return text.strip()


def as_facts(release: Release) -> dict[str, object]:
    """A release as listed: everything but the check sums of definitions."""
    found = asdict(release)
    del found["definitions"]
    return found


def list_releases(options: argparse.Namespace) -> int:
    releases = Store().releases()
    if options.json:
        print_json([as_facts(one) for one in releases])
        return DONE
    titles = ("release", "at", "who", "action", "label", "upload", "rows", "note")
    print_rows(
        titles,
        (
            (
                one.number,
                f"{one.at.astimezone():%Y-%m-%d %H:%M:%S}",
                one.who,
                one.action if one.kept else f"{one.action} (removed)",
                one.label,
                one.upload[:12] or one.subject[:12],
                one.stored_rows,
                one.note,
            )
            for one in releases
        ),
    )
    return DONE


def label_release(options: argparse.Namespace) -> int:
    release = Store().label(options.release, options.name)
    said = "Release {number} is labelled {label}." if release.label else LABEL_GONE
    say(said, number=release.number, label=release.label)
    return DONE


def show_diff(options: argparse.Namespace) -> int:
    tables = Store().diff(options.before, options.after)
    if options.json:
        print_json([asdict(one) for one in tables])
        return DONE
    for one in tables:
        print_rows(
            ("table", "new", "changed", "gone"), [(one.table, one.new, one.changed, one.gone)]
        )
        if one.sums:
            print_rows(
                ("  column", "before", "after"),
                ((f"  {name}", *both) for name, both in one.sums.items()),
            )
    if not tables:
        say("Nothing differs.")
    return DONE


def undo_upload(options: argparse.Namespace) -> int:
    release = Store().undo(options.upload, who())
    say(
        "Upload {upload} was taken back by release {number}.",
        upload=options.upload,
        number=release.number,
    )
    return DONE


def restore_release(options: argparse.Namespace) -> int:
    restored = Store().restore(options.release, who())
    say(
        "Release {number} is release {old} again.",
        number=restored.release.number,
        old=options.release,
    )
    for one in restored.left_behind:
        say(
            "Left behind: release {number} by {who}, {moment}{label}.",
            number=one.number,
            label=one.label and f" ({one.label})",
            who=one.who,
            moment=f"{one.at.astimezone():%Y-%m-%d %H:%M}",
        )
    return DONE
