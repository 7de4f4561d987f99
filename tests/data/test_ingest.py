"""Files into a store: what is published, refused, dropped, the same, and undone."""

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.__main__ import main
from data.base_views import rows_of
from data.contracts import TABLES
from data.ingest import Published, Request, UploadFile, publish, read_files
from data.reading.recognition import HEADERLESS
from data.reading.rows import NAMES_KEPT, NAMES_TAKEN
from data.store import Store
from data.upload_report import facts, rejected_csv

ORDERS = """旬报
订单编号,行号,客户编号,订单日期,数量,金额
S1,1,C1,2026/11/3,2,100.00
S1,2,C1,2026/11/3,1,"1,000.50"
S2,1,C2,2026/11/4,1,(50.00)
合计,,,,4,1050.50
"""
POSITIONAL = "订单号,客户编号,日期,金额\nS1,C1,2026-11-03,100\nS1,C1,2026-11-03,200\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store", computed={})


def load(store: Store, folder: Path, *texts: str, **more: Any) -> Published:
    """Publish texts as the files 1.csv, 2.csv …"""
    options = {key: more.pop(key) for key in ("mode", "accept_good") if key in more}
    files = []
    for number, text in enumerate(texts, 1):
        path = folder / f"{number}.csv"
        path.write_text(text, "utf-8")
        files.append(UploadFile(path, path.name, **more))
    return publish(read_files(Request(tuple(files), **options), store), store, "clerk")


def rows(store: Store, table: str, columns: str) -> list[tuple[Any, ...]]:
    release = store.release().number
    select = rows_of(TABLES[table], store.files(release)[table], store.columns(release)[table])
    with duckdb.connect() as connection:
        return connection.execute(f"select {columns} from ({select}) order by all").fetchall()


def problems(published: Published) -> list[tuple[int | None, str, str, str]]:
    return [
        (one.row, one.column, one.value, one.sentence()) for one in published.plan.read.problems
    ]


def test_rows_arrive_typed_with_the_line_they_came_from(store: Store, tmp_path: Path) -> None:
    done = load(store, tmp_path, ORDERS)
    assert done.release is not None
    assert rows(
        store,
        "orders",
        "order_id, line_no, customer_id, cast(ordered_on as varchar), quantity_t, invoice_amount,"
        " status, source_file, source_line",
    ) == [
        ("S1", 1, "C1", "2026-11-03", Decimal("2.000"), Decimal("100.00"), "invoiced", "1.csv", 3),
        ("S1", 2, "C1", "2026-11-03", Decimal("1.000"), Decimal("1000.50"), "invoiced", "1.csv", 4),
        ("S2", 1, "C2", "2026-11-04", Decimal("1.000"), Decimal("-50.00"), "invoiced", "1.csv", 5),
    ]
    assert {row[0] for row in rows(store, "orders", "source_upload")} == {done.release.upload}


def test_a_sum_that_does_not_add_up_is_a_problem(store: Store, tmp_path: Path) -> None:
    done = load(store, tmp_path, ORDERS.replace("1050.50", "1050.60"))
    assert done.release is None
    assert problems(done) == [
        (6, "金额", "1050.60", "The row “合计” says 1050.60, the rows above add up to 1050.50.")
    ]


def test_subtotals_are_sums_since_the_last_one(store: Store, tmp_path: Path) -> None:
    text = "订单号,客户编号,日期,金额\nA,C,2026-11-01,1\n小计,,,1\nB,C,2026-11-01,2\n小计,,,2\n合计,,,3\n"
    done = load(store, tmp_path, text)
    assert done.release is not None
    assert rows(store, "orders", "order_id") == [("A",), ("B",)]


def test_the_same_file_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    first, second = (load(store, tmp_path, ORDERS) for _ in range(2))
    assert first.release is not None
    assert second.release is None
    assert second.plan.changes_nothing
    assert facts(second)["same"] == 3
    assert store.release().number == first.release.number


