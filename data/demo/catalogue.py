"""What the demo company sells, where, and to which trades."""

from dataclasses import dataclass
from datetime import date

REGIONS = ("川南", "川北", "川东", "滇中", "滇西", "黔北")
CITIES = {
    "川南": ("宜宾", "泸州", "自贡", "内江"),
    "川北": ("绵阳", "广元", "德阳", "巴中"),
    "川东": ("达州", "南充", "广安", "遂宁"),
    "滇中": ("昆明", "玉溪", "楚雄", "曲靖"),
    "滇西": ("大理", "保山", "德宏", "丽江"),
    "黔北": ("遵义", "毕节", "铜仁"),
}


@dataclass(frozen=True)
class Family:
    """A product family: share of the sales, price with tax (CNY/t), margin, season by month."""

    name: str
    share: float
    price: float
    margin: float
    season: tuple[float, ...]
    products: tuple[str, ...]
    trades: tuple[tuple[str, str], ...]
    """(industry, ending of a company's name)."""


# fmt: off
FAMILIES = (
    Family("柴油", 0.38, 7600, 0.062, (1.06, .82, .98, 1.02, 1.04, .96, .90, .94, 1.10, 1.12, 1.10, 1.02),
        ("0号车用柴油Ⅵ", "-10号车用柴油Ⅵ", "-20号车用柴油Ⅵ", "5号车用柴油Ⅵ", "0号普通柴油", "B5生物柴油调合", "船用轻柴油", "低凝柴油", "0号柴油(桶装)", "高清洁柴油"),
        (("物流", "物流"), ("矿山", "矿业"), ("运输", "运输"), ("建筑", "建工"), ("农业", "农机合作社"), ("油品贸易", "石油贸易"))),
    Family("汽油", 0.29, 8900, 0.071, (1.05, 1.02, .94, .97, 1.02, .98, 1.05, 1.06, .99, 1.04, .94, .96),
        ("92号车用汽油ⅥB", "95号车用汽油ⅥB", "98号车用汽油ⅥB", "89号车用汽油ⅥB", "E10乙醇汽油92号", "E10乙醇汽油95号", "高清洁汽油95号", "航空汽油", "92号汽油(组分)"),
        (("加油站", "加油站"), ("油品贸易", "石油贸易"), ("公交客运", "客运"), ("零售", "油品零售"))),
    Family("沥青", 0.11, 4100, 0.085, (.42, .38, .72, .96, 1.18, 1.38, 1.52, 1.50, 1.32, 1.16, .86, .60),
        ("70号A级道路沥青", "90号A级道路沥青", "SBS改性沥青", "乳化沥青", "橡胶沥青", "高黏沥青", "阻燃沥青"),
        (("路桥", "路桥"), ("公路养护", "公路养护"), ("防水材料", "防水建材"))),
    Family("聚丙烯", 0.10, 8300, 0.054, (.92, .80, 1.06, 1.05, 1.02, .98, .96, .98, 1.06, 1.08, 1.06, 1.03),
        ("拉丝料T30S", "纤维料Z30S", "注塑料M800E", "薄膜料F401", "管材料PPR-B", "高融共聚K9930"),
        (("塑料", "塑业"), ("包装", "包装"), ("编织", "编织"))),
    Family("苯系", 0.07, 7400, 0.048, (1.0, .90, 1.02, 1.0, 1.03, 1.0, .98, .97, 1.02, 1.04, 1.02, 1.02),
        ("石油苯", "石油甲苯", "混合二甲苯", "对二甲苯", "苯乙烯"),
        (("化工", "化工"), ("涂料", "涂料"))),
    Family("航煤", 0.05, 7100, 0.058, (1.02, 1.06, .98, 1.0, 1.02, .96, 1.08, 1.10, .98, 1.04, .90, .90),
        ("3号喷气燃料", "3号喷气燃料(通航)", "生物航煤调合"),
        (("通用航空", "通航"), ("机场", "机场服务"))),
)
# fmt: on
FAMILY_NAMES = tuple(family.name for family in FAMILIES)
TAX_RATE = 13
"""Percent."""

LAUNCHES = {
    "高清洁柴油": date(2026, 3, 1),
    "E10乙醇汽油95号": date(2025, 9, 1),
    "阻燃沥青": date(2026, 4, 1),
    "高融共聚K9930": date(2026, 1, 15),
    "生物航煤调合": date(2026, 6, 1),
    "B5生物柴油调合": date(2025, 5, 1),
}
"""Products that came later than the company."""


@dataclass(frozen=True)
class Product:
    """One product; `place` is its rank within the family, `offset` its price relative to it."""

    product_id: str
    name: str
    family: int
    place: int
    offset: float
    launched_on: date | None


def products() -> list[Product]:
    """All products, family by family, best seller first."""
    found = []
    for number, family in enumerate(FAMILIES):
        for place, name in enumerate(family.products):
            offset = 1 + 0.035 * ((place * 7) % 5 - 1.5) / 1.5
            launched_on = LAUNCHES.get(name)
            product_id = f"{number + 1:02d}{place + 1:03d}"
            found.append(Product(product_id, name, number, place, offset, launched_on))
    return found
