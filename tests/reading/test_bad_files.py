"""Files that would be read wrongly are refused, with the place and a sentence on what to mend."""

import polars as pl
import pytest

from data.problems import FileRefusedError, Problem
from data.reading.keys import complete, distinct
from data.reading.recognition import recognise
from data.reading.rows import typed_rows
from data.reading.sheets import read

HEADER = "订单编号,行号,客户编号,订单日期,数量,金额,备注\n"
FIRST = "S1,1,C1,2026-11-03,2,100,\n"
TARGETS = "月份,层级,对象,指标,目标值\n2026-11,区域,川南,销售额,100\n"


def problems(content: str | bytes, table: str, **mapping: str) -> list[Problem]:
    """What is wrong with the rows of a text file."""
    content = content.encode() if isinstance(content, str) else content
    found = recognise(read(content, "a.csv"), table, mapping)
    return list(typed_rows(found, {}).problems)


ORDERS = [
    ("a short row", "S2,1,C2,2026-11-04,50\n", 3, "", "The row has 5 cells, the header 7"),
    ("a torn number", "S2,1,C2,2026-11-04,1.5,1,234.56\n", 3, "金额", "Is this 1,234.56?"),
    ("a torn number and a delimiter", "S2,1,C2,2026-11-04,1,1,234,\n", 3, "", "more cells"),
    ("half a row", "S2,1,C2,2026-1", 3, "", "The row has 4 cells"),
    ("a sum with every cell", "合计,1,全部,2026-11-30,2,100,\n", 3, "订单编号", "sum of other rows"),
    ("a sum by region", "川南 小计：,1,川南,2026-11-30,2,100,\n", 3, "订单编号", "sum of other rows"),
    ("a header again", HEADER, 3, "行号", "A number was expected"),
    ("万 in a cell", "S2,1,C2,2026-11-04,2,3.2万,\n", 3, "金额", "A number was expected"),
    ("a minus behind", "S2,1,C2,2026-11-04,2,500-,\n", 3, "金额", "A number was expected"),
    ("percent of money", "S2,1,C2,2026-11-04,2,12%,\n", 3, "金额", "A number was expected"),
    ("#DIV/0! where nothing is needed", "S2,1,C2,2026-11-04,#DIV/0!,1,\n", 3, "数量", "an error here"),
    ("a code turned into a date", "S2,1,2026-03-11,2026-11-04,1,1,\n", 3, "客户编号", "into a date"),
    ("the same in Chinese", "S2,1,3月11日,2026-11-04,1,1,\n", 3, "客户编号", "into a date"),
    ("a code without its digits", "S2,1,1.23E+11,2026-11-04,1,1,\n", 3, "客户编号", "shortened"),
    ("a day without year", "S2,1,C2,11月4日,1,1,\n", 3, "订单日期", "A date was expected"),
    ("two digits of a year", "S2,1,C2,26/11/4,1,1,\n", 3, "订单日期", "A date was expected"),
    ("3 November or 11 March", "S2,1,C2,11/3/2026,1,1,\n", 3, "订单日期", "cannot be told apart"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "line", "column", "says"), [one[1:] for one in ORDERS], ids=[one[0] for one in ORDERS]
)
def test_a_row_is_refused(row: str, line: int, column: str, says: str) -> None:
    found = problems(HEADER + FIRST + row, "orders")[0]
    assert (found.row, found.column) == (line, column)
    assert says in found.sentence()


WHOLE = [
    ("万元 above", "单位：万元,,,,,,\n" + HEADER + FIRST, "Above the header stands “单位：万元”"),
    ("万元 in a title", "十一月销售（万元）\n" + HEADER + FIRST, "Above the header stands"),
    ("no rows", HEADER, "There is no row below the header."),
]


@pytest.mark.parametrize(
    ("text", "says"), [one[1:] for one in WHOLE], ids=[one[0] for one in WHOLE]
)
def test_a_file_is_refused_as_a_whole(text: str, says: str) -> None:
    found = problems(text, "orders")[0]
    assert found.row is None
    assert says in found.sentence()


@pytest.mark.parametrize(
    ("header", "field", "unit"),
    [
        ("金额(万元)", "invoice_amount", "万元"),
        ("金额（万元）", "invoice_amount", "万元"),
        ("销售额 万元", "invoice_amount", "万元"),
        ("金额(USD)", "invoice_amount", "usd"),
        ("数量(千克)", "quantity_t", "千克"),
        ("数量/kg", "quantity_t", "kg"),
    ],
)
def test_a_mapped_column_of_another_unit_is_refused(header: str, field: str, unit: str) -> None:
    own = "金额" if field == "invoice_amount" else "数量"
    text = HEADER.replace(own, header) + FIRST
    (found,) = problems(text, "orders", **{field: header})
    assert found.sentence().startswith(f"The header {header} says {unit}, but ")


