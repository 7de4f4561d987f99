"""Invented names: nobody bears them."""

import random
from collections import Counter
from collections.abc import Sequence

FIRST = "赤岷砚澜霁岚苍栈皓碧翠芷荻菁绛缃黛琅璟珞玥铄钰锦岫嵘峤泓泠浔沅溪汐淞漪渝筠箬"
SECOND = "霞栈渡汀屿壑麓峡泊湾津陌阡桥塬坪岭岩川原野林丘岗谷溪泉"
NOT_INVENTED = frozenset(
    ("锦江", "锦川", "翠湾", "碧桂", "碧溪", "碧泉", "溪桥", "苍岩", "锦湾", "岷川", "赤川")
)
"""Pairs that sound like a brand or a place one can go to."""

SURNAMES = "程邹窦柴骆樊庞滕岑戚祁娄柯卞褚邬奚闵邢荀"
GIVEN = (
    *("砚舟", "知晏", "屿川", "怀瑾", "以宁", "松筠", "听澜", "予安", "鹤鸣", "景和"),
    *("若谷", "星野", "望舒", "清越", "云岫", "书禾", "长庚", "青梧", "子衿", "闻溪"),
)
TITLES = {
    "senior": ("总经理", "副总经理", "董事"),
    "middle": ("采购部长", "财务部长", "物资科长"),
    "frontline": ("采购员", "库管员", "出纳"),
}


def companies(chance: random.Random, endings: Sequence[str]) -> list[str]:
    """A company name for each ending (矿业, 物流 …), no name twice."""
    pairs = [a + b for a in FIRST for b in SECOND if a != b and a + b not in NOT_INVENTED]
    chance.shuffle(pairs)
    starts = {ending: 53 * number for number, ending in enumerate(dict.fromkeys(endings))}
    taken: Counter[str] = Counter()
    found = []
    for ending in endings:
        again, at = divmod(taken[ending], len(pairs))
        taken[ending] += 1
        pair = pairs[(at + starts[ending]) % len(pairs)]
        found.append(f"{pair}{ending}{again + 1 if again else ''}")
    return found


def persons(chance: random.Random, count: int) -> list[str]:
    """Names of persons; the first 400 differ, and of each twenty all given names."""
    surnames = chance.sample(SURNAMES, len(SURNAMES))
    given = chance.sample(GIVEN, len(GIVEN))
    rounds = (divmod(number, len(given)) for number in range(count))
    return [surnames[(again + at) % len(surnames)] + given[at] for again, at in rounds]
