"""Which licences and words a team has, and where words may be shown."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.errors import NotFound
from directory.outcomes.licences.models import QuestionnaireLicence, QuestionnaireWording
from directory.outcomes.licences.wording_files import Wording, kept_wording
from directory.outcomes.models import AnswerMode
from directory.outcomes.packs.shape import Pack

EVERY_MODE = frozenset(AnswerMode)


@dataclass(frozen=True)
class ShownWording:
    """Words that may be shown today, and by which modes."""

    wording: Wording
    modes: frozenset[AnswerMode]


def list_licences(db: Session, scheme_id: uuid.UUID, pack: Pack | None = None) -> Sequence[QuestionnaireLicence]:
    """The licences of a team, of one questionnaire or all, the one confirmed last first."""
    wanted = select(QuestionnaireLicence).where(QuestionnaireLicence.scheme_id == scheme_id)
    if pack is not None:
        wanted = wanted.where(QuestionnaireLicence.instrument == pack.code)
    newest = (QuestionnaireLicence.confirmed_at.desc(), QuestionnaireLicence.id)
    return db.scalars(wanted.order_by(*newest)).all()


def get_licence(db: Session, actor: Actor, pack: Pack, licence_id: uuid.UUID) -> QuestionnaireLicence:
    """A licence of the actor's team, to be changed. Raises NotFound."""
    of_team = (QuestionnaireLicence.scheme_id == actor.scheme_id, QuestionnaireLicence.instrument == pack.code)
    found = db.scalar(
        select(QuestionnaireLicence).where(QuestionnaireLicence.id == licence_id, *of_team).with_for_update()
    )
    if found is None:
        raise NotFound("There is no such licence.")
    return found


def find_by_submission(db: Session, scheme_id: uuid.UUID, submission_key: str) -> QuestionnaireLicence | None:
    of_scheme = (QuestionnaireLicence.scheme_id == scheme_id, QuestionnaireLicence.submission_key == submission_key)
    return db.scalar(select(QuestionnaireLicence).where(*of_scheme))


def covered_modes(db: Session, scheme_id: uuid.UUID, pack: Pack, language: str, day: date) -> frozenset[AnswerMode]:
    """By which modes a team may show the words of a questionnaire in a language; all of them where it is open."""
    if pack.licence.is_open:
        return EVERY_MODE
    held = (each for each in list_licences(db, scheme_id, pack) if each.language == language and each.holds_on(day))
    return frozenset[AnswerMode]().union(*(each.modes for each in held))


def list_wordings(db: Session, scheme_id: uuid.UUID, pack: Pack | None = None) -> Sequence[QuestionnaireWording]:
    """Every version of words that a team loaded, of one questionnaire or all, the newest first."""
    wanted = select(QuestionnaireWording).where(QuestionnaireWording.scheme_id == scheme_id)
    if pack is not None:
        wanted = wanted.where(QuestionnaireWording.instrument == pack.code)
    newest = (QuestionnaireWording.language, QuestionnaireWording.number.desc(), QuestionnaireWording.id)
    return db.scalars(wanted.order_by(*newest)).all()


def newest_wording(db: Session, scheme_id: uuid.UUID, pack: Pack, language: str) -> QuestionnaireWording | None:
    of_language = (each for each in list_wordings(db, scheme_id, pack) if each.language == language)
    return next(of_language, None)


def list_shown(db: Session, scheme_id: uuid.UUID, pack: Pack, day: date) -> list[ShownWording]:
    """The newest words of a questionnaire in each language in which the team may show them that day."""
    newest: dict[str, QuestionnaireWording] = {}
    for each in list_wordings(db, scheme_id, pack):
        newest.setdefault(each.language, each)
    found = []
    for language, row in newest.items():
        modes = covered_modes(db, scheme_id, pack, language, day)
        if modes:
            found.append(ShownWording(kept_wording(row.content), modes))
    # English first, as most people are asked in it.
    return sorted(found, key=lambda each: (each.wording.language != "en", each.wording.language))