def test_only_what_differs_is_published(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, ORDERS)
    changed = ORDERS.replace("C2,2026/11/4,1,(50.00)", "C2,2026/11/4,1,(60.00)").replace(
        "合计,,,,4,1050.50\n", "S3,1,C3,2026/11/5,1,10\n"
    )
    outcome = facts(load(store, tmp_path, changed))
    assert [outcome[one] for one in ("new", "changed", "same", "gone")] == [1, 1, 2, 0]
    assert outcome["tables"][0]["before"]["invoice_amount"] == "1050.50"
    assert outcome["tables"][0]["after"]["invoice_amount"] == "1050.50"  # −10 and +10
    assert rows(store, "orders", "order_id, line_no, invoice_amount") == [
        ("S1", 1, Decimal("100.00")),
        ("S1", 2, Decimal("1000.50")),
        ("S2", 1, Decimal("-60.00")),
        ("S3", 1, Decimal("10.00")),
    ]


def test_without_line_numbers_a_file_replaces_its_orders_whole(
    store: Store, tmp_path: Path
) -> None:
    load(store, tmp_path, POSITIONAL)
    assert rows(store, "orders", "order_id, line_no, invoice_amount") == [
        ("S1", 1, Decimal("100.00")),
        ("S1", 2, Decimal("200.00")),
    ]
    shorter = facts(load(store, tmp_path, POSITIONAL.replace("S1,C1,2026-11-03,200\n", "")))
    assert [shorter[one] for one in ("new", "changed", "same", "gone")] == [0, 0, 1, 1]
    assert rows(store, "orders", "line_no, invoice_amount") == [(1, Decimal("100.00"))]


WHOLE = (
    "订单编号,行号,客户编号,订单日期,数量,金额,不含税金额,成本,开票日期,状态\n"
    "S1,1,C1,2026-10-03,2,113,100,80,2026-10-05,已发货\n"
    "S1,2,C1,2026-10-03,1,226,200,150,2026-10-05,已发货\n"
)
SAID = "line_no, invoice_amount, net_amount, cost_amount, cast(invoiced_on as varchar), status"


def test_a_correction_keeps_what_stands_in_columns_that_it_does_not_have(
    store: Store, tmp_path: Path
) -> None:
    load(store, tmp_path, WHOLE)
    done = load(
        store,
        tmp_path,
        "订单编号,行号,客户编号,订单日期,金额\nS1,1,C1,2026-10-03,123\nS1,2,C1,2026-10-03,226\n",
    )
    assert rows(store, "orders", SAID) == [
        # without tax is worked out from the amount, so it cannot stay when that one changes
        (1, Decimal("123.00"), None, Decimal("80.00"), "2026-10-05", "delivered"),
        (2, *map(Decimal, ("226.00", "200.00", "150.00")), "2026-10-05", "delivered"),
    ]
    (arrival,) = done.plan.arrivals
    assert (arrival.changed, arrival.same) == (1, 1)
    assert arrival.emptied == {"net_amount": 1}
    assert facts(done)["tables"][0]["emptied"] == {"net_amount": 1}


def test_a_column_with_empty_cells_empties_and_says_so(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, WHOLE)
    text = "订单编号,行号,客户编号,订单日期,金额,成本\nS1,1,C1,2026-10-03,113,\n"
    (arrival,) = load(store, tmp_path, text).plan.arrivals
    assert arrival.emptied == {"cost_amount": 1}
    assert rows(store, "orders", SAID)[0] == (
        *(1, Decimal("113.00"), Decimal("100.00"), None),
        *("2026-10-05", "delivered"),
    )


def test_of_two_files_each_is_silent_about_its_own_columns(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, WHOLE)
    head = "订单编号,行号,客户编号,订单日期,金额"
    load(
        store,
        tmp_path,
        f"{head}\nS1,1,C1,2026-10-03,113\n",
        f"{head},成本\nS1,2,C1,2026-10-03,226,\n",
    )
    assert rows(store, "orders", "line_no, cost_amount") == [(1, Decimal("80.00")), (2, None)]


def test_an_order_that_comes_whole_without_line_numbers_says_what_it_empties(
    store: Store, tmp_path: Path
) -> None:
    load(store, tmp_path, WHOLE)
    text = "订单编号,客户编号,订单日期,金额\nS1,C1,2026-10-03,113\nS1,C1,2026-10-03,226\n"
    (arrival,) = load(store, tmp_path, text).plan.arrivals
    assert arrival.emptied == {
        **{"quantity_t": 2, "net_amount": 2, "cost_amount": 2, "invoiced_on": 2},
    }


