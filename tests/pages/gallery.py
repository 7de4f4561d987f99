"""Every shared part with invented data: `python -m streamlit run tests/pages/gallery.py`."""

from datetime import date

import polars as pl
import pytest
import streamlit as st

from pages.shared import export_menu, filters, numbers, paper, presenter, states
from pages.shared.charts import ageing, bars, pace, pareto, quadrant, stacked, trend, waterfall
from pages.shared.comments import comments
from pages.shared.exports import Sheet
from pages.shared.grid import Column, lay_out
from pages.shared.language import current
from pages.shared.parts import (
    Figure,
    Mark,
    chart,
    figures,
    foot,
    headline,
    light_words,
    signs,
)
from pages.shared.presenter import theme
from pages.shared.tables import table
from pages.shared.tree import Place, tree
from tests.pages import stub

stub.install(pytest.MonkeyPatch())

ELAPSED = 18 / 30
NAMES = ["江南", "湖东", "江北", "海西", "山前", "河口", "未归属"]
REGIONS = pl.DataFrame(
    {
        "name": NAMES,
        "rep": ["沈舟", "顾言", "林越", "乔安", "方远", "程野", None],
        "target": [
            19_800_000.0,
            16_400_000.0,
            14_100_000.0,
            12_600_000.0,
            9_100_000.0,
            6_800_000.0,
            None,
        ],
        "actual": [
            9_016_000.0,
            8_894_000.0,
            7_912_500.0,
            7_438_000.0,
            5_530_000.0,
            4_391_000.0,
            118_400.0,
        ],
        "prior": [
            10_230_000.0,
            9_120_000.0,
            7_244_000.0,
            7_015_000.0,
            5_902_000.0,
            3_980_000.0,
            90_000.0,
        ],
    }
)
REGIONS = REGIONS.with_columns(
    expected=pl.col("target") * ELAPSED,
    projection=pl.when(pl.col("target").is_not_null()).then(pl.col("actual") / ELAPSED),
    attainment=pl.col("actual") / pl.col("target"),
    pace_gap=pl.col("actual") / pl.col("target") - ELAPSED,
    light=pl.Series(["red", "amber", "amber", "green", "green", "green", "none"]),
    trend=pl.Series([[5.1, 4.9, 4.7, 4.8, 4.4, 4.1, 4.2, 3.9, 3.6]] * 7),
).with_columns(variance=pl.col("actual") - pl.col("expected"))


def wan(value: numbers.Number) -> str:
    return numbers.money(value)


def zh(chinese: str, english: str) -> str:
    return chinese if current() == "zh" else english


