"""One publish under way: the next versions of tables, invisible until their release is written."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from data import settings
from data.base_views import identifier, rows_of
from data.contracts import Table
from data.delta import NOTHING, Content, DataFile, DeltaFolder
from data.derived import Derived, affected
from data.durable import push, push_files, sha256
from data.errors import StoreError
from data.releases import Release
from data.rewrite import Change, Rewriter

MEMORY = "1GB"
"""What DuckDB may hold of a publish; the rest is spilled into the store's folder."""


@dataclass
class Publishing:
    """Changes tables from `current` on; `folders` are those of every table of the contracts."""

    folders: Mapping[str, DeltaFolder]
    content: Callable[[str, int], Content]
    computed: Mapping[str, Derived]
    current: Release
    workplace: Path
    tell: Callable[[float], None] = lambda _: None
    versions: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    definitions: dict[str, str] = field(default_factory=dict)
    added: dict[str, tuple[str, int]] = field(default_factory=dict)
    touched: dict[str, Content] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.versions |= self.current.tables
        self.rows |= self.current.rows
        self.definitions |= self.current.definitions
        self._steps = 0
        self._connection = duckdb.connect(
            config={
                "memory_limit": MEMORY,
                "temp_directory": str(self.workplace),
                "python_enable_replacements": "false",
            }
        )

    def close(self) -> None:
        self._connection.close()

    def apply(self, changes: Sequence[Change]) -> None:
        """Make the changes; those to one table happen in their order, as one version."""
        for change in changes:
            if change.table not in self.folders or change.table in self.computed:
                raise StoreError("{table} is not a table that can be written.", table=change.table)
        names = list(dict.fromkeys(change.table for change in changes))
        self._steps = len(names) + len(affected(self.computed, {*names} | self._defined_anew()))
        for name in names:
            rewriter = Rewriter(self._connection, self.folders[name])
            content = self._content(name)
            for change in changes:
                if change.table == name:
                    content = rewriter.apply(change, content)
            self._set(name, content.files)

    def derive(self) -> None:
        """Build the computed tables that read a touched table, are missing, or are defined anew."""
        for name in affected(self.computed, self.touched.keys() | self._defined_anew()):
            one = self.computed[name]
            for read in one.reads:
                self._show(read)
            source = one.sql
            if one.rows:
                self._connection.register("built_rows", one.rows(self._connection))
                source = "select * from built_rows"
            self._set(name, Rewriter(self._connection, self.folders[name]).rows_of(source))
            self.definitions[name] = definition(one, self.folders[name].table)

    def _defined_anew(self) -> set[str]:
        """The computed tables that were built from another definition, or never."""
        return {
            name
            for name, one in self.computed.items()
            if definition(one, self.folders[name].table) != self.definitions.get(name)
        }

    def _content(self, name: str) -> Content:
        """The table as this publish has it so far."""
        if name in self.touched:
            return self.touched[name]
        if name in self.current.tables:
            return self.content(name, self.current.tables[name])
        return NOTHING

    def _show(self, name: str) -> None:
        """Make a table readable under its name; settings with the defaults that queries see."""
        folder, content = self.folders[name], self._content(name)
        rows = rows_of(folder.table, folder.uris(content.files), content.columns)
        if name == "settings":
            changed = self._connection.execute(f"select name, value from ({rows})").fetchall()  # noqa: S608
            self._connection.register("resolved_settings", settings.resolved(dict(changed)))
            rows = "select * from resolved_settings"
        self._connection.execute(f"create or replace view {identifier(name)} as {rows}")

    def _set(self, name: str, files: Mapping[str, DataFile]) -> None:
        """Commit these files as the table's next version and push all that is new to the disk."""
        folder = self.folders[name]
        before = self._content(name).files
        logged = folder.log_files()
        if not folder.exists():
            folder.create()
        note = {"release": str(self.current.number + 1)}
        self.versions[name], self.touched[name] = folder.commit(files, note)
        self.rows[name] = sum(file.rows for file in files.values())
        new = {path: file for path, file in files.items() if path not in before}
        push_files((folder.folder / path for path in new), up_to=folder.folder)
        push_files(folder.log_files() - logged, up_to=folder.folder.parent.parent)
        if (hint := folder.folder / "_delta_log" / "_last_checkpoint").exists():
            push([hint])
        for path, file in new.items():
            self.added[f"{name}/{path}"] = (sha256(folder.folder / path), file.rows)
        self.tell(min(1.0, len(self.touched) / max(1, self._steps)))


def definition(one: Derived, table: Table) -> str:
    """Check sum of what a computed table is: its SELECT and its columns."""
    columns = [(column.name, column.kind) for column in table.columns]
    return hashlib.sha256(f"{one.sql}\n{columns}".encode()).hexdigest()[:16]
