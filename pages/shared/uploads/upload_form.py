"""Everything that was guessed about one file, as questions that a person can answer otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from data.contracts import TABLES, Field, Table
from data.reading.answers import headers_of
from data.reading.delimiters import DELIMITERS
from data.reading.encodings import ENCODINGS
from data.reading.headers import AIDS, CONSTANT
from data.reading.recognition import HEADERLESS
from data.templates import is_needed
from data.uploads import Job, KeptFile
from pages.shared.language import _, current
from pages.shared.parts import escaped
from pages.shared.uploads import upload_empties, upload_words, upload_work

File = Mapping[str, Any]

NOTHING, GUESSED = "", "@guessed"
AUTO = "auto"
# The English words are message ids of the catalogue.
ENCODING_WORDS = {
    "": "",
    "utf-8": "UTF-8",
    "gb18030": "GB18030 (Chinese Windows)",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16 (big-endian)",
}
SEPARATOR_WORDS = {"": "", ",": "comma", "\t": "tab", ";": "semicolon", "|": "vertical bar"}
AID_WORDS = {
    "quantity": "Priced quantity",
    "unit_price": "Unit price",
    "discount": "Discount",
    "profit": "Profit",
}
HOW_WORDS = {
    "price": "worked out: {source}",
    "profit": "worked out: amount {source}",
    "constant": "in every row: {source}",
}


def draw(job: Job, found: File) -> None:
    """The questions of one file; answering them reads all files again."""
    kept = next(one for one in job.files if one.name == found["file"])
    with st.form(f"form_{job.job_id}_{kept.name}", border=False):
        name, answered = whole(kept, found)
        mapping = columns(kept, found) if found["headers"] else {}
        mapping |= upload_words.draw(kept, found) | upload_empties.draw(kept, found)
        if st.form_submit_button(_("Read again with these answers"), type="primary"):
            same = name == (found["table"] or kept.table)
            wanted = replace(answered, mapping=mapping if same else {})
            upload_work.look([wanted if one is kept else one for one in job.files], job.mode)
    if len(job.files) > 1 and st.button(_("Leave this file out"), icon=":material/close:"):
        upload_work.look([one for one in job.files if one is not kept], job.mode)


def whole(kept: KeptFile, found: File) -> tuple[str, KeptFile]:
    """Questions about the file as a whole: (table, the file with the answers)."""
    language = current()
    with st.grid(columns=5, min_column_width=170, gap=(8, 16)):
        tables = [AUTO, *TABLES] if not found["table"] else list(TABLES)
        shown = found["table"] or kept.table
        name = st.selectbox(
            _("What the file holds"),
            tables,
            index=tables.index(shown),
            format_func=lambda one: (
                TABLES[one].label(language) if one in TABLES else _("please choose")
            ),
        )
        row = st.number_input(
            _("The header stands in row (0: there is none)"),
            min_value=0,
            max_value=1000,
            value=int(found.get("header_row", 1)),
        )
        sheet, encoding, delimiter = kept.sheet, kept.encoding, kept.delimiter
        if len(found["sheets"]) > 1:
            at = found["sheets"].index(found["sheet"]) if found.get("sheet") else 0
            sheet = st.selectbox(_("Sheet"), found["sheets"], index=at) or sheet
        if not found["sheets"]:
            encoding = one_of(_("Encoding"), ENCODINGS, found.get("encoding", ""), ENCODING_WORDS)
            delimiter = one_of(
                _("Cells are separated by"), DELIMITERS, found.get("delimiter", ""), SEPARATOR_WORDS
            )
    # Of a table that a person names, the row on the screen is the header, whatever stands in it.
    moved = row != found.get("header_row", 1) or name != (found["table"] or AUTO)
    return name, replace(
        kept,
        table=name,
        sheet=sheet,
        header_row=(int(row) or HEADERLESS) if moved else kept.header_row,
        encoding=encoding if encoding != found.get("encoding", "") else kept.encoding,
        delimiter=delimiter if delimiter != found.get("delimiter", "") else kept.delimiter,
    )


def one_of(title: str, codes: Sequence[str], guessed: str, words: Mapping[str, str]) -> str:
    """A choice among codes shown in words."""
    at = list(codes).index(guessed) if guessed in codes else 0
    return st.selectbox(title, codes, index=at, format_func=lambda one: _(words[one]))


def columns(kept: KeptFile, found: File) -> dict[str, str]:
    """Questions about the columns: the mapping that says what was answered otherwise."""
    contract = TABLES.get(found["table"] or kept.table)
    if contract is None:
        return {}
    taken = {one["field"]: one for one in found["mapping"]}
    first, more = split(contract, set(taken))
    st.caption(
        _("Choose the column of the file for each field; a typed word is the value of every row.")
    )
    answers: dict[str, str] = {}
    with st.grid(columns=4, min_column_width=210, gap=(8, 16)):
        for field in first:
            answers[field.name] = question(field, found, taken.get(field.name))
    with (
        st.expander(_("{count} more fields without a column", count=len(more))),
        st.grid(columns=4, min_column_width=210, gap=(8, 16)),
    ):
        for field in more:
            answers[field.name] = question(field, found, None)
        for aid in AIDS if contract.name == "orders" else ():
            answers[aid] = aid_question(aid, kept, found)
    given = {name: answer for name, answer in answers.items() if answer != GUESSED}
    return {**headers_of(kept.mapping), **shared(given, found), **given}


def shared(given: Mapping[str, str], found: File) -> dict[str, str]:
    """Guessed fields whose column was given to another field too: both stay as the screen shows.

    Otherwise the answer would take the column away from them, a number from a file of names.
    """
    used = {answer for name, answer in given.items() if name not in AIDS}
    return {
        one["field"]: one["from"]
        for one in found["mapping"]
        if one["field"] not in given and one["how"] in ("column", "name") and one["from"] in used
    }


def split(contract: Table, taken: set[str]) -> tuple[list[Field], list[Field]]:
    """(fields that are needed or have a column, the others)."""
    first = [one for one in contract.fields if one.name in taken or is_needed(contract, one)]
    return first, [one for one in contract.fields if one not in first]


def question(field: Field, found: File, source: Mapping[str, Any] | None) -> str:
    """Which column fills the field: a header, `=value`, "" for none, GUESSED for no change."""
    guess = GUESSED if source else NOTHING
    needed = is_needed(TABLES[found["table"]], field) if found["table"] else field.required
    words = {GUESSED: said(source, found), NOTHING: _("— none")}
    if source is None:
        del words[GUESSED]
    if field.values:
        codes = everywhere(upload_words.worded(found["table"], field))
        if source and source["from"] in codes:
            words[GUESSED] = codes.pop(source["from"])
        words |= codes
    answer = choice(
        field.label(current()) + (" *" if needed else ""),
        found,
        words,
        f"{found['file']}_{field.name}",
        field.meaning,
    )
    return GUESSED if answer == guess else answer


def everywhere(words: Mapping[str, str]) -> dict[str, str]:
    """The codes of a field as answers for every row."""
    return {
        CONSTANT + code: _("in every row: {source}", source=word) for code, word in words.items()
    }


def aid_question(aid: str, kept: KeptFile, found: File) -> str:
    """Which column a missing amount or cost is worked out from."""
    given = kept.mapping.get(aid, GUESSED)
    options = {given: escaped(given)} if given != GUESSED else {}
    words = {**options, GUESSED: _("as recognised"), NOTHING: _("— none")}
    return choice(_(AID_WORDS[aid]), found, words, f"{found['file']}_{aid}", "")


def choice(title: str, found: File, words: dict[str, str], key: str, meaning: str) -> str:
    """A select box over own words and the headers; what is typed becomes a constant."""
    options = {**words, **headers(found)}
    answer = st.selectbox(
        escaped(title),
        list(options),
        format_func=lambda one: options.get(one, one),
        key=f"map_{found['file']}_{found['table']}_{key}",
        accept_new_options=True,
        help=_(meaning) if meaning else None,
    )
    answer = answer or NOTHING
    return answer if answer in options else CONSTANT + answer.removeprefix(CONSTANT)


def headers(found: File) -> dict[str, str]:
    """Header → header with the first value below it; `名称#2` for the second of a name."""
    seen: dict[str, int] = {}
    result = {}
    below = found["sample"][0] if found["sample"] else []
    for at, header in enumerate(one.strip() for one in found["headers"]):
        if not header:
            continue
        seen[header] = seen.get(header, 0) + 1
        code = header if seen[header] == 1 else f"{header}#{seen[header]}"
        cell = below[at].strip()[:18] if at < len(below) else ""
        result[code] = f"{code} · {cell}" if cell else code
    return result


def said(source: Mapping[str, Any] | None, found: File) -> str:
    """What a field was taken from, in words."""
    if source is None:
        return ""
    text = str(source["from"]).removeprefix(CONSTANT)
    if source["how"] in HOW_WORDS:
        return _(HOW_WORDS[source["how"]], source=text)
    return headers(found).get(text, text)
