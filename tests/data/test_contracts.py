"""The contracts hold together: every table is seen by somebody, every word has its Chinese."""

import pytest

from data.contracts import ALL, BASE, BUILT, TABLES
from data.language import catalogue
from queries.scope import sees


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_table_says_by_what_its_rows_are_seen(name: str) -> None:
    table = ALL[name]
    assert sees(table)
    needed = {"customer": {"customer_id"}, "order": {"order_id"}, "node": {"level", "scope_id"}}
    assert needed.get(table.seen_by, set()) <= set(table.by_name)


@pytest.mark.parametrize("name", sorted(BASE))
def test_a_stored_table_has_a_key_and_says_where_a_row_came_from(name: str) -> None:
    table = BASE[name]
    assert table.keys
    assert {"source_file", "source_line", "source_upload"} <= set(table.by_name)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_references_name_a_column_that_exists(name: str) -> None:
    for field in TABLES[name].fields:
        if field.references:
            table, column = field.references.split(".")
            assert TABLES[table].by_name[column].kind == field.kind


@pytest.mark.parametrize("name", sorted(TABLES))
def test_no_header_means_two_columns_by_label(name: str) -> None:
    labels = [one.zh for one in TABLES[name].fields]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_meaning_has_its_chinese_sentence(name: str) -> None:
    table, known = TABLES[name], catalogue("zh")
    meanings = {table.meaning, *(one.meaning for one in table.fields)}
    assert not {one for one in meanings if one not in known}


def test_computed_tables_have_a_definition() -> None:
    from data.derived import ORDER

    assert set(ORDER) == set(BUILT)
