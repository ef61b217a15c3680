"""What joining two records did, row by row, so that it can be undone."""

import json
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from directory.casework.joining.rows import Snapshot, values_of


@dataclass(frozen=True)
class Journal:
    """What was done to the rows of two records, by table and id.

    `moved` is what belonged to the joined record. `removed` are rows that went, whole. `changed` are rows that stayed
    and say something else: what each column said before, and since. `added` is what was made.
    """

    kept_id: str
    moved: Mapping[str, list[str]] = field(default_factory=dict)
    removed: list[Mapping[str, Any]] = field(default_factory=list)
    changed: list[Mapping[str, Any]] = field(default_factory=list)
    added: Mapping[str, list[str]] = field(default_factory=dict)
    consents: Mapping[str, list[Any]] = field(default_factory=dict)

    def as_text(self) -> str:
        return json.dumps(vars(self), ensure_ascii=False)

    def had(self, table: str, row_id: uuid.UUID) -> bool:
        """Whether a row belonged to the joined record."""
        return str(row_id) in self.moved.get(table, ())


def read_journal(text: str) -> Journal:
    return Journal(**json.loads(text))


def write_journal(kept_id: uuid.UUID, before: Snapshot, after: Snapshot, consents: Mapping[str, list[Any]]) -> Journal:
    """What is different between two looks at all the rows of both records."""
    moved: dict[str, list[str]] = defaultdict(list)
    added: dict[str, list[str]] = defaultdict(list)
    removed: list[Mapping[str, Any]] = []
    changed: list[Mapping[str, Any]] = []
    for (table, row_id), row in before.items():
        now = after.get((table, row_id))
        if now is None:
            removed.append({"table": table, "is_kepts": row.owner == kept_id, "values": row.values})
            continue
        if row.owner != kept_id:
            moved[table].append(str(row_id))
        was, since = values_of(table, row), values_of(table, now)
        names = [name for name in was if was[name] != since[name]]
        if names:
            told = {"was": {each: was[each] for each in names}, "is": {each: since[each] for each in names}}
            changed.append({"table": table, "id": str(row_id), **told})
    for table, row_id in after.keys() - before.keys():
        added[table].append(str(row_id))
    return Journal(str(kept_id), moved, removed, changed, added, consents)
