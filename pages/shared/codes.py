"""Words for the codes that stand in tables: the contract keeps them, once for all pages."""

from data.contracts import TABLES
from pages.shared.language import current


def code_words(table: str, column: str) -> dict[str, str]:
    """Code → word of one column, for `replace` on a frame: Chinese from the contract."""
    chinese = dict(TABLES[table].by_name[column].values)
    if current() == "zh":
        return chinese
    return {code: code.replace("_", " ") for code in chinese}