def targets() -> None:
    t = theme()
    sales = float(REGIONS["actual"].sum())
    target = float(REGIONS["target"].sum())
    headline(
        "amber",
        zh("目标达成 · 2026年11月 · 截止 11月18日", "Targets · Nov 2026 · as of 18 Nov"),
        zh(
            "11月完成 {done}，落后时间进度 {gap}；缺口最大：{where} {hole} 万元",
            "November stands at {done} of target, {gap} behind time; largest gap: {where} {hole} (k CNY)",
        ),
        done=numbers.percent(sales / target),
        gap=Mark(numbers.points(abs(sales / target - ELAPSED), sign=False), "amber"),
        where="江南",
        hole=Mark("−286.4", "red", "targets?region=江南"),
    )
    view = filters.view(
        use=(
            "period",
            "as_of",
            "compare",
            "regions",
            "rep_ids",
            "customer_ids",
            "key_accounts",
            "unit",
        )
    )
    trend9 = [548, 551, 538, 547, 529, 531, 522, 517, 509]
    unit = zh("万元", "k CNY")
    figures(
        [
            Figure(
                zh("销售额", "Net sales"),
                wan(sales),
                unit,
                "−318.0",
                zh("对时间进度", "vs pace"),
                "amber",
                trend9,
            ),
            Figure(
                zh("完成率", "Attainment"),
                "55.0%",
                "",
                "−5.0 pp",
                zh("对时间进度", "vs time"),
                "amber",
                trend9,
            ),
            Figure(
                zh("预计完成", "Projection"),
                "7,216.7",
                unit,
                "−663.3",
                zh("对目标", "vs target"),
                "amber",
                trend9,
            ),
            Figure(
                zh("剩余日均需", "Needed per day"),
                "295.8",
                unit,
                "+55.3",
                zh("对已达日均", "vs so far"),
                "red",
                trend9[::-1],
            ),
            Figure(
                zh("去年同期", "Last year"),
                "4,358.1",
                unit,
                "−0.7%",
                zh("同比", "yoy"),
                "none",
                trend9,
            ),
            Figure(
                zh("未分解目标", "Undistributed"),
                "0.0",
                unit,
                "0.0%",
                zh("占公司目标", "of company"),
                "none",
                [3, 2, 2, 1, 0, 0],
            ),
        ]
    )
    chart(
        zh("各区域销售额，万元，11月1–18日", "Net sales by region, k CNY, 1–18 Nov"),
        signs(
            ("actual", zh("实际", "Actual")),
            ("forecast", zh("预计", "Projection")),
            ("plan", zh("目标", "Target")),
            ("prior", zh("去年同期", "Last year")),
            ("time", zh("时间进度应达", "Expected by now")),
        ),
        pace.rows(REGIONS, wan),
        pace.spec(
            t,
            zh("实际 / 目标", "Actual / target"),
            zh("对时间进度", "vs pace"),
            zh("进度差 pp", "gap, pp"),
        ),
        key="pace",
    )
    columns = [
        Column("light", zh("状态", "Status"), "status"),
        Column("name", zh("区域", "Region"), pinned=True),
        Column("rep", zh("负责人", "Rep"), width=76),
        Column("target", zh("目标", "Target"), "money"),
        Column("actual", zh("实际", "Actual"), "money"),
        Column("attainment", zh("完成率", "Attained"), "bar", full=1.2),
        Column("pace_gap", zh("进度差 pp", "Gap, pp"), "points", effect=True),
        Column("variance", zh("对进度差额", "vs pace"), "money", sign=True, effect=True, width=104),
        Column("projection", zh("预计完成", "Projected"), "money", width=104),
        Column("trend", zh("近9旬", "9 dekads"), "columns"),
    ]
    grid = lay_out(
        REGIONS,
        columns,
        key="name",
        light="light",
        label=zh("合计", "Total"),
        total={"attainment": 0.55, "pace_gap": -0.05, "light": "amber"},
        light_words=light_words(),
    )
    picked = table(grid, "regions")
    if picked:
        comments("targets", "region", picked, "−286.4", name=picked)
    export_menu.offer(
        "targets", zh("目标达成", "Targets"), "…", view, [Sheet(zh("区域", "Regions"), grid)]
    )
    foot(
        zh("选中一行 → 业务员 → 客户 → 订单", "Select a row → reps → customers → orders"),
        zh("数据截止 2026-11-18", "Data to 2026-11-18"),
        f"picked {picked}",
    )


BUCKETS = {
    "not_due": [1388.2, 1190.5, 1475.1, 960.4, 720.0, 455.9],
    "1-30": [302.4, 251.0, 174.9, 150.2, 61.8, 128.4],
    "31-60": [198.6, 149.3, 60.1, 55.5, 15.0, 94.7],
    "61-90": [160.0, 97.2, 22.8, 33.3, 4.4, 85.0],
    "91-180": [238.8, 71.9, 17.5, 8.8, 0.0, 60.6],
    "181-365": [92.2, 30.4, 0.0, 3.7, 0.0, 19.5],
    ">365": [55.1, 11.0, 5.9, 0.0, 0.0, 42.3],
}


