"""Where a source has come to say something else than people here wrote: put before whoever looks after the record.

What people here wrote stays. The word of the source waits beside it as a suggestion, one for each record, until
somebody takes or refuses it, or the source comes to agree. What was refused comes back only with another word.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select

from directory.catalogue.history.local_values import TOGETHER
from directory.catalogue.history.record_rows import Row, portions
from directory.catalogue.models.field_changes import FieldChange, Plain
from directory.catalogue.models.revisions import RevisionKind, RevisionState
from directory.exchange.histories import REVISION

# Who looked at a record last, and when, is no matter of taking a word.
NO_MATTER = frozenset({"assured_date", "assurer_email"})
REASON = "The list it comes from says something else now. It was changed here."


class Contradictions:
    """What a source says anew of fields of some records of one kind that keep what people here said of them."""

    def __init__(self, db: Connection, entity: str, source_id: uuid.UUID, moment: datetime) -> None:
        self.db, self.entity, self.source_id, self.moment = db, entity, source_id, moment
        self.held: defaultdict[uuid.UUID, dict[str, FieldChange]] = defaultdict(dict)
        self.new: defaultdict[uuid.UUID, set[str]] = defaultdict(set)
        self.agreed: defaultdict[uuid.UUID, set[str]] = defaultdict(set)

    def hold(self, record_id: uuid.UUID, field: str, ours: Plain, said: Plain, *, is_new: bool) -> None:
        """Note that a field keeps what is here; `is_new` where the source said something else before."""
        if field not in NO_MATTER:
            self.held[record_id][field] = FieldChange(field, ours, said)
            if is_new:
                self.new[record_id].add(field)

    def agree(self, record_id: uuid.UUID, field: str) -> None:
        """Note that a source has come to say of a field what is here."""
        self.agreed[record_id].add(field)

    def write(self) -> None:
        """Put what is new before whoever looks after it, and take away what a source agrees with by now."""
        waiting = self.find_waiting()
        changed: list[Row] = []
        added: list[Row] = []
        for record_id in sorted({*self.new, *(self.agreed.keys() & waiting.keys())}, key=str):
            known = waiting.get(record_id)
            before = {each["field"]: FieldChange(**each) for each in known["changes"]} if known else {}
            after = {**before, **self.news_of(record_id)}
            after = {name: each for name, each in after.items() if name not in self.agreed[record_id]}
            if known is None:
                added.append(self.row_of(record_id, after))
            elif after != before:
                changed.append(settled_row(known["id"], after or before, self.moment, is_over=not after))
        if changed:
            is_waiting = (REVISION.c.id == bindparam("its_id")) & (REVISION.c.state == RevisionState.WAITING.value)
            columns: dict[str, Any] = {name: bindparam(f"its_{name}") for name in ("changes", "state", "decided_at")}
            self.db.execute(REVISION.update().where(is_waiting).values(columns), changed)
        if added:
            self.db.execute(REVISION.insert(), added)

    def news_of(self, record_id: uuid.UUID) -> Mapping[str, FieldChange]:
        """What is new of a record, with what has to be taken together with it."""
        held, names = self.held[record_id], set(self.new[record_id])
        for group in TOGETHER:
            if names & set(group):
                names |= held.keys() & set(group)
        return {name: held[name] for name in sorted(names)}

    def find_waiting(self) -> dict[uuid.UUID, Row]:
        found: dict[uuid.UUID, Row] = {}
        wanted = select(REVISION.c.id, REVISION.c.record_id, REVISION.c.changes).where(
            REVISION.c.entity == self.entity,
            REVISION.c.source_id == self.source_id,
            REVISION.c.state == RevisionState.WAITING.value,
        )
        for some in portions({*self.new, *self.agreed}):
            for row in self.db.execute(wanted.where(REVISION.c.record_id.in_(some)).order_by(REVISION.c.id)).mappings():
                found[row["record_id"]] = dict(row)
        return found

    def row_of(self, record_id: uuid.UUID, changes: Mapping[str, FieldChange]) -> Row:
        return {
            "entity": self.entity,
            "record_id": record_id,
            "kind": RevisionKind.CHANGED.value,
            "state": RevisionState.WAITING.value,
            "is_suggestion": True,
            "changes": [asdict(each) for each in changes.values()],
            "reason": REASON,
            "source_id": self.source_id,
            "made_at": self.moment,
        }


def settled_row(revision_id: int, changes: Mapping[str, FieldChange], moment: datetime, *, is_over: bool) -> Row:
    state = RevisionState.WITHDRAWN if is_over else RevisionState.WAITING
    return {
        "its_id": revision_id,
        "its_changes": [asdict(each) for each in changes.values()],
        "its_state": state.value,
        "its_decided_at": moment if is_over else None,
    }
