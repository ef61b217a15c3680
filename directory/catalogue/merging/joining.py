"""Making two records one: the one that stays keeps its id, and everything that named the other names it from then on.

What is needed to split them again is kept with the merge. The record that stays goes on following the source that gave
it, or else the one that gave the other; a second source is known from then on, and changes nothing.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.duplicates.candidates import carry_decisions_over, decide
from directory.catalogue.history.record_rows import Row, RowChanges, Rows, load_rows
from directory.catalogue.history.revisions import record_revision
from directory.catalogue.merging.choices import FIRST, MergeInput, merged_values, seen_of
from directory.catalogue.merging.content import MergeContent, Two, read_anew
from directory.catalogue.merging.following import MovedRow, follow
from directory.catalogue.merging.local_values import Told, keep_local_values
from directory.catalogue.merging.parts import PartsPlan, Sides, plan_parts
from directory.catalogue.merging.same_places import hide_alike, same_places
from directory.catalogue.merging.sources import (
    delete_local_values,
    hand_over_sources,
    has_leading_source,
    load_local_values,
    mark_merged_rows,
)
from directory.catalogue.merging.undecided import carry_undecided
from directory.catalogue.models.duplicates import CandidateState, DuplicateCandidate, MergedRecord
from directory.catalogue.models.field_changes import FieldChange, plain
from directory.catalogue.nesting import move_nesting
from directory.catalogue.versions import bump_catalogue_version
from directory.db import new_id
from directory.errors import Conflict

CHANGED_SINCE = "Somebody changed one of the two while you had them open. Look at them again, then decide."
GONE = "One of the two is no longer in the catalogue. Look at the list again."
# Tables that name records of every kind by an id without a foreign key, each of which is looked after below.
NAME_ANY_KIND = frozenset({"attribute", "source_record", "local_value", "revision"})
# What a machine found of a record that is gone is shown to nobody, and ends with its next look; what is wrong with the
# record that stays is found again then.
FOUND_AGAIN = frozenset({"finding"})


def merge_records(db: Session, actor: Actor, candidate: DuplicateCandidate, wanted: MergeInput) -> MergedRecord:
    """Make a pair one record. Raises Conflict where somebody decided the pair, or changed either, meanwhile.

    Raises Refused where something names both and cannot name one twice: nothing is changed then.
    """
    decide(db, actor, candidate, CandidateState.MERGED, wanted.note)
    # What follows reads and writes rows past the session.
    db.flush()
    two = take_two(db.connection(), candidate, wanted)
    merged = MergedRecord(
        id=new_id(),
        entity=two.entity,
        old_id=two.old_id,
        new_id=two.kept_id,
        old_name=two.old_row["name"],
        content={},
        merged_by=actor.user_id,
        note=wanted.note,
    )
    db.add(merged)
    db.flush()
    content = join(db.connection(), actor, merged, two, wanted)
    merged.content = content.as_plain()
    carry_decisions_over(db, candidate, two.old_id, two.kept_id)
    write_down(db, actor, merged, content.changes)
    read_anew(db, merged, content)
    return merged


def write_down(db: Session, actor: Actor, merged: MergedRecord, changes: Sequence[FieldChange]) -> None:
    """Leave the merge in the history of the record that stays and in the audit, and tell every worker."""
    told = f"Made one with “{merged.old_name}”" + (f": {merged.note}" if merged.note else "")
    record_revision(db, merged.entity, merged.new_id, changes, author_id=actor.user_id, reason=told)
    fields = [each.field for each in changes]
    ids = [merged.new_id, merged.old_id]
    record_act(db, actor.user_id, None, f"{merged.entity}.merged", merged.entity, ids, fields)
    bump_catalogue_version(db)


def take_two(db: Connection, candidate: DuplicateCandidate, wanted: MergeInput) -> Two:
    """Both records as they are now, held until the end. Raises Conflict where they are not what the person saw."""
    entity, pair = candidate.entity, (candidate.first_id, candidate.second_id)
    rows = load_rows(db, entity, pair)
    if not all(rows[each] for each in pair):
        raise Conflict(GONE)
    if seen_of(*(rows[each][entity][each] for each in pair)) != wanted.seen:
        raise Conflict(CHANGED_SINCE)
    kept_id, old_id = pair if wanted.keep == FIRST else pair[::-1]
    return Two(entity, rows[kept_id], rows[old_id], kept_id, old_id)


def join(db: Connection, actor: Actor, merged: MergedRecord, two: Two, wanted: MergeInput) -> MergeContent:
    """Do the work on the rows; returns what is needed to split the two again."""
    local = load_local_values(db, two.entity, two.kept_id), load_local_values(db, two.entity, two.old_id)
    leads = [has_leading_source(db, two.entity, each) for each in (two.kept_id, two.old_id)]
    old_leads = leads == [False, True]
    lead, other = (two.old, two.kept) if old_leads else (two.kept, two.old)
    sides = sides_of(db, two, lead, other)
    plan = plan_parts(sides, two.old, wanted.take)
    values = merged_values(two.entity, two.kept_row, two.old_row, wanted)
    moved = [*follow(db, two.entity, two.old_id, two.kept_id), *moves_of(two.kept, plan)]
    moved += hide_alike(db, sides.same_place)
    sources = hand_over_sources(db, two.entity, two.old_id, two.kept_id, merged.id, quieten=not old_leads)
    write_rows(db, two, plan, values)
    if any(leads):
        mark_merged_rows(db, rows_left(two.entity, other, plan), merged.id)
    for each in (two.kept_id, two.old_id):
        delete_local_values(db, two.entity, each)
    if any(leads):
        told = Told(two.old_row if old_leads else two.kept_row, lead, local[1] if old_leads else local[0])
        keep_local_values(db, actor.user_id, two, values, told, removed_of(lead, plan))
    undecided = carry_undecided(db, actor, two, plan.twins)
    return MergeContent(
        rows=two.old,
        removed=removed_of(two.kept, plan),
        moved=tuple(moved),
        undecided=tuple(undecided),
        changes=changes_of(two.kept_row, values),
        local_values=tuple(row for each in local for row in each.values()),
        sources=tuple(sources),
    )


def sides_of(db: Connection, two: Two, lead: Rows, other: Rows) -> Sides:
    parts = [{table: rows for table, rows in each.items() if table != two.entity} for each in (lead, other)]
    places = [row["location_id"] for each in parts for row in each.get("service_at_location", {}).values()]
    return Sides(two.entity, two.old_id, two.kept_id, parts[0], parts[1], same_places(db, places))


def moves_of(rows: Rows, plan: PartsPlan) -> list[MovedRow]:
    """Those moves of a plan that change rows of one record."""
    return [
        MovedRow(table, row_id, {name: rows[table][row_id][name] for name in after}, after)
        for (table, row_id), after in plan.moves.items()
        if row_id in rows.get(table, {})
    ]


def removed_of(rows: Rows, plan: PartsPlan) -> Rows:
    """Those rows that a plan takes away which are of one record."""
    return {
        table: {i: row for i, row in gone.items() if i in rows.get(table, {})} for table, gone in plan.removed.items()
    }


def write_rows(db: Connection, two: Two, plan: PartsPlan, values: Row) -> None:
    """Write the record that stays with all its parts, and take the other away."""
    changes = RowChanges()
    for (table, row_id), columns in plan.moves.items():
        changes.update(table, row_id, columns)
    for table, rows in plan.removed.items():
        changes.deletes[table] += list(rows)
    columns = {**values, "last_modified": clock.now()}
    if "version" in two.kept_row:
        columns["version"] = two.kept_row["version"] + 1
    changes.update(two.entity, two.kept_id, columns)
    changes.deletes[two.entity].append(two.old_id)
    changes.write(db)
    if two.entity == "organization":
        # A service is published with its organization.
        move_nesting(db, "organization", [two.kept_id], clock.now())


def rows_left(entity: str, rows: Rows, plan: PartsPlan) -> list[tuple[str, uuid.UUID]]:
    """The parts of a record that are still there after a plan."""
    return [
        (table, row_id)
        for table, by_id in rows.items()
        for row_id in by_id
        if table != entity and row_id not in plan.removed.get(table, {})
    ]


def changes_of(before: Row, values: Row) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, plain(before[name]), plain(value)) for name, value in values.items() if before[name] != value
    )
