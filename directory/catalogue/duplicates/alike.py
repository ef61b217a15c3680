"""Organizations that are likely one that somebody is about to add: asked before it is listed twice.

Somebody waits for it: only those that share the beginning of a word, or a number, are compared. Of 50,000 they are
found in about a second.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.duplicates.compared import Commonness, Subject, Words
from directory.catalogue.duplicates.groups import identifiers_alike
from directory.catalogue.duplicates.likeness_words import name_words
from directory.catalogue.duplicates.names import names_alike
from directory.catalogue.duplicates.reasons import Likeness, ReasonKind
from directory.catalogue.history.record_rows import TABLES
from directory.catalogue.registers import identifier_key

MOST_SHOWN = 10
SPEAKS_FOR_IT = {ReasonKind.SAME_NAME, ReasonKind.ALIKE_NAMES, ReasonKind.SAME_IDENTIFIER}
# By so many letters at its beginning a word is known again, whatever slip follows.
BEGINNING = 4

Numbers = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Alike:
    """An organization there is already, and what speaks for and against its being the one that is meant."""

    organization_id: uuid.UUID
    name: str
    likeness: Likeness


@dataclass(frozen=True)
class Known:
    """An organization by what it is called, in the words that tell groups apart."""

    organization_id: uuid.UUID
    name: str
    names: tuple[Words, ...]


def find_alike(db: Session, new_id: uuid.UUID, name: str, scheme: str = "", number: str = "") -> list[Alike]:
    """The organizations whose name or registered number is like that of a new one, the most likely first."""
    key = identifier_key(scheme, "", number) if number else None
    meant = Subject(new_id, name, words_of(name, None), identifiers=frozenset({key} if key else ()))
    known, numbers = read_known(db, new_id), read_numbers(db)
    common = commonness_of(known, meant)
    met = (each for each in known if meets(meant, each, numbers.get(each.organization_id, frozenset())))
    found = [compare(meant, each, numbers.get(each.organization_id, frozenset()), common) for each in met]
    likely = [each for each in found if SPEAKS_FOR_IT & {reason.kind for reason in each.likeness.reasons}]
    return sorted(likely, key=lambda each: (-each.likeness.score, each.name, each.organization_id))[:MOST_SHOWN]


def words_of(name: str, alternate_name: str | None) -> tuple[Words, ...]:
    return tuple(dict.fromkeys(name_words(each) for each in (name, alternate_name) if each))


def read_known(db: Session, but: uuid.UUID) -> list[Known]:
    table = TABLES["organization"]
    rows = db.execute(select(table.c.id, table.c.name, table.c.alternate_name).where(table.c.id != but))
    return [Known(row_id, name, words_of(name, other)) for row_id, name, other in rows]


def read_numbers(db: Session) -> Mapping[uuid.UUID, Numbers]:
    table = TABLES["organization_identifier"]
    found: dict[uuid.UUID, set[tuple[str, str]]] = defaultdict(set)
    columns = (table.c.organization_id, table.c.identifier_scheme, table.c.identifier_type, table.c.identifier)
    for organization_id, *known in db.execute(select(*columns)):
        found[organization_id] |= {key for key in [identifier_key(*known)] if key}
    return {record_id: frozenset(keys) for record_id, keys in found.items()}


def commonness_of(known: Sequence[Known], meant: Subject) -> Commonness:
    """How common words and names are among all there are and the one that is meant."""
    every = [each.names for each in known] + [meant.names]
    words = Counter(word for names in every for word in {word for name in names for word in name})
    return Commonness(len(every), words, Counter(name for names in every for name in names))


def meets(meant: Subject, other: Known, numbers: Numbers) -> bool:
    """Whether the two share anything for which they have to be compared."""
    return bool(meant.identifiers & numbers or beginnings(meant.names) & beginnings(other.names))


def beginnings(names: Sequence[Words]) -> set[str]:
    return {word[:BEGINNING] for name in names for word in (*name, "".join(name))}


def compare(meant: Subject, other: Known, numbers: Numbers, common: Commonness) -> Alike:
    """What names and numbers say: more is not known of what is only about to be added."""
    subject = Subject(other.organization_id, other.name, other.names, identifiers=numbers)
    reasons = (*identifiers_alike(meant, subject), *names_alike(meant, subject, common, 0.0))
    return Alike(other.organization_id, other.name, Likeness(round(sum(each.points for each in reasons), 3), reasons))
