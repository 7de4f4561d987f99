"""Every threshold, weight and switch: its default, its limits and one sentence.

Figures of a past meeting use the settings of that release.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True)
class Setting:
    """One setting. `number` is None for a word, which must then be one of `choices`."""

    name: str
    default: str
    zh: str
    en: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    unit: str = ""

    @property
    def is_word(self) -> bool:
        return bool(self.choices) or self.name.endswith(("_edges", "_rates", "_hours_text"))


def _number(
    name: str, default: float, zh: str, en: str, low: float, high: float, unit: str = ""
) -> Setting:
    return Setting(name, f"{default:g}", zh, en, low, high, (), unit)


def _choice(name: str, choices: tuple[str, ...], zh: str, en: str) -> Setting:
    return Setting(name, choices[0], zh, en, choices=choices)


# fmt: off
SETTINGS: tuple[Setting, ...] = (
    _choice("sales_date", ("ordered_on", "delivered_on", "invoiced_on"), "销售额按哪个日期计", "Day on which a sale counts"),
    _number("tax_rate", 0, "默认税率(产品未设时)", "Tax rate where the product has none", 0, 1, "1 = 100 %"),
    _number("new_product_months", 12, "新品期(月)", "Months that a product is new", 1, 60, "months"),
    _number("new_outlet_min_t", 10, "新增网点最低吨数", "Net tonnes from which a new outlet counts", 0, 1e6, "t"),
    _number("new_outlet_days", 90, "新增网点考察天数", "Days within which they must be reached", 1, 730, "d"),
    _choice("collection_date", ("received_on", "matures_on"), "承兑何时算回款", "When a draft counts as collected"),
    _number("light_green_pp", -3, "绿灯:进度差不低于(pp)", "Green from this pace gap on", -100, 100, "pp"),
    _number("light_amber_pp", -10, "黄灯:进度差不低于(pp)", "Amber from this pace gap on", -100, 100, "pp"),
    _number("projection_from", 0.2, "预计完成从期间的多少起显示", "Share of the period from which a projection is shown", 0, 1, "1 = 100 %"),
    Setting(
        "ageing_edges",
        "0,30,60,90,180,365",
        "账龄段上限(天)",
        "Upper edges of the ageing buckets in days, inclusive",
    ),
    Setting(
        "provision_rates",
        "0,1,3,5,10,30,100",
        "各账龄段计提比例(%)",
        "Provision by bucket in percent",
    ),
    _number("ship_stop_overdue_days", 30, "停货:逾期超过(天)", "Stop shipping when an item is overdue longer", 0, 3650, "d"),
    _number("ship_ask_use", 0.9, "审批:授信占用达到", "Ask from this credit use on", 0, 10, "1 = 100 %"),
    _number("capital_rate", 0.0435, "资金成本年利率", "Yearly cost of capital", 0, 1, "1 = 100 %"),
    _choice("clock_urgent", ("always", "working_days", "working_hours"), "紧急投诉计时方式", "Clock of urgent complaints"),
    _choice("clock_major", ("working_days", "always", "working_hours"), "重大投诉计时方式", "Clock of major complaints"),
    _choice("clock_minor", ("working_days", "always", "working_hours"), "一般投诉计时方式", "Clock of minor complaints"),
    _number("work_from_hour", 9, "上班时间", "Working hours begin", 0, 23, "h"),
    _number("work_to_hour", 18, "下班时间", "Working hours end", 1, 24, "h"),
    _number("first_response_urgent_h", 2, "首响时限:紧急", "First response to urgent", 0.1, 1000, "h"),
    _number("first_response_major_h", 12, "首响时限:重大", "First response to major", 0.1, 1000, "h"),
    _number("first_response_minor_h", 24, "首响时限:一般", "First response to minor", 0.1, 1000, "h"),
    _number("resolution_urgent_d", 1, "解决时限:紧急", "Resolution of urgent", 0.1, 365, "d"),
    _number("resolution_major_d", 5, "解决时限:重大", "Resolution of major", 0.1, 365, "d"),
    _number("resolution_minor_d", 3, "解决时限:一般", "Resolution of minor", 0.1, 365, "d"),
    _number("feedback_d", 1, "反馈客户时限", "Feedback to the customer after resolution", 0.1, 365, "d"),
    _choice("feedback_clock", ("on", "off"), "反馈计时", "Feedback clock"),
    _choice("key_account_measure", ("gross_profit", "net_sales"), "大客户按什么选取", "Measure that selects key accounts"),
    _number("key_account_share", 0.8, "大客户累计占比", "Cumulative share that selects key accounts", 0.1, 1, "1 = 100 %"),
    _number("key_accounts_per_rep", 15, "每名业务员大客户上限", "Key accounts per rep", 1, 500, "n"),
    _number("weight_volume", 20, "健康权重:销量", "Health weight: volume", 0, 100),
    _number("weight_rhythm", 15, "健康权重:节奏", "Health weight: rhythm", 0, 100),
    _number("weight_payment", 15, "健康权重:付款", "Health weight: payment", 0, 100),
    _number("weight_complaints", 10, "健康权重:投诉", "Health weight: complaints", 0, 100),
    _number("weight_contacts", 10, "健康权重:接触", "Health weight: contacts", 0, 100),
    _number("weight_satisfaction", 10, "健康权重:满意度", "Health weight: satisfaction", 0, 100),
    _number("weight_supply", 10, "健康权重:保供", "Health weight: supply", 0, 100),
    _number("weight_wallet", 5, "健康权重:份额", "Health weight: share of wallet", 0, 100),
    _number("weight_follow_up", 5, "健康权重:跟进", "Health weight: follow-up", 0, 100),
    _number("health_coverage", 0.6, "健康评级最低覆盖率", "Coverage below which there is no grade", 0, 1, "1 = 100 %"),
)
# fmt: on
BY_NAME: dict[str, Setting] = {one.name: one for one in SETTINGS}


def number_of(setting: Setting, value: str) -> float | None:
    """The value as a number, None for a word."""
    return None if setting.is_word else float(value)


def resolved(changed: Mapping[str, str]) -> pa.Table:
    """All settings as queries see them: (name, value, number); `changed` overrides the defaults."""
    values = {one.name: changed.get(one.name, one.default) for one in SETTINGS}
    return pa.table(
        {
            "name": pa.array(values, pa.string()),
            "value": pa.array(values.values(), pa.string()),
            "number": pa.array(
                [number_of(BY_NAME[name], value) for name, value in values.items()], pa.float64()
            ),
        }
    )


def refusal(name: str, value: str) -> str:
    """Why a value cannot be set, as a message of the catalogue; "" when it can."""
    setting = BY_NAME.get(name)
    if setting is None:
        return "There is no setting {name}."
    if setting.choices:
        return "" if value in setting.choices else "{value} is not one of the choices of {name}."
    if setting.is_word:
        parts = value.split(",")
        return (
            "" if all(_is_number(part) for part in parts) else "{value} is not a list of numbers."
        )
    if not _is_number(value):
        return "{value} is not a number."
    low, high = setting.low, setting.high
    inside = (low is None or float(value) >= low) and (high is None or float(value) <= high)
    return "" if inside else "{value} is outside {low} … {high}."


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
