"""What an import writes into the history of the catalogue."""

import uuid
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, Table

from directory.catalogue.history.record_changes import plain_rows
from directory.catalogue.history.record_rows import Row, Rows
from directory.catalogue.models.field_changes import FieldChange, plain
from directory.catalogue.models.revisions import Revision, RevisionKind, RevisionState

REVISION = cast(Table, Revision.__table__)


@dataclass
class Histories:
    """The revisions of one batch, gathered and then written together. A batch that a person accepted has an author."""

    source_id: uuid.UUID
    moment: datetime
    author_id: uuid.UUID | None
    rows: list[Row] = field(default_factory=list)

    def note_added(self, entity: str, record_id: uuid.UUID) -> None:
        self._note(entity, record_id, RevisionKind.ADDED, [])

    def note_changed(
        self, entity: str, record_id: uuid.UUID, differing: Collection[str], before: Rows, after: Rows
    ) -> None:
        """Write down what of a record changed: columns of its own row, and tables of what it owns."""
        old, new = before[entity][record_id], after[entity][record_id]
        changes = [
            FieldChange(name, plain(old[name]), plain(new[name]))
            if name in new
            else FieldChange(name, plain_rows(before.get(name, {}).values()), plain_rows(after.get(name, {}).values()))
            for name in sorted(differing)
        ]
        self._note(entity, record_id, RevisionKind.CHANGED, changes)

    def _note(self, entity: str, record_id: uuid.UUID, kind: RevisionKind, changes: list[FieldChange]) -> None:
        self.rows.append(
            {
                "entity": entity,
                "record_id": record_id,
                "kind": kind.value,
                "state": RevisionState.DONE.value,
                "is_suggestion": False,
                "changes": [asdict(each) for each in changes],
                "source_id": self.source_id,
                "author_id": self.author_id,
                "decided_by": self.author_id,
                "made_at": self.moment,
                "decided_at": self.moment,
            }
        )

    def write(self, db: Connection) -> None:
        if self.rows:
            db.execute(REVISION.insert(), self.rows)
