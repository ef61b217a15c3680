"""Answers to the questions about access, as the rows of a place that hold them."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date

from directory.catalogue.access.facts import PRESENCE, AccessFact, read_fact
from directory.catalogue.history.record_changes import blank_row, plain_rows, typed_rows
from directory.catalogue.history.record_rows import Row
from directory.catalogue.models.field_changes import Plain
from directory.catalogue.models.places import Accessibility


def facts_in(rows: Iterable[Plain]) -> Mapping[str, tuple[Row, AccessFact]]:
    """By question, the row that answers it, with what it says."""
    found: dict[str, tuple[Row, AccessFact]] = {}
    for row in typed_rows("accessibility", rows).values():
        fact = read_fact(Accessibility(**row))
        if fact.code:
            found.setdefault(fact.code, (row, fact))
    return found


def with_answers(
    rows: Iterable[Plain],
    location_id: uuid.UUID,
    given: Mapping[str, AccessFact | None],
    answered_by: uuid.UUID,
    answered_on: date,
) -> list[Plain]:
    """The facts of a place as they are to be: an answer that is new tells who gave it and when; what is the same stays.

    Of the questions that `given` names, one without an answer has none from then on; others stay as they are.
    """
    kept = list(rows)
    known = facts_in(kept)
    replaced = {row["id"] for code, (row, _) in known.items() if code in given}
    wanted = [row for row_id, row in typed_rows("accessibility", kept).items() if row_id not in replaced]
    for code, fact in given.items():
        row, before = known.get(code, (blank_row("accessibility", location_id=location_id), None))
        if fact is not None:
            who = {"answered_by": answered_by, "answered_on": answered_on}
            wanted.append(row if before == fact else {**row, **columns_of(fact), **who})
    return plain_rows(wanted)


def columns_of(fact: AccessFact) -> Row:
    """What an answer says, as it is kept."""
    return {
        "question": fact.code,
        "accessibility": PRESENCE[fact.answer],
        "description": fact.words or None,
        "details": fact.details or None,
        "width_cm": fact.width_cm,
    }
