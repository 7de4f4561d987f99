"""A PostgreSQL of one run: a cluster in a temporary folder, reached through a socket alone."""

import csv
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

TYPES = {"VARCHAR": "text", "DOUBLE": "double precision", "TIMESTAMP": "timestamp"}
MEANS = "shared_buffers=1GB, work_mem=256MB, effective_cache_size=4GB"
UNPRIVILEGED = ("postgres", "nobody")  # a server refuses to run as root


class Session:
    """Asks one server by `psql`, which measures as a client: from the question to its last row."""

    def __init__(self, psql: str, folder: Path) -> None:
        self._psql = [psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(folder), "-U", "bench"]
        self._psql += ["-d", "postgres"]

    def do(self, script: str) -> str:
        """Run a script; what it printed."""
        done = subprocess.run(self._psql, check=False, input=script, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    def load(self, table: str, columns: Sequence[tuple[str, str]], file: Path) -> None:
        """A table from a CSV file with a header line. columns: name and DuckDB type of each."""
        typed = ", ".join(f'"{name}" {TYPES.get(kind, kind)}' for name, kind in columns)
        self.do(f"create table {table} ({typed});\n\\copy {table} from '{file}' csv header\n")

    def ask(self, question: str, repeat: int) -> tuple[list[tuple[str, ...]], list[float]]:
        """The rows of the answer as text, and the milliseconds of each repetition."""
        again = f"{question};\n" * repeat
        with tempfile.NamedTemporaryFile("r", suffix=".csv") as rows:
            printed = self.do(
                f"\\pset format csv\n\\pset tuples_only on\n\\o {rows.name}\n{question};\n"
                f"\\o /dev/null\n\\timing on\n{again}"
            )
            answer = [tuple(row) for row in csv.reader(rows)]
        return answer, [float(one) for one in re.findall(r"^Time: ([\d.]+) ms", printed, re.M)]


@contextmanager
def cluster() -> Iterator[Session | None]:
    """A fresh server that ends with the block; None where PostgreSQL is not installed."""
    psql, pg_ctl = shutil.which("psql"), _program("pg_ctl")
    if psql is None or pg_ctl is None:
        yield None
        return
    owner = _owner()
    with tempfile.TemporaryDirectory(prefix="bench_pg_") as temporary:
        folder = Path(temporary)
        if owner:
            shutil.chown(folder, owner)
        as_owner = ["runuser", "-u", owner, "--"] if owner else []
        data, options = (
            folder / "data",
            f"-k {folder} -c listen_addresses= "
            + " ".join(f"-c {one}" for one in MEANS.split(", ")),
        )
        made = "-U bench -A trust --locale=C --encoding=UTF8"
        serve = [pg_ctl, "-D", str(data), "-l", str(folder / "log"), "-s", "-w"]

        def do(*command: str) -> None:
            subprocess.run([*as_owner, *command], check=True, stdout=subprocess.DEVNULL, cwd=folder)

        do(pg_ctl, "initdb", "-D", str(data), "-s", "-o", made)
        do(*serve, "-o", options, "start")
        try:
            yield Session(psql, folder)
        finally:
            do(*serve, "-m", "immediate", "stop")


def _program(name: str) -> str | None:
    """Where a server program lies: Debian keeps them out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(found[-1]) if found else None)


def _owner() -> str | None:
    """Who shall run the server: None is this process's own user."""
    if os.getuid():
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return next((one for one in UNPRIVILEGED if one in known), None)
