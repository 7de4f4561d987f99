"""What stands in place of a page that has no rows: nothing uploaded, filtered away, or none."""

from collections.abc import Sequence

from data.contracts import TABLES
from pages.shared import numbers
from pages.shared.ask import ask
from pages.shared.language import _, current
from pages.shared.register import pages_for
from pages.shared.session import current_user
from pages.shared.states import empty
from pages.shared.view import View

UPLOAD = "upload"


def nothing(view: View, tables: Sequence[str], what: str, why: str, advice: str) -> None:
    """Say why there is nothing and what to do.

    tables: the page stands on any of them; why: said when no filter is set; advice: when one is.
    """
    if never_uploaded(view, tables):
        not_uploaded(tables)
    else:
        empty(what, advice if view.is_filtered else why)


def never_uploaded(view: View, tables: Sequence[str]) -> bool:
    """Whether none of these tables has a row in today's release, whoever asks."""
    if view.is_of_older_release:
        return False
    found = {row["table_name"]: row["row_count"] for row in ask("shared/dates").to_dicts()}
    return not any(found.get(name) for name in tables)


def not_uploaded(tables: Sequence[str]) -> None:
    """The way to the upload page for who may open it; others know whom to ask."""
    language = current()
    names = numbers.joined(
        (TABLES[name].zh if language == "zh" else TABLES[name].en for name in tables), language
    )
    what = _("Nothing was uploaded yet: {tables}", tables=names)
    files = {page.address: str(page.file) for page in pages_for(current_user().role)}
    if UPLOAD in files:
        why = _("This page shows its numbers as soon as the files are in.")
        empty(what, why, do=(_("To the upload page"), files[UPLOAD]))
    else:
        empty(what, _("Please ask the data clerk to upload the files."))
