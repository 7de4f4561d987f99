"""A template, filled in, is understood by the reader without a mapping."""

import io

import pytest
from python_calamine import CalamineWorkbook

from data import templates
from data.contracts import TABLES, Table
from data.reading.recognition import recognise
from data.reading.sheets import read


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("table", TABLES.values(), ids=lambda one: one.name)
def test_every_column_of_a_template_is_understood(table: Table, language: str) -> None:
    content = templates.as_csv(table, language)
    found = recognise(read(content, "a.csv"), table.name, {})
    assert set(found.meaning.sources) == {one.name for one in table.fields}
    assert not found.meaning.ignored


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("table", TABLES.values(), ids=lambda one: one.name)
def test_the_explanations_are_not_taken_for_rows(table: Table, language: str) -> None:
    content = templates.as_workbook(table, language)
    found = recognise(read(content, "a.xlsx"), table.name, {})
    assert found.sheet.name == table.label(language)
    assert found.sheet.cells.height == 1
    assert set(found.meaning.sources) == {one.name for one in table.fields}


def test_the_workbook_explains_each_column_in_the_language_of_the_reader() -> None:
    content = templates.as_workbook(TABLES["receipts"], "zh")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["收款", "填写说明"]
    rows = book.get_sheet_by_name("填写说明").to_python()
    assert rows[0][:3] == ["列", "必填", "类型"]
    assert rows[5][:4] == ["收款金额", "是", "金额，两位小数", "CNY"]
    assert len(rows) == 1 + len(TABLES["receipts"].fields)
