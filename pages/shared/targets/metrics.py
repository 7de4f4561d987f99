"""The six measures that targets are set for: names, units, and how their numbers are written."""

from dataclasses import dataclass
from typing import Literal

from data.language import translate
from pages.shared import numbers
from pages.shared.numbers import Number


@dataclass(frozen=True)
class Metric:
    """One measure. `title` is a message id; money is without tax, collections are with tax."""

    code: str
    title: str
    kind: Literal["money", "tonnes", "count"]
    documents: Literal["order_lines", "receipts", "customers"] = "order_lines"

    @property
    def has_families(self) -> bool:
        """Whether it can be told by product family: money received and outlets cannot."""
        return self.documents == "order_lines"

    def text(self, value: Number, unit: str, *, sign: bool = False) -> str:
        """The value without its unit; unit: the money unit of the page."""
        match self.kind:
            case "money":
                return numbers.money(value, unit, sign=sign)
            case "tonnes":
                return numbers.tonnes(value, sign=sign)
        is_whole = value is None or value == int(value)  # what is expected by now often is not
        return numbers.number(value, 0 if is_whole else 1, sign=sign)

    def rate_text(self, value: Number, unit: str, *, sign: bool = False) -> str:
        """The value per day: counts get a digit, too."""
        if self.kind == "count":
            return numbers.number(value, sign=sign)
        return self.text(value, unit, sign=sign)

    def unit_word(self, unit: str, language: str) -> str:
        """万元, 吨 or 个."""
        if self.kind == "money":
            return numbers.unit_word(unit, language)
        return translate(language, "t" if self.kind == "tonnes" else "outlets")

    def with_unit(self, value: Number, unit: str, language: str, *, sign: bool = False) -> str:
        """The value with its unit, for a sentence; — alone when there is none."""
        if value is None:
            return numbers.NONE
        text = self.text(value, unit, sign=sign)
        if self.kind == "count":
            return translate(language, "{count} outlets", count=text)
        return f"{text} {self.unit_word(unit, language)}"


METRICS = {
    one.code: one
    for one in (
        Metric("net_sales", "Net sales", "money"),
        Metric("gross_profit", "Gross profit", "money"),
        Metric("volume", "Volume", "tonnes"),
        Metric("new_product_sales", "New product sales", "money"),
        Metric("new_outlets", "New outlets", "count", "customers"),
        Metric("collections", "Collections", "money", "receipts"),
    )
}
