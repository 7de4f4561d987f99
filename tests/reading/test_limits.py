"""Numbers outside what a contract allows, and words that no stage has, with what was expected."""

import pytest

from data.contracts import TABLES
from data.reading.recognition import recognise
from data.reading.rows import typed_rows
from data.reading.sheets import read

CUSTOMER = "客户编号,客户名称,"
LIMITS = [
    ("customers", CUSTOMER + "账期", "C1,甲,{}", ("0", "90"), ("-1",), "at least 0"),
    ("customers", CUSTOMER + "授信额度", "C1,甲,{}", ("0", "1000.50"), ("-0.01",), "at least 0"),
    ("customers", CUSTOMER + "资金实力", "C1,甲,{}", ("1", "5"), ("0", "6"), "from 1 to 5"),
    ("products", "产品编号,品名,品种,税率", "P,油,柴油,{}", ("0", "13%"), ("-13%",), "from 0 to 1"),
    ("scores", "客户编号,季度,能力", "C1,2026-Q1,{}", ("0", "100"), ("-1", "100.5"), "from 0 to 100"),
    ("visits", "走访编号,业务员,走访时间,满意度", "V,R1,2026-11-03,{}", ("1", "5"), ("0", "9"), "from 1 to 5"),
    ("profiles", "曲线编号,指标,月份,旬,占比", "K,销量,2026-11,上旬,{}", ("33.34", "33.34%"), ("101",), "from 0 to 100"),
    ("customer_stock", "客户编号,产品编号,盘点日期,库存", "C,P,2026-11-03,{}", ("0",), ("-0.001",), "at least 0"),
]  # fmt: skip
STAGES = "商机编号,业务员,销售阶段,采购阶段\nSJ1,R1,{},{}\n"


def refusals(table: str, text: str) -> list[str]:
    """The sentences on a file."""
    rows = typed_rows(recognise(read(text.encode(), "a.csv"), table, {}), {})
    return [one.sentence("en") for one in rows.problems]


@pytest.mark.parametrize(
    ("table", "header", "row", "good", "bad", "says"), LIMITS, ids=[one[1][-4:] for one in LIMITS]
)
def test_a_number_outside_its_limits_is_refused(
    table: str, header: str, row: str, good: tuple[str, ...], bad: tuple[str, ...], says: str
) -> None:
    for cell in good:
        assert refusals(table, f"{header}\n{row.format(cell)}\n") == []
    for cell in bad:
        assert refusals(table, f"{header}\n{row.format(cell)}\n") == [
            f"A number {'of ' if 'least' in says else ''}{says} was expected."
        ]


@pytest.mark.parametrize(
    "cell",
    ["3", "３", "3.0", "初步方案", " 初步 方案", "3 初步方案", "3、初步方案", "3.初步方案", "第3阶段",
     "阶段3", "First Proposal", "stage 3"],
)  # fmt: skip
def test_a_stage_is_a_number_its_words_or_both(cell: str) -> None:
    text = STAGES.format(cell, "首选供应商")
    rows = typed_rows(recognise(read(text.encode(), "a.csv"), "opportunities", {}), {})
    assert rows.good.select("seller_stage", "buyer_stage").rows() == [(3, 6)]


@pytest.mark.parametrize("cell", ["0", "9", "3.5", "Engaging", "4 初步方案", "谈判中"])
def test_another_stage_is_refused_with_the_eight_there_are(cell: str) -> None:
    (sentence,) = refusals("opportunities", STAGES.format(cell, 1))
    assert sentence.startswith("Expected one of: 1 规划与邀约, 2 拜访与初步调研, 3 初步方案")
    assert sentence.endswith("8 签约与移交; or say what the word stands for.")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("银承", "bank_acceptance"),
        ("银行承兑汇票", "bank_acceptance"),
        ("Bank Acceptance", "bank_acceptance"),
        ("ＢＡＮＫ＿ＡＣＣＥＰＴＡＮＣＥ", "bank_acceptance"),
        ("商 承", "commercial_acceptance"),
        ("电汇", "transfer"),
    ],
)
def test_a_way_of_paying_has_many_names(cell: str, code: str) -> None:
    text = f"收款单号,客户编号,收款日期,收款金额,收款方式\nR,C,2026-11-03,1,{cell}\n"
    rows = typed_rows(recognise(read(text.encode(), "a.csv"), "receipts", {}), {})
    assert rows.good["method"].to_list() == [code]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_limits_and_words_of_a_contract_hold_together(name: str) -> None:
    for field in TABLES[name].fields:
        assert {code for code, _ in field.words} <= set(field.codes)
        if field.most is not None:
            assert field.least is not None
            assert field.least < field.most
        if field.least is not None:
            assert field.kind in ("money", "tonnes", "ratio", "number", "count")
