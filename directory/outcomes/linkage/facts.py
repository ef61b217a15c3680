"""What figures are split by, as it stands in people's records: age at the start, gender, ethnic group, and more.

It is sealed, and opened here some people at a time. Nothing of it leaves but codes.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from directory.casework.models import Client, age_between
from directory.casework.record.models import Answers, RecordedSection
from directory.casework.record.vocabulary import WOULD_NOT_SAY
from directory.outcomes.linkage.rules import Spell
from directory.security.key_tables import CannotBeRead
from directory.security.keystore import current_key_store

AT_ONCE: Final = 500
SECTIONS: Final = ("identity", "circumstances", "requirements")
SEXES: Final = {"woman": "female", "man": "male", "non-binary": "other", "own-words": "other"}
# The groups of the census, from the codes of the record to those of a file of past records.
ETHNIC_GROUPS: Final = {
    "asian-indian": "indian",
    "asian-pakistani": "pakistani",
    "asian-bangladeshi": "bangladeshi",
    "asian-chinese": "chinese",
    "asian-other": "other_asian",
    "black-caribbean": "black_caribbean",
    "black-african": "black_african",
    "black-other": "other_black",
    "mixed-white-black-caribbean": "mixed_white_black_caribbean",
    "mixed-white-black-african": "mixed_white_black_african",
    "mixed-white-asian": "mixed_white_asian",
    "mixed-other": "other_mixed",
    "white-british": "white_british",
    "white-irish": "white_irish",
    "white-gypsy-traveller": "gypsy_or_traveller",
    "white-roma": "roma",
    "white-other": "other_white",
    "other-arab": "arab",
    "other": "other",
    "would-not-say": "not_stated",
}


@dataclass(frozen=True)
class Facts:
    """What is known of somebody, in codes; None where it is not."""

    age: int | None = None
    sex: str | None = None
    ethnicity: str | None = None
    carer: str | None = None
    disability: str | None = None


UNKNOWN: Final = Facts()


def read_facts(db: Session, spells: Sequence[Spell]) -> dict[uuid.UUID, Facts]:
    """The facts of the person of each spell, by the client's id. Age is that on the first day of the spell."""
    found: dict[uuid.UUID, Facts] = {}
    for start in range(0, len(spells), AT_ONCE):
        some = spells[start : start + AT_ONCE]
        ids = [each.client_id for each in some]
        current_key_store().open_ahead(ids)
        births, answers = read_births(db, ids), read_answers(db, ids)
        for each in some:
            found[each.client_id] = facts_of(each, births.get(each.client_id), answers[each.client_id])
    return found


def read_births(db: Session, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, date]:
    """The days of birth that are known and can be read."""
    wanted = select(Client).where(Client.id.in_(ids)).options(load_only(Client.born_on_sealed))
    found: dict[uuid.UUID, date] = {}
    for client in db.scalars(wanted):
        try:
            if born_on := client.born_on:
                found[client.id] = born_on
        except CannotBeRead:
            continue
    return found


def read_answers(db: Session, ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, dict[str, str | list[str]]]:
    """What counts now of the sections that figures are split by, by whose it is and the code of the question."""
    wanted = (
        select(RecordedSection)
        .where(RecordedSection.client_id.in_(ids), RecordedSection.section.in_(SECTIONS))
        .options(load_only(RecordedSection.client_id, RecordedSection.section, RecordedSection.answers_sealed))
        .order_by(RecordedSection.client_id, RecordedSection.section, RecordedSection.number.desc())
    )
    found: defaultdict[uuid.UUID, dict[str, str | list[str]]] = defaultdict(dict)
    seen: set[tuple[uuid.UUID, str]] = set()
    for section in db.scalars(wanted):
        if (section.client_id, section.section) in seen:
            continue
        seen.add((section.client_id, section.section))
        try:
            found[section.client_id].update(section.given)
        except CannotBeRead:
            continue
    return found


def facts_of(spell: Spell, born_on: date | None, given: Answers) -> Facts:
    return Facts(
        age=age_between(born_on, spell.begins_on) if born_on else None,
        sex=SEXES.get(str(given.get("gender"))),
        ethnicity=ETHNIC_GROUPS.get(str(given.get("ethnicity"))),
        carer=carer_of(given.get("caring")),
        disability=disability_of(given.get("impairments"), given.get("adjustments")),
    )


def carer_of(answer: object) -> str | None:
    if not answer or answer == WOULD_NOT_SAY:
        return None
    return "no" if answer == "no" else "yes"


def disability_of(impairments: object, adjustments: object) -> str | None:
    """Whether somebody is disabled, as far as it was asked: by an impairment that is written down, or by whether they
    need reasonable adjustments."""
    if (impairments and impairments != WOULD_NOT_SAY) or adjustments == "yes":
        return "yes"
    return "no" if adjustments == "no" else None