def test_replace_makes_the_file_the_whole_table(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, ORDERS)
    outcome = facts(load(store, tmp_path, POSITIONAL, mode="replace"))
    assert [outcome[one] for one in ("new", "changed", "same", "gone")] == [0, 2, 0, 1]
    assert rows(store, "orders", "order_id") == [("S1",), ("S1",)]


def test_every_problem_names_row_column_and_value(store: Store, tmp_path: Path) -> None:
    text = "订单号,行号,客户编号,日期,金额\nA,1,C,2026-13-01,x\nB,1,,2026-11-01,1\nC,1,C,2026-11-01,2\n"
    done = load(store, tmp_path, text)
    assert done.release is None
    assert problems(done) == [
        (2, "日期", "2026-13-01", "There is no such day or time."),
        (2, "金额", "x", "A number was expected, such as 1,234.56."),
        (3, "客户编号", "", "客户编号 is missing."),
    ]
    assert store.release().number == 0


def test_on_request_good_rows_go_in_and_the_rest_comes_back_with_reasons(
    store: Store, tmp_path: Path
) -> None:
    text = "订单号,行号,客户编号,日期,金额,备注\nA,1,C,2026-11-01,x,=1+1\nC,1,C,2026-11-01,2,\n"
    done = load(store, tmp_path, text, accept_good=True)
    assert done.release is not None
    assert rows(store, "orders", "order_id") == [("C",)]
    back = rejected_csv(done.plan.read, "en").decode("utf-8-sig").splitlines()
    assert back[1:] == [
        '1.csv,2,"金额: A number was expected, such as 1,234.56.",A,1,C,2026-11-01,x,\'=1+1'
    ]


def test_headers_and_reasons_of_rejected_rows_are_no_formulas_either(
    store: Store, tmp_path: Path
) -> None:
    text = "订单号,行号,客户编号,日期,金额,=cmd|x\nA,1,C,2026-11-01,x,1\n"
    done = load(store, tmp_path, text)
    table = csv.reader(rejected_csv(done.plan.read, "en").decode("utf-8-sig").splitlines())
    assert next(table)[-1] == "'=cmd|x"


def test_exact_repetitions_are_dropped_and_counted(store: Store, tmp_path: Path) -> None:
    text = POSITIONAL + "S1,C1,2026-11-03,200\n"
    outcome = facts(load(store, tmp_path, text))
    assert (outcome["duplicates"], outcome["new"]) == (1, 2)


def test_one_key_with_two_contents_names_both_rows(store: Store, tmp_path: Path) -> None:
    text = "订单号,行号,客户编号,日期,金额\nA,1,C,2026-11-01,1\nA,1,C,2026-11-01,2\n"
    done = load(store, tmp_path, text)
    assert problems(done) == [
        (
            3,
            "order_id, line_no",
            "A / 1",
            "Row 2 of 1.csv has the same Order ID, Line but different content in: Invoice amount.",
        )
    ]


def test_several_files_are_one_release_and_names_find_their_codes(
    store: Store, tmp_path: Path
) -> None:
    customers = "客户编号,客户名称,区域\nC1,重庆（西）公司,川南\nC2,同名,川南\nC3,同名,川北\n"
    orders = "订单号,客户名称,日期,金额\nA,重庆(西) 公司,2026-11-01,5\n"
    done = load(store, tmp_path, orders, customers)
    assert done.release is not None
    assert done.release.number == 1
    assert rows(store, "orders", "order_id, customer_id") == [("A", "C1")]
    unclear = load(store, tmp_path, orders.replace("重庆(西) 公司", "同名"))
    assert problems(unclear) == [
        (2, "客户名称", "同名", "Several have this name: C2, C3. Write the code.")
    ]


def test_an_unknown_customer_is_kept(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, "客户编号,客户名称\nC1,甲\n")
    done = load(store, tmp_path, POSITIONAL.replace("C1", "C9"))
    assert done.release is not None
    assert rows(store, "orders", "distinct customer_id") == [("C9",)]


