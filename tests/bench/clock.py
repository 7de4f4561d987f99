"""Times of this process, and the machine they were taken on."""

import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import duckdb
import polars as pl
import streamlit as st


@dataclass(frozen=True)
class Took:
    """One measured call, in milliseconds: CPU of the whole process, and wall clock."""

    cpu: float
    wall: float


def timed(call: Callable[[], Any]) -> tuple[Took, Any]:
    """How long a call took, and what it gave."""
    cpu, wall = time.process_time(), time.perf_counter()
    answer = call()
    took = Took((time.process_time() - cpu) * 1e3, (time.perf_counter() - wall) * 1e3)
    return took, answer


def middle(all_took: Sequence[Took]) -> Took:
    """The median of each figure by itself."""
    return Took(median(one.cpu for one in all_took), median(one.wall for one in all_took))


def machine() -> str:
    """Size and load of the machine, versions of what does the work."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, load {os.getloadavg()[0]:.1f} at the start, "
        f"Python {platform.python_version()}, duckdb {duckdb.__version__}, "
        f"polars {pl.__version__}, streamlit {st.__version__}"
    )
