"""What each table promises: the one place that checks, templates, schemas and papers come from."""

from data.contracts.derived import DERIVED
from data.contracts.documents import DOCUMENTS
from data.contracts.fields import ARROW, LINEAGE, PARTITION, SQL, Field, Kind, SeenBy, Table
from data.contracts.lookups import BUILT_LOOKUPS, EDITED_LOOKUPS
from data.contracts.master import MASTER
from data.contracts.written import WRITTEN

__all__ = [
    "ALL",
    "ARROW",
    "BASE",
    "BUILT",
    "LINEAGE",
    "PARTITION",
    "SQL",
    "TABLES",
    "Field",
    "Kind",
    "SeenBy",
    "Table",
]

TABLES: dict[str, Table] = {one.name: one for one in (*MASTER, *DOCUMENTS)}
"""What people upload."""

BASE: dict[str, Table] = TABLES | {one.name: one for one in (*WRITTEN, *EDITED_LOOKUPS)}
"""Everything that is stored as it came: uploads, what is written in the app, settings, holidays."""

BUILT: dict[str, Table] = {one.name: one for one in (*BUILT_LOOKUPS, *DERIVED)}
"""Everything that is computed in the same publish."""

ALL: dict[str, Table] = BASE | BUILT
