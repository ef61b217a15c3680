"""Writing down the sections of a client's record, and reading them."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.record.inputs import SectionInput
from directory.casework.record.models import RecordedSection
from directory.casework.record.vocabulary import vocabulary
from directory.db import new_id


def record_section(db: Session, actor: Actor, client: Client, wanted: SectionInput) -> RecordedSection | None:
    """Write down what is known in one section from now on; what was known before is kept beside it.

    Where nothing is different nothing is written, so that a second click harms nothing; None where nothing was ever
    answered. Raises ChangedMeanwhile where somebody else wrote after what was `seen`. The caller keeps the client from
    others.
    """
    known = list_current(db, client).get(wanted.section.code)
    if (known.given if known else {}) == wanted.answers:
        return known
    if wanted.seen != (known.number if known else 0):
        raise ChangedMeanwhile
    section = RecordedSection(
        id=new_id(),
        scheme_id=client.scheme_id,
        client_id=client.id,
        section=wanted.section.code,
        number=wanted.seen + 1,
        vocabulary=vocabulary().version,
        answers=json.dumps(dict(wanted.answers), ensure_ascii=False),
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
    )
    db.add(section)
    try:
        db.flush()  # Somebody else may have been quicker.
    except IntegrityError:
        raise ChangedMeanwhile from None
    changed = changed_questions(known.given if known else {}, wanted.answers)
    record_act(db, actor.user_id, actor.scheme_id, "record.written", "recorded_section", [section.id], changed)
    return section


def changed_questions(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """The codes of the questions that are answered otherwise than before."""
    return sorted(each for each in {*before, *after} if before.get(each) != after.get(each))


def list_versions(db: Session, client: Client) -> Sequence[RecordedSection]:
    """All that was ever written down in the sections of a client, oldest first, with who did. The caller looked."""
    return db.scalars(
        select(RecordedSection)
        .where(RecordedSection.scheme_id == client.scheme_id, RecordedSection.client_id == client.id)
        .options(joinedload(RecordedSection.recorder))
        .order_by(RecordedSection.recorded_at, RecordedSection.number)
    ).all()


def list_current(db: Session, client: Client) -> dict[str, RecordedSection]:
    """What counts now in each section of a client, by the code of the section. The caller looked the client up."""
    newest: dict[str, RecordedSection] = {}
    for each in list_versions(db, client):
        if each.section not in newest or newest[each.section].number < each.number:
            newest[each.section] = each
    return newest
