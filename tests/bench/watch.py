"""A page as a browser drives it: full runs and fragment runs, what they ask and what they send."""

import inspect
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import PropertyMock, patch

import polars as pl
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.context import ContextProxy
from streamlit.runtime.forward_msg_cache import create_reference_msg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner
from streamlit.testing.v1 import AppTest, local_script_runner

import queries
from data.accounts import Account
from pages.shared import session
from tests.bench.clock import Took, timed

MANAGER = Account(name="manager", role="manager", language="en")
PART = "_part"  # the fragment of `pages.shared.sections`


@dataclass
class Run:
    """One run of a script or of its fragment."""

    took: Took = field(default_factory=lambda: Took(0, 0))
    questions: list[tuple[str, Took, int]] = field(default_factory=list)  # name, time, rows
    messages: list[ForwardMsg] = field(default_factory=list)

    @property
    def asked(self) -> float:
        """Milliseconds (wall clock) spent in queries."""
        return sum(took.wall for _, took, _ in self.questions)

    @property
    def rows(self) -> int:
        return sum(rows for *_, rows in self.questions)

    @property
    def hashes(self) -> set[str]:
        """What a browser keeps of this run, to be told of by its hash alone next time."""
        return {one.hash for one in self.messages if one.metadata.cacheable and one.hash}

    def sent(self, kept: set[str] = frozenset()) -> int:  # type: ignore[assignment]
        """Bytes to a browser that keeps the messages with these hashes."""
        return sum(
            (create_reference_msg(one) if one.hash in kept else one).ByteSize()
            for one in self.messages
        )


class Driver:
    """Runs the pages of one session, and watches."""

    def __init__(self, shell: str) -> None:
        self._at = AppTest.from_file(shell, default_timeout=600)
        self._run = Run()
        self._fragment: str | None = None

    def open(self, file: str) -> None:
        """Go to a page."""
        self._at.run()
        self._at.switch_page(file)

    def run(self, address: Mapping[str, str]) -> Run:
        """The whole script at this address."""
        return self._go(address, None)

    def click(self, address: Mapping[str, str]) -> Run | None:
        """The part of the page alone, as a click inside it; None where the page has no part."""
        fragments = self._at._fragment_storage._fragments
        part = next((one for one, made in fragments.items() if _made_of(made) == PART), None)
        return self._go(address, part) if part else None

    @property
    def failed(self) -> str:
        """The first line of what went wrong in the newest run, or nothing."""
        found = self._at.exception
        return "  " + found[0].message.splitlines()[0] if found else ""

    def _go(self, address: Mapping[str, str], fragment: str | None) -> Run:
        self._at.query_params.clear()
        self._at.query_params.update(address)
        self._run, self._fragment = Run(), fragment
        self._at.run()
        return self._run

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Everything that runs meanwhile is written down."""
        script, enqueue, run = ScriptRunner._run_script, ForwardMsgQueue.enqueue, queries.run

        def watched_script(runner: ScriptRunner, data: RerunData) -> None:
            if self._fragment:  # a server knows the pages from the run before
                runner._pages_manager._set_pages(self._at._registered_pages)
            took, _ = timed(lambda: script(runner, data))
            before = self._run.took
            self._run.took = Took(before.cpu + took.cpu, before.wall + took.wall)

        def watched_enqueue(queue: ForwardMsgQueue, message: ForwardMsg) -> None:
            self._run.messages.append(message)
            enqueue(queue, message)

        def watched_query(name: str, **named: Any) -> pl.DataFrame:
            took, answer = timed(lambda: run(name, **named))
            self._run.questions.append((name, took, answer.height))
            return answer  # type: ignore[no-any-return]

        def rerun_data(**named: Any) -> RerunData:
            queue = [self._fragment] if self._fragment else []
            return RerunData(fragment_id_queue=queue, **named)

        with (
            patch.object(session, "live_account", lambda: MANAGER),
            patch.object(ContextProxy, "locale", PropertyMock(return_value="en")),
            patch.object(ScriptRunner, "_run_script", watched_script),
            patch.object(ForwardMsgQueue, "enqueue", watched_enqueue),
            patch.object(queries, "run", watched_query),
            patch.object(local_script_runner, "RerunData", rerun_data),
        ):
            yield


def _made_of(fragment: Any) -> str:
    """The name of the function that a fragment runs."""
    inside = inspect.getclosurevars(fragment).nonlocals
    return getattr(inside.get("non_optional_func"), "__name__", "")