def test_amount_from_price_and_cost_from_profit(store: Store, tmp_path: Path) -> None:
    text = "OrderID,CustomerID,OrderDate,UnitPrice,Quantity,Discount,Profit\nA,C,2026-11-01,9.8,10,0.15,3.3\n"
    load(store, tmp_path, text)
    # 9.8 × 10 × 0.85 = 83.30; 83.30 − 3.30 = 80.00
    assert rows(store, "orders", "invoice_amount, cost_amount, quantity_t") == [
        (Decimal("83.30"), Decimal("80.00"), Decimal("10.000"))
    ]


def test_order_lines_and_heads_may_come_in_two_files(store: Store, tmp_path: Path) -> None:
    lines = "OrderID,ProductID,UnitPrice,Quantity\nA,P1,2.5,4\nA,P2,1,1\nB,P1,3,1\n"
    heads = "OrderID,CustomerID,OrderDate\nA,C1,2026-11-01\nC,C2,2026-11-01\n"
    done = load(store, tmp_path, lines, heads, table="orders", accept_good=True)
    assert rows(store, "orders", "order_id, line_no, customer_id, invoice_amount, source_line") == [
        ("A", 1, "C1", Decimal("10.00"), 2),
        ("A", 2, "C1", Decimal("1.00"), 3),
    ]
    assert [(row, column) for row, column, *_ in problems(done)] == [
        (4, "CustomerID"),
        (4, "OrderDate"),
    ]
    assert [one.sentence() for one in done.plan.read.notes][:2] == [
        "These order heads were read together with the order lines of 1.csv.",
        "1 order has no line in 1.csv and was left out.",
    ]


def test_another_currency_is_refused(store: Store, tmp_path: Path) -> None:
    text = "订单号,客户编号,日期,金额,币种\nA,C,2026-11-01,1,CNY\nB,C,2026-11-01,1,USD\n"
    assert problems(load(store, tmp_path, text)) == [
        (3, "币种", "USD", "Amounts are in CNY; another currency is refused.")
    ]


def test_a_unit_that_is_not_understood_is_no_amount(store: Store, tmp_path: Path) -> None:
    done = load(
        store, tmp_path, "订单号,客户编号,日期,金额(万元)\nA,C,2026-11-01,1\n", table="orders"
    )
    assert [one[3] for one in problems(done)] == [
        "No column is taken as 开票金额 Invoice amount (invoice_amount), which Orders needs:"
        " choose one, or give one value for every row.",
        "The header 金额(万元) says 万元, but CNY was expected; convert the column first.",
    ]


def test_one_header_over_two_columns_has_to_be_told_apart(store: Store, tmp_path: Path) -> None:
    text = "订单号,客户编号,日期,金额,金额\nA,C,2026-11-01,1,2\n"
    assert load(store, tmp_path, text, table="orders").release is None
    done = load(store, tmp_path, text, mapping={"invoice_amount": "金额#2"})
    assert done.release is not None
    assert rows(store, "orders", "invoice_amount") == [(Decimal("2.00"),)]


def test_a_mapping_names_columns_constants_and_nothing(store: Store, tmp_path: Path) -> None:
    text = "month,who,goal,tier\n2026-11,R1,100,x\n"
    mapping = {
        "scope_id": "who",
        "target_value": "goal",
        "level": "=rep",
        "metric": "=net_sales",
        "tier": "",
    }
    load(store, tmp_path, text, table="targets", mapping=mapping)
    assert rows(store, "targets", "month, level, scope_id, metric, tier, target_value") == [
        ("2026-11", "rep", "R1", "net_sales", "base", Decimal("100.000"))
    ]


def test_rows_longer_than_the_header_are_problems(store: Store, tmp_path: Path) -> None:
    done = load(store, tmp_path, POSITIONAL + "S2,C1,2026-11-03,1,2\n")
    assert problems(done) == [(4, "", "", "The row has more cells than the header.")]


