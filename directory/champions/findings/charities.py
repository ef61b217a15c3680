"""Groups whose charity is no longer in its register, or is there under a very different name."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from rapidfuzz import fuzz
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from directory.catalogue.models.organizations import Organization, OrganizationIdentifier
from directory.catalogue.publishing import published_organizations
from directory.catalogue.registers import identifier_key
from directory.champions.findings.facts import Among, of_these
from directory.champions.findings.models import FindingKind, Found
from directory.champions.findings.register_models import RegisterEntry
from directory.champions.findings.sightings import Place, Sighting

# Words that many charities have in common, and that tell no two apart.
COMMON_WORDS = """
the and of for in a at ltd limited cio charity charitable trust association society group community centre club company
incorporated organisation uk foundation project friends
"""
COMMON = frozenset(COMMON_WORDS.split())
# Below this, of a hundred, two names have nothing in common but a few letters.
ALIKE_FROM = 55
Key = tuple[str, str]


def list_keys(db: Session) -> set[Key]:
    """The registered numbers that groups of the catalogue have, by register."""
    columns = select(
        OrganizationIdentifier.identifier_scheme,
        OrganizationIdentifier.identifier_type,
        OrganizationIdentifier.identifier,
    )
    keys = (identifier_key(scheme, kind, number) for scheme, kind, number in db.execute(columns))
    return {each for each in keys if each is not None}


def replace_entries(db: Session, register: str, entries: Iterable[RegisterEntry]) -> None:
    """Put what a register says now in the place of what it said before."""
    db.execute(delete(RegisterEntry).where(RegisterEntry.register == register))
    db.add_all(entries)


def wrong_charities(db: Session, _today: date, among: Among = None) -> Iterator[Sighting]:
    """What the registers that were loaded say of the numbers of groups, where that is news."""
    entries = {(each.register, each.number): each for each in db.scalars(select(RegisterEntry))}
    if not entries:
        return
    wanted = (
        select(
            Organization.id,
            Organization.name,
            Organization.alternate_name,
            OrganizationIdentifier.identifier_scheme,
            OrganizationIdentifier.identifier_type,
            OrganizationIdentifier.identifier,
        )
        .join(OrganizationIdentifier, OrganizationIdentifier.organization_id == Organization.id)
        .where(published_organizations(), of_these(Organization.id, among))
    )
    for organization_id, name, other_name, scheme, kind, number in db.execute(wanted):
        entry = entries.get(identifier_key(scheme, kind, number) or ("", ""))
        if entry is not None and entry.is_removed:
            place = Place(Organization.__tablename__, organization_id, "number", number)
            yield Sighting(place, FindingKind.CHARITY, Found.REMOVED, removed_words(entry))
        elif entry is not None and not are_alike((name, other_name), (entry.name, entry.other_name)):
            place = Place(Organization.__tablename__, organization_id, "number", f"{number} | {name}")
            yield Sighting(place, FindingKind.CHARITY, Found.OTHER_NAME, entry.name)


def removed_words(entry: RegisterEntry) -> str:
    """A charity that was removed, by its name there and since when."""
    return f"{entry.name}, removed on {entry.removed_on:%-d %B %Y}" if entry.removed_on else f"{entry.name}, removed"


def are_alike(ours: Iterable[str | None], theirs: Iterable[str | None]) -> bool:
    """Whether any name of a group could be one that a register has for it."""
    there = [words_of(each) for each in theirs if each]
    return any(is_alike(words_of(mine), each) for mine in ours if mine for each in there)


def words_of(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name.replace("'", "").replace("’", "").casefold())


def is_alike(one: list[str], other: list[str]) -> bool:
    """Whether two names share a word that tells, are written nearly alike, or are one and its first letters."""
    telling = [{word for word in words if word not in COMMON} for words in (one, other)]
    if telling[0] & telling[1]:
        return True
    letters = ["".join(word[0] for word in words) for words in (one, other)]
    if letters[0] in other or letters[1] in one:
        return True
    return fuzz.token_sort_ratio(" ".join(one), " ".join(other)) >= ALIKE_FROM
