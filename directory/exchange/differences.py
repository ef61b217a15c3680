"""What has to change so that a record of the catalogue becomes what its source says."""

import uuid

from directory.catalogue.history.record_rows import RowChanges, Rows

# A service's room is also kept by its provider here, and the standard has no place for single dates, terms and bank
# holidays, nor for photographs: a source that says nothing of these leaves them as they are.
KEPT_IF_UNSAID = ("service_capacity", "schedule_exception", "schedule_observance", "photograph")


def compare(entity: str, record_id: uuid.UUID, before: Rows, after: Rows, changes: RowChanges) -> set[str]:
    """Add to `changes` what turns one into the other, leaving out the record's own row.

    Returns the names of what differs: columns of the record's own row, and tables of what it owns.
    """
    old, new = before[entity][record_id], after[entity][record_id]
    differing = {name for name, value in new.items() if old[name] != value}
    for table in (before.keys() | after.keys()) - {entity}:
        if table in KEPT_IF_UNSAID and not after.get(table):
            continue
        if changes.turn(table, before.get(table, {}), after.get(table, {})):
            differing.add(table)
    return differing