def test_a_column_of_units_says_which_rows_are_not_in_tonnes() -> None:
    text = (
        HEADER.replace("备注", "单位") + FIRST.replace(",\n", ",吨\n") + "S2,1,C,2026-11-04,5,9,KG"
    )
    (found,) = problems(text, "orders")
    assert (found.row, found.column, found.value) == (3, "单位", "KG")


def test_an_amount_beside_its_tax_is_not_what_the_customer_owes() -> None:
    text = HEADER.replace("备注", "税额") + FIRST
    found = recognise(read(text.encode(), "a.csv"), "orders", {})
    assert found.meaning.missing == ("invoice_amount",)
    assert problems(text, "orders", invoice_amount="金额") == []


@pytest.mark.parametrize(
    ("table", "text", "line", "says"),
    [
        ("customers", "客户编号,客户名称\ncustomer_id,customer_name\nC,甲\n", 2, "names columns"),
        ("customers", "客户编号,客户名称\nC,甲\n合计,1家\n", 3, "sum of other rows"),
        ("targets", TARGETS + "2026-11,区域,合计,销售额,100\n", 3, "sum of other rows"),
        ("targets", TARGETS + "11月,区域,川北,销售额,100\n", 3, "A month was expected"),
        ("targets", TARGETS + "2026-Q4,区域,川北,销售额,100\n", 3, "A month was expected"),
        ("targets", TARGETS + "2026.1,区域,川北,销售额,100\n", 3, "A month was expected"),
        ("customers", "客户编号,客户名称,业务员\nC,甲,#N/A\n", 2, "an error here"),
    ],
)
def test_rows_of_other_tables_are_refused(table: str, text: str, line: int, says: str) -> None:
    found = problems(text, table)[0]
    assert found.row == line
    assert says in found.sentence()


def test_a_thousand_is_doubtful_where_others_have_a_decimal_comma() -> None:
    text = (
        HEADER.replace(",", ";") + "S1;1;C1;2026-11-03;2;1.234,56;\nS2;1;C2;2026-11-04;1;1.234;\n"
    )
    found = problems(text, "orders")
    assert [(one.row, one.column) for one in found] == [(2, "金额"), (3, "金额")]
    assert found[1].sentence().startswith("In this column some numbers have a comma")


@pytest.mark.parametrize(
    ("table", "text", "total"),
    [
        ("profiles", "曲线编号,指标,月份,旬,占比\nK,销量,2026-11,上旬,0.5\nK,销量,2026-11,中旬,0.5\n", "1.00"),
        ("order_shares", "订单编号,业务员编号,份额\nS1,R1,0.5\nS1,R2,60%\n", "1.100000"),
    ],
)  # fmt: skip
def test_shares_that_are_no_whole_are_refused(table: str, text: str, total: str) -> None:
    found = recognise(read(text.encode(), "a.csv"), table, {})
    rows = typed_rows(found, {}).good.with_columns(source_file=pl.lit("a.csv"))
    keyed = complete(found.table, distinct(found.table, rows))
    assert [(one.row, one.value) for one in keyed.problems] == [(2, total)]
    assert keyed.rows.height == 0
    assert len(keyed.rejected) == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (
            "單號,客戶,日期,金額,備註\nS1,重慶石化有限公司,2026-11-03,1,\n".encode("big5"),
            "neither UTF-8",
        ),
        ("order_id,customer,date,Größe\nS1,C1,2026-11-03,1\n".encode("latin-1"), "neither UTF-8"),
        ("订单编号,客户名称\nS1,重庆石化\n".encode()[:-2], "cannot be read"),
        ("order_id,customer\nS1,\ufffd\ufffd公司\n".encode(), "already lost"),
        (
            "order_id,customer\nS1,重庆石化\n".encode("gbk").decode("latin-1").encode(),
            "already lost",
        ),
        ("订单编号\n".encode("utf-32"), "control character"),
    ],
)
def test_spoilt_characters_are_refused(content: bytes, says: str) -> None:
    with pytest.raises(FileRefusedError) as refusal:
        read(content, "a.csv")
    assert says in str(refusal.value)
