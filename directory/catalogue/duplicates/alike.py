"""Organizations that are likely one that somebody is about to add: asked before it is listed twice."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.duplicates.compared import Commonness, Subject, commonness
from directory.catalogue.duplicates.groups import identifiers_alike
from directory.catalogue.duplicates.likeness_words import identifier_key, name_words
from directory.catalogue.duplicates.names import names_alike
from directory.catalogue.duplicates.reasons import Likeness, ReasonKind
from directory.catalogue.history.record_rows import TABLES
from directory.db import new_id

MOST_SHOWN = 10
SPEAKS_FOR_IT = {ReasonKind.SAME_NAME, ReasonKind.ALIKE_NAMES, ReasonKind.SAME_IDENTIFIER}

Numbers = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Alike:
    """An organization there is already, and what speaks for and against its being the one that is meant."""

    organization_id: uuid.UUID
    name: str
    likeness: Likeness


def find_alike(db: Session, name: str, scheme: str = "", number: str = "") -> list[Alike]:
    """The organizations whose name or registered number is like these, the most likely first."""
    key = identifier_key(scheme, "", number) if number else None
    meant = named_subject(new_id(), name, None, frozenset({key} if key else ()))
    subjects = read_named(db)
    common = commonness([meant, *subjects])
    found = (Alike(each.record_id, each.name, alike(meant, each, common)) for each in subjects)
    likely = [each for each in found if SPEAKS_FOR_IT & {reason.kind for reason in each.likeness.reasons}]
    return sorted(likely, key=lambda each: (-each.likeness.score, each.name, each.organization_id))[:MOST_SHOWN]


def alike(meant: Subject, other: Subject, common: Commonness) -> Likeness:
    """What names and numbers say: more is not known of what is only about to be added."""
    reasons = (*identifiers_alike(meant, other), *names_alike(meant, other, common, 0.0))
    return Likeness(round(sum(each.points for each in reasons), 3), reasons)


def read_named(db: Session) -> list[Subject]:
    """Every organization by its names and numbers."""
    table, numbers = TABLES["organization"], read_numbers(db)
    rows = db.execute(select(table.c.id, table.c.name, table.c.alternate_name))
    return [named_subject(row.id, row.name, row.alternate_name, numbers.get(row.id, frozenset())) for row in rows]


def named_subject(record_id: uuid.UUID, name: str, alternate_name: str | None, numbers: Numbers) -> Subject:
    names = tuple(dict.fromkeys(name_words(each) for each in (name, alternate_name) if each))
    return Subject(record_id=record_id, name=name, names=names, identifiers=numbers)


def read_numbers(db: Session) -> Mapping[uuid.UUID, Numbers]:
    table = TABLES["organization_identifier"]
    found: dict[uuid.UUID, set[tuple[str, str]]] = defaultdict(set)
    columns = (table.c.organization_id, table.c.identifier_scheme, table.c.identifier_type, table.c.identifier)
    for organization_id, *known in db.execute(select(*columns)):
        found[organization_id] |= {key for key in [identifier_key(*known)] if key}
    return {record_id: frozenset(keys) for record_id, keys in found.items()}
