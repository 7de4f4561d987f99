"""What the header of a file is taken to mean: which column, or what else, fills which field."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cache
from typing import Literal

from data.contracts import Field, Table
from data.problems import FileRefusedError
from data.reading.answers import headers_of, words_of
from data.reading.words import fold

CONSTANT = "="
"""`level` mapped to `=rep`: what follows the mark is the value of every row."""

How = Literal["column", "name", "constant", "price", "profit"]

AIDS: Mapping[str, tuple[str, ...]] = {
    "quantity": ("quantity", "数量", "件数", "销量", "Qty", "OrderQuantity"),
    "unit_price": ("unit_price", "单价", "含税单价", "销售单价", "单价(元/吨)", "Price"),
    "discount": ("discount", "折扣", "折扣率"),
    "profit": ("profit", "利润", "利润额", "毛利", "Gross profit"),
}
"""Columns of order files that no table has, but that an amount or a cost is worked out from."""

TAX = tuple(map(fold, ("税额", "税金", "增值税额", "Tax amount", "Tax")))
BARE_AMOUNT = tuple(map(fold, ("金额", "销售金额", "销售额", "Amount", "Sales", "Sales Amount")))
"""Headers that do not say whether tax is in the amount; beside a column of tax it is not."""

CURRENCY = tuple(map(fold, ("currency", "币种", "货币", "币别")))

NAMES: Mapping[str, tuple[str, ...]] = {
    "customers.customer_id": (
        "customer_name", "客户名称", "客户", "客户名", "购货单位", "Customer",
    ),
    "reps.rep_id": ("rep_name", "业务员姓名", "业务员名称", "销售员姓名", "Salesperson"),
    "products.product_id": ("product_name", "产品名称", "产品", "品名", "商品名称", "product"),
}  # fmt: skip
"""Headers over names where a table wants the code."""


@dataclass(frozen=True)
class Source:
    """Where a field comes from.

    `column`: the cells of one column; `name`: names there, to be turned into codes; `constant`:
    `value` in every row; `price`: unit price × quantity (× (1 − discount)); `profit`: amount −
    profit. `columns` are positions in the sheet, `headers` what stands above them.
    """

    how: How
    columns: tuple[int, ...] = ()
    headers: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True)
class Meaning:
    """A header understood: field → source, headers nobody knows, required fields without source.

    `currency` is the column that names a currency; `repeated` are headers that stand above
    several columns, so that none of them can be taken; `declined` are the fields that a person
    wants nothing for; `said` is what words of the file stand for: field → (code, word).
    """

    sources: Mapping[str, Source]
    ignored: tuple[str, ...]
    missing: tuple[str, ...]
    currency: int | None = None
    repeated: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    said: Mapping[str, tuple[tuple[str, str], ...]] = dataclass_field(default_factory=dict)


@cache
def words(table: Table) -> Mapping[str, Mapping[str, int]]:
    """Field → folded header → rank: the name first, then the labels, then synonyms."""
    return {
        field.name: {
            fold(word): rank
            for rank, word in reversed(
                list(enumerate((field.name, field.zh, field.en, *field.synonyms)))
            )
        }
        for field in table.fields
    }


def matched(folded: Sequence[str], table: Table, names: Iterable[str]) -> dict[str, int]:
    """Field → column: the best words first, each column once.

    A required field that comes away with nothing takes a column of its words from an optional one.
    """
    fitting = sorted(
        (words(table)[name][word], at, name)
        for name in names
        for at, word in enumerate(folded)
        if word in words(table)[name]
    )
    found: dict[str, int] = {}
    for _, at, name in fitting:
        if name not in found and at not in found.values():
            found[name] = at
    for _, at, name in fitting:
        holder = next((one for one, held in found.items() if held == at), name)
        needed = name not in found and table.by_name[name].required
        if needed and not table.by_name[holder].required:
            found = {one: held for one, held in found.items() if one != holder} | {name: at}
    return found


def understand(headers: Sequence[str], table: Table, wanted: Mapping[str, str]) -> Meaning:
    """What these headers mean for a table; `wanted` {field: header} comes before any guess.

    A wanted header may be `=value` for a constant, "" for nothing, `名称#2` for the second column
    of that name; `field:word` is mapped to the code that the word stands for. Raises
    FileRefusedError for a wanted field, header or code that does not exist.
    """
    said, wanted = words_of(wanted, table), headers_of(wanted)
    folded = [fold(header) for header in headers]
    positions = {fold_at: at for at, fold_at in reversed(list(enumerate(folded))) if fold_at}
    sources, aids = chosen(headers, folded, table, wanted)
    taken = {at for source in (*sources.values(), *aids.values()) for at in source.columns}
    repeated = {one for one in folded if one and folded.count(one) > 1}
    doubtful: list[str] = []

    def column(at: int, how: How = "column") -> Source:
        return Source(how, (at,), (headers[at].strip(),))

    free = [one if at not in taken else "" for at, one in enumerate(folded)]
    names = [one.name for one in table.fields if one.name not in wanted]
    for name, at in matched(free, table, names).items():
        if folded[at] in repeated:
            doubtful.append(headers[at].strip())
        else:
            sources[name] = column(at)
    for field in table.fields:
        claimed = {at for one in sources.values() for at in one.columns}
        over_names = named(field, positions, claimed)
        if field.name in sources or field.name in wanted or over_names is None:
            continue
        if folded[over_names] not in repeated:
            sources[field.name] = column(over_names, "name")
    if table.name == "orders":
        leave_without_tax(sources, folded, wanted)
        for name, synonyms in AIDS.items():
            word = next((one for one in map(fold, synonyms) if one in positions), "")
            if word and word not in repeated and name not in wanted:
                aids[name] = column(positions[word])
        work_out(sources, aids, wanted)
    used = {at for source in sources.values() for at in source.columns}
    currency = next((at for at, word in enumerate(folded) if word in CURRENCY), None)
    return Meaning(
        sources={one.name: sources[one.name] for one in table.fields if one.name in sources},
        ignored=tuple(
            header.strip()
            for at, header in enumerate(headers)
            if header.strip() and at not in used and at != currency
        ),
        missing=tuple(
            one.name
            for one in table.fields
            if one.required
            and one.name not in sources
            and not one.default
            and not (table.group_fields and one.name == "line_no")
        ),
        currency=currency,
        repeated=tuple(dict.fromkeys(doubtful)),
        declined=tuple(name for name, header in wanted.items() if not header),
        said=said,
    )


def leave_without_tax(
    sources: dict[str, Source], folded: Sequence[str], wanted: Mapping[str, str]
) -> None:
    """An amount beside its tax is the net one: what the customer owes has to be named."""
    taken = sources.get("invoice_amount")
    if taken is None or "invoice_amount" in wanted or not set(folded) & set(TAX):
        return
    if fold(taken.headers[0]) in BARE_AMOUNT:
        del sources["invoice_amount"]


def named(field: Field, positions: Mapping[str, int], claimed: set[int]) -> int | None:
    """The free column that carries names where the field wants codes."""
    words_for = map(fold, NAMES.get(field.references, ()))
    free = (positions[word] for word in words_for if word in positions)
    return next((at for at in free if at not in claimed), None)


def chosen(
    headers: Sequence[str], folded: Sequence[str], table: Table, wanted: Mapping[str, str]
) -> tuple[dict[str, Source], dict[str, Source]]:
    """(fields, aids) that a person has mapped."""
    sources: dict[str, Source] = {}
    aids: dict[str, Source] = {}
    for name, header in wanted.items():
        if name not in AIDS and name not in {one.name for one in table.fields}:
            raise FileRefusedError(
                "The table {table} has no field {field}.", table=table.name, field=name
            )
        if not header:
            continue
        if header.startswith(CONSTANT):
            sources[name] = Source("constant", value=header.removeprefix(CONSTANT))
            continue
        at = position(headers, folded, header)
        target = aids if name in AIDS and name not in sources else sources
        target[name] = Source("column", (at,), (headers[at].strip(),))
    return sources, aids


def position(headers: Sequence[str], folded: Sequence[str], wanted: str) -> int:
    """The column under a header that a person has named."""
    name, _, number = wanted.rpartition("#") if wanted not in headers else (wanted, "", "")
    name, count = (name, int(number)) if name and number.isdecimal() else (wanted, 1)
    found = [at for at, header in enumerate(headers) if header.strip() == name.strip()]
    found = found or [at for at, word in enumerate(folded) if word == fold(name)]
    if not 1 <= count <= len(found):
        raise FileRefusedError(
            "There is no column {header}; the columns are: {headers}.",
            header=wanted,
            headers=", ".join(header.strip() for header in headers if header.strip()),
        )
    return found[count - 1]


def work_out(
    sources: dict[str, Source], aids: Mapping[str, Source], wanted: Mapping[str, str]
) -> None:
    """Fill an amount from price × quantity and a cost from the profit, where they are absent.

    Pieces are no tonnes, but have a price too.
    """
    quantity = sources.get("quantity_t") or aids.get("quantity")
    parts = [aids.get("unit_price"), quantity, aids.get("discount")]
    if "invoice_amount" not in sources and "invoice_amount" not in wanted and all(parts[:2]):
        sources["invoice_amount"] = joined("price", parts)
    if "cost_amount" not in sources and "cost_amount" not in wanted and "profit" in aids:
        sources["cost_amount"] = joined("profit", [aids["profit"]])


def joined(how: How, parts: Sequence[Source | None]) -> Source:
    """One source of several columns."""
    given = [one for one in parts if one]
    return Source(
        how,
        tuple(at for one in given for at in one.columns),
        tuple(header for one in given for header in one.headers),
    )
