"""What the parts of the targets page speak of: one measure of one node of the tree."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pages.shared.targets.metrics import Metric
from pages.shared.view import View


@dataclass(frozen=True)
class Subject:
    """A node. parameters: what `standings.asked` gives, narrowed down to the node.

    where: the names that lead to it, "" for everything chosen; level: what stands below it;
    node: the level at which it stands as one row, see `standings.node_level`.
    """

    metric: Metric
    view: View
    parameters: Mapping[str, Any]
    where: str
    level: str
    node: str
