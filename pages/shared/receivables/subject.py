"""What the parts of the receivables page speak of: one day, one view, the customers chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pages.shared.view import View


@dataclass(frozen=True)
class Subject:
    """who: regions, departments, rep_ids, channels, customer_ids as parameters of queries."""

    view: View
    who: Mapping[str, Any]