def test_two_clerks_at_once_both_count(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Store(store.root, computed={})
    publish_now = Store.publish
    waiting = [POSITIONAL.replace("S1", "S9")]

    def after_the_other(self: Store, *args: Any, **more: Any) -> Any:
        if waiting:
            (tmp_path / "other").mkdir()
            load(other, tmp_path / "other", waiting.pop())
        return publish_now(self, *args, **more)

    monkeypatch.setattr(Store, "publish", after_the_other)
    assert load(store, tmp_path, POSITIONAL).release is not None
    assert rows(store, "orders", "distinct order_id") == [("S1",), ("S9",)]


def test_undo_takes_an_upload_back(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, ORDERS)
    done = load(store, tmp_path, POSITIONAL)
    assert done.release is not None
    store.undo(done.release.upload, "clerk")
    assert rows(store, "orders", "sum(invoice_amount)") == [(Decimal("1050.50"),)]


def test_the_command_line_says_what_happened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XUNBOARD_STORE", str(tmp_path / "store"))
    file = tmp_path / "orders.csv"
    file.write_bytes(ORDERS.encode("gb18030"))
    assert main(["ingest", "auto", str(file), "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["release"] == 0
    assert main(["ingest", "orders", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {key: told[key] for key in ("table", "release", "new", "changed", "same")} == {
        "table": "orders",
        "release": 1,
        "new": 3,
        "changed": 0,
        "same": 0,
    }
    assert told["totals"] == {"quantity_t": "4.000", "invoice_amount": "1050.50"}
    file.write_text(ORDERS.replace("2026/11/4", "soon"), "utf-8")
    rejects = tmp_path / "out.csv"
    assert main(["ingest", "orders", str(file), "--json", "--rejects", str(rejects)]) == 2
    told = json.loads(capsys.readouterr().out)
    assert {key: told["problems"][0][key] for key in ("file", "row", "column", "value")} == {
        "file": "orders.csv",
        "row": 5,
        "column": "订单日期",
        "value": "soon",
    }
    assert "soon" in rejects.read_text("utf-8-sig")


def test_words_of_another_house_stand_for_our_codes(store: Store, tmp_path: Path) -> None:
    text = "opportunity_id,sales_agent,deal_stage\nA,R1,Won\nB,R1,Engaging\n"
    refused = load(store, tmp_path, text)
    assert [one["unknown"] for one in facts(refused.plan)["files"]] == [
        [
            {"field": "seller_stage", "word": "Won", "rows": 1},
            {"field": "seller_stage", "word": "Engaging", "rows": 1},
        ]
    ]
    mapping = {
        "seller_stage": "deal_stage",
        "seller_stage:Won": "8",
        "seller_stage:Engaging": "2",
        "status": "deal_stage",
        "status:Engaging": "open",
    }
    load(store, tmp_path, text, mapping=mapping)
    assert rows(store, "opportunities", "opportunity_id, seller_stage, status") == [
        ("A", 8, "won"),
        ("B", 2, "open"),
    ]


def test_a_word_stands_for_no_code_that_there_is_not(store: Store, tmp_path: Path) -> None:
    text = "opportunity_id,sales_agent,deal_stage\nA,R1,Won\n"
    done = load(store, tmp_path, text, table="opportunities", mapping={"seller_stage:Won": "9"})
    assert done.release is None
    assert "Won cannot stand for 9 in seller_stage" in problems(done)[0][3]


def test_a_file_without_header_goes_in_by_the_letters_of_its_columns(
    store: Store, tmp_path: Path
) -> None:
    text = "1|R1|2026-11-03 00:00:00.000|100.0000\n2|R2|2026-12-01 00:00:00.000|50\n"
    without = {"table": "targets", "header_row": HEADERLESS}
    (first, *_) = problems(load(store, tmp_path, text, **without))
    assert first[3].startswith("No column is taken as 月份 Month (month), which Targets needs")
    mapping = {
        "month": "C",
        "scope_id": "B",
        "target_value": "D",
        "level": "=rep",
        "metric": "=net_sales",
    }
    load(store, tmp_path, text, **without, mapping=mapping)
    assert rows(store, "targets", "month, scope_id, target_value, source_line") == [
        ("2026-11", "R1", Decimal("100.000"), 1),
        ("2026-12", "R2", Decimal("50.000"), 2),
    ]


def test_heads_and_lines_find_each_other_beside_a_file_that_lacks_something(
    store: Store, tmp_path: Path
) -> None:
    """Three files needed an answer where one did."""
    lines = "OrderID,ProductID,UnitPrice,Quantity\nA,P1,2.5,4\n"
    heads = "OrderID,CustomerID,OrderDate\nA,C1,2026-11-01\n"
    products = "ProductID,ProductName\nP1,Chai\n"
    done = load(store, tmp_path, lines, heads, products)
    assert [(one.file, one.values["field"]) for one in done.plan.read.problems] == [
        ("3.csv", "family")
    ]


def test_the_command_line_takes_a_file_without_header_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XUNBOARD_STORE", str(tmp_path / "store"))
    file = tmp_path / "plan.txt"
    file.write_text("2026-11;R1;100\n", "utf-8")
    given = ["month=A", "scope_id=B", "target_value=C", "level==rep", "metric==net_sales"]
    maps = [part for one in given for part in ("--map", one)]
    more = ["--header-row", "0", "--delimiter", ";", "--encoding", "utf-8", "--json"]
    assert main(["ingest", "targets", str(file), *maps, *more]) == 0
    assert json.loads(capsys.readouterr().out)["totals"] == {"target_value": "100.000"}


def test_a_column_of_the_heads_may_be_chosen_where_both_were_read_together(
    store: Store, tmp_path: Path
) -> None:
    """Saying that the required date is the due date refused both files."""
    lines = "OrderID,ProductID,UnitPrice,Quantity\nA,P1,2.5,4\nA,P2,1,1\n"
    heads = "OrderID,CustomerID,OrderDate,RequiredDate\nA,C1,2026-11-01,2026-12-01\n"
    paths = [tmp_path / "lines.csv", tmp_path / "heads.csv"]
    for path, text in zip(paths, (lines, heads), strict=True):
        path.write_text(text, "utf-8")
    said = {"due_on": "RequiredDate", "promised_on": ""}
    files = (UploadFile(paths[0], "lines.csv", mapping=said), UploadFile(paths[1], "heads.csv"))
    publish(read_files(Request(files), store), store, "clerk")
    assert rows(store, "orders", "distinct cast(due_on as text), promised_on") == [
        ("2026-12-01", None)
    ]
    wrong = (UploadFile(paths[0], "lines.csv", mapping={"due_on": "When"}), files[1])
    read = read_files(Request(wrong), store)
    assert read.refused
    assert "There is no column When" in read.problems[0].sentence()


def test_targets_of_a_name_are_those_of_its_code(store: Store, tmp_path: Path) -> None:
    """A sheet with 张三 where a code belongs made a node of nobody, in silence."""
    reps = "业务员编号,业务员姓名\nR1,张三\nR2,李四\n"
    targets = (
        "月份,层级,对象,指标,目标值\n"
        "2026-11,业务员,张三,销售额,100\n2026-11,业务员,王五,销售额,20\n2026-11,区域,张三,销售额,3\n"
    )
    done = load(store, tmp_path, reps, targets)
    assert rows(store, "targets", "level, scope_id") == [
        ("region", "张三"),
        ("rep", "R1"),
        ("rep", "王五"),
    ]
    assert [(one.code, one.values["count"]) for one in done.plan.read.notes] == [
        (NAMES_TAKEN, 1),
        (NAMES_KEPT, 1),
    ]
    assert facts(done)["unregistered"] == 1


def test_tonnes_and_targets_are_compared_like_money(store: Store, tmp_path: Path) -> None:
    """The sums before and after stood as dashes beside a sum of the file."""
    head = "月份,层级,对象,指标,目标值\n"
    load(store, tmp_path, head + "2026-11,区域,川南,销售额,100\n")
    done = load(
        store, tmp_path, head + "2026-11,区域,川南,销售额,150\n2026-12,区域,川南,销售额,7\n"
    )
    (table,) = facts(done)["tables"]
    assert (table["before"], table["after"]) == (
        {"target_value": "100.000"},
        {"target_value": "157.000"},
    )