def receivables() -> None:
    t = theme()
    headline(
        "red",
        "应收账龄 · 管理口径",
        "逾期 {overdue}，占应收 30.5%；90 天以上 {old}",
        overdue=Mark("2,702.7 万元", "red"),
        old=Mark("661.7 万元", "red"),
    )
    filters.view(use=("as_of", "regions", "ledger", "basis"))
    frame = pl.DataFrame(
        {"name": NAMES[:6], "light": ["red", "red", "green", "amber", "green", "red"]} | BUCKETS
    ).with_columns(pl.col(list(BUCKETS)) * 10_000)
    overdue = pl.sum_horizontal(list(BUCKETS)[1:])
    frame = frame.with_columns(overdue_amount=overdue).with_columns(
        overdue_ratio=overdue / (overdue + pl.col("not_due"))
    )
    words = dict(
        zip(
            BUCKETS,
            ["未到期", "1–30", "31–60", "61–90", "91–180", "181–365", ">365"],
            strict=True,
        )
    )
    bucket = chart(
        "各区域应收账龄，万元，2026-11-18",
        signs(*((step, words[one]) for step, one in enumerate(BUCKETS))),
        ageing.rows(frame, lambda v: numbers.money(v, digits=0), words),
        ageing.spec(t, tuple(BUCKETS), "◂ 未到期", "逾期 ▸", "逾期", "逾期率"),
        key="ageing",
        pick=ageing.PICK,
    )
    columns = [Column("name", "区域", pinned=True), Column("light", "状态", "status")] + [
        Column(one, words[one], "money", width=84, heat=step) for step, one in enumerate(BUCKETS)
    ]
    grid = lay_out(
        frame,
        columns,
        key="name",
        light="light",
        label="合计",
        total={"light": "red"},
        limit=4,
        rest=lambda n: f"其余 {n} 个区域",
        light_words=light_words(),
    )
    picked = table(grid, "ageing_table", title="先处理谁，万元")
    foot(f"picked {bucket} {picked}", "")
    states.wrong_sums("Σ账龄 − 未核销 = Σ开票 − Σ收款", 0.01, "平湖航运")
    states.stale(date(2026, 11, 18), date(2026, 11, 21))
    states.empty(
        "12月还没有目标",
        "目标表最新到 2026年11月。",
        do=("上传目标", "x"),
        otherwise=("改看 11月", "y"),
    )
    states.loading("正在计算 · 3,218 笔未清项", 4)


