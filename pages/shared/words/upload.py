"""Sentences of the upload page: what stands, in one line."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from data.contracts import TABLES
from data.language import translate
from data.uploads import Status
from pages.shared.numbers import count, joined, number
from pages.shared.parts import Mark

Said = tuple[str, str, dict[str, Mark | str]]
"""The light of the page ("" = no verdict), the sentence, and what fills it."""


def nothing_open(language: str, uploads: int) -> Said:
    """Nobody's files are being looked at."""
    if not uploads:
        return "", translate(language, "Nothing was uploaded yet; drop your files below"), {}
    sentence = translate(language, "Drop your files below; {uploads} uploads are in so far")
    return "", sentence, {"uploads": count(uploads)}


def of_job(status: Status, language: str, *, taken_back: bool = False) -> Said:
    """What came of a job, or how far it is."""
    files = Mark(named([one.name for one in status.job.files], language))
    if status.state == "running":
        words = "Publishing {files}" if status.job.publishes else "Looking at {files}"
        return "", translate(language, words), {"files": files}
    if status.outcome is None:
        return "red", translate(language, "{files}: not done"), {"files": files}
    if status.outcome["published"]:
        return published(status.outcome, language, taken_back=taken_back)
    return planned(status.outcome, language)


def published(outcome: Mapping[str, Any], language: str, *, taken_back: bool) -> Said:
    """The files are in, or were."""
    rows = count(outcome["new"] + outcome["changed"])
    facts: dict[str, Mark | str] = {
        "release": str(outcome["release"]),
        "rows": Mark(rows),
        "money": money(outcome, language),
        "rejected": Mark(count(outcome["rejected"]), "amber"),
    }
    if taken_back:
        return "", translate(language, "Taken back: the {rows} rows are out again"), facts
    if outcome["rejected"]:
        words = "In as release {release}: {rows} rows{money}; {rejected} rows were left out"
        return "amber", translate(language, words), facts
    facts["rows"] = Mark(rows, "green")
    return "", translate(language, "In as release {release}: {rows} rows{money}"), facts


def planned(outcome: Mapping[str, Any], language: str) -> Said:
    """What publishing would do, or what stands against it."""
    problems = outcome["problems"]
    facts: dict[str, Mark | str] = {
        "new": Mark(count(outcome["new"])),
        "changed": Mark(count(outcome["changed"])),
        "gone": Mark(count(outcome["gone"]), "amber"),
        "problems": Mark(count(len(problems)), "red"),
        "rejected": Mark(count(outcome["rejected"]), "red"),
        "good": Mark(count(good_rows(outcome))),
        "money": money(outcome, language),
        "files": Mark(named(files_refused(outcome), language), "red"),
    }
    if files_refused(outcome):
        words = "{files} cannot be used as it is: say below what it holds"
        return "red", translate(language, words), facts
    if problems and good_rows(outcome):
        words = "{rejected} rows are wrong, {good} rows are right; nothing is in yet"
        return "red", translate(language, words), facts
    if problems:
        return "red", translate(language, "All {rejected} rows are wrong; nothing is in"), facts
    if not outcome["new"] + outcome["changed"] + outcome["gone"]:
        words = "Everything in these files is there already; there is nothing to publish"
        return "", translate(language, words), facts
    if not outcome["gone"]:
        facts |= {key: Mark(count(outcome[key]), "green") for key in ("new", "changed")}
    pieces = {
        "new": translate(language, "{new} new"),
        "changed": translate(language, "{changed} changed"),
        "gone": translate(language, "{gone} would vanish"),
    }
    changes = joined((text for key, text in pieces.items() if outcome[key]), language)
    words = translate(language, "All rows are right: {changes}{money}; not in yet")
    if outcome.get("unregistered"):
        facts["unregistered"] = Mark(count(outcome["unregistered"]), "amber")
        words = translate(
            language,
            "All rows can go in: {changes}{money}; {unregistered} codes are not registered",
        )
    sentence = words.replace("{changes}", changes)
    doubtful = outcome["gone"] or outcome.get("unregistered")
    return "amber" if doubtful else "", sentence, facts


def money(outcome: Mapping[str, Any], language: str) -> str:
    """The sum of the first money column, when all rows go into one table; else nothing."""
    if len(outcome["tables"]) != 1:
        return ""
    (table,) = outcome["tables"]
    contract = TABLES[table["table"]]
    columns = (one for one in contract.fields if one.kind == "money" and one.required)
    column = next((one for one in columns if one.name in table["totals"]), None)
    if column is None:
        return ""
    return translate(
        language,
        ", {column} {amount} CNY",
        column=column.label(language),
        amount=number(Decimal(table["totals"][column.name]), 2),
    )


def good_rows(outcome: Mapping[str, Any]) -> int:
    """Rows that may be published."""
    return int(outcome["new"] + outcome["changed"] + outcome["same"])


def files_refused(outcome: Mapping[str, Any]) -> list[str]:
    """Files with a problem that concerns the file as a whole."""
    return list(dict.fromkeys(one["file"] for one in outcome["problems"] if one["row"] is None))


def named(files: list[str], language: str) -> str:
    """Up to two names of files, then how many more."""
    if len(files) <= 2:
        return joined(files, language)
    return translate(
        language, "{file} and {count} more files", file=files[0], count=count(len(files) - 1)
    )