def more() -> None:
    t = theme()
    places = (
        Place("all", None, 0, is_open=True, picks=False, role="total"),
        Place("r1", "all", 1, opens=True, is_open=True),
        Place("r1a", "r1", 2, opens=True),
        Place("r1b", "r1", 2),
        Place("r2", "all", 1, opens=True),
    )
    standing = pl.DataFrame(
        {
            "name": ["合计", "江南", "沈舟 <b>", "顾言", "湖东"],
            "light": ["amber", "red", "red", "amber", "amber"],
            "target": [7_880e4, 1_980e4, 1_200e4, 780e4, 1_640e4],
            "gap": [-0.05, -0.145, -0.2, -0.06, -0.058],
        }
    )
    heads = [
        Column("name", "层级", pinned=True),
        Column("target", "目标", "money"),
        Column("gap", "进度差 pp", "points", effect=True),
    ]
    tree(
        lay_out(standing, heads, key="name", light="light"),
        places,
        "tree",
        title="就地展开，万元",
        chosen="r1",
        fold=lambda row, is_open: st.toast(f"{row} {is_open}"),
        pick=st.toast,
    )
    left, right = st.columns([2, 1])
    dots = pl.DataFrame(
        {
            "key": ["C1", "C2", "C3", "C4"],
            "name": ["望江建设", "平湖航运", "青石矿业", "北岸水泥"],
            "contribution": [186.4, 128.0, 47.2, 240.0],
            "health": [34.0, 55.0, 28.6, 82.0],
            "before": [52.0, 61.0, 36.0, 80.5],
            "light": ["red", "amber", "red", "green"],
            "label": ["望江建设", "平湖航运", "青石矿业", "北岸水泥"],
            "told": ["a", "b", "c", "d"],
        }
    )
    with left:
        chart(
            "谁在滑落",
            signs(("red", "预警"), ("amber", "关注"), ("green", "正常")),
            dots,
            quadrant.spec(
                t,
                "贡献，万元（对数）",
                "健康分",
                ("健康 · 小", "健康 · 大", "滑落 · 小", "滑落 · 大：行动"),
                (60, 60),
                (25, 330),
                (20, 100),
            ),
            key="q",
            pick=quadrant.PICK,
        )
    with right:
        curve = pl.DataFrame(
            {"rank": list(range(31)), "share": [100 * (1 - 0.87**i) for i in range(31)]}
        ).with_columns(
            inside=pl.col("rank") <= 12,
            cut_text=pl.when(pl.col("rank") == 12)
            .then(pl.lit("12 家 = 80%"))
            .otherwise(pl.lit("")),
        )
        chart("选取依据", "", curve, pareto.spec(t, "客户数", "累计毛利占比"), key="p")
    left, right = st.columns(2)
    with left:
        flow = pl.DataFrame(
            {
                "name": ["目标进度", "江南", "湖东", "江北", "海西", "实际"],
                "value": [4728.0, -286.4, -94.6, -54.7, 45.6, 4338.0],
                "is_total": [True, False, False, False, False, True],
            }
        )
        chart(
            "缺口从哪里来，万元",
            "",
            waterfall.rows(flow, numbers.number),
            waterfall.spec(t),
            key="w",
        )
        late = pl.DataFrame(
            {
                "name": ["沈舟", "顾言", "林越"],
                "median": [3.5, 6.0, 9.5],
                "p90": [7.0, 14.0, 21.0],
                "limit": [8.0, 8.0, 8.0],
                "late_count": [0, 2, 5],
                "light": ["green", "amber", "red"],
            }
        )
        chart(
            "首次响应，工作小时",
            signs(("actual", "中位数"), ("plan", "最慢一成"), ("time", "时限")),
            bars.clock_rows(late, numbers.hours),
            bars.spec(t, "中位数", "超时 件"),
            key="c",
        )
    with right:
        backlog = pl.DataFrame(
            {
                "at": ["9月下", "10月上", "10月中", "10月下", "11月上", "11月中"],
                "d0": [5, 4, 6, 3, 5, 4],
                "d7": [2, 3, 2, 4, 3, 3],
                "d30": [1, 1, 0, 2, 2, 3],
            }
        )
        kinds = ("d0", "d7", "d30")
        words = dict(zip(kinds, ["7 天内", "8–30 天", ">30 天"], strict=True))
        chart(
            "各旬末未结投诉，件",
            signs(*((step, words[k]) for step, k in zip(stacked.steps(3), kinds, strict=True))),
            stacked.rows(backlog, kinds, numbers.count, words),
            stacked.spec(t, kinds),
            key="s",
        )
        lines = pl.DataFrame(
            {
                "at": ["6月", "7月", "8月", "9月", "10月", "11月"],
                "dso": [35.2, 36.1, None, 37.2, 37.9, 38.6],
                "last": [33.0, 33.5, 34.1, 34.0, 34.8, 35.0],
            }
        )
        chart(
            "DSO，天",
            "",
            trend.rows(lines, ("dso", "last"), numbers.number, {"dso": "今年", "last": "去年"}),
            trend.spec(t, ("dso", "last"), ("actual", "prior")),
            key="t",
        )
    causes = pl.DataFrame(
        {
            "name": ["送货晚", "数量差", "质量", "态度"],
            "value": [14, 9, 4, 1],
            "prior": [10, 11, 3, 2],
        }
    )
    chart(
        "投诉原因，件",
        signs(("actual", "本期"), ("prior", "上期")),
        bars.ranked_rows(causes, numbers.count),
        bars.spec(t, "件数", "累计"),
        key="b",
    )


st.set_page_config(page_title="gallery", layout="wide")
presenter.style()
paper.style()
PAGES = {
    "targets": st.Page(targets, title="targets", default=True),
    "receivables": st.Page(receivables, title="receivables"),
    "more": st.Page(more, title="more"),
}
page = st.navigation(list(PAGES.values()), position="hidden" if presenter.presenting() else "top")
presenter.opened(page.url_path or "targets", {})
page.run()
