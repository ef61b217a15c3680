"""Confirming and ending licences, and loading words. Where `actor` is None it is done on the server."""

import hashlib
import uuid
from collections.abc import Iterable

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.db import add_once, new_id
from directory.errors import Refused, UsedBefore, WrongInput
from directory.outcomes.licences.inputs import LicenceInput
from directory.outcomes.licences.languages import LANGUAGES
from directory.outcomes.licences.models import QuestionnaireLicence, QuestionnaireWording
from directory.outcomes.licences.queries import covered_modes, find_by_submission, newest_wording
from directory.outcomes.licences.wording_files import Wording
from directory.outcomes.models import AnswerMode
from directory.outcomes.packs.registry import get_pack
from directory.outcomes.packs.shape import Pack


class LicenceNeeded(Refused):
    """Words of a questionnaire that is not open, without a licence in their language."""

    def __init__(self, pack: Pack, language: str) -> None:
        super().__init__(
            f"Confirm first that your team holds a licence for {pack.name} in {LANGUAGES[language]}. Its words are"
            " loaded after that."
        )


def confirm_licence(
    db: Session, actor: Actor | None, scheme_id: uuid.UUID, pack: Pack, wanted: LicenceInput
) -> QuestionnaireLicence:
    """Write down that a team holds a licence. The same submission again gives the one it made.

    Raises Refused for a questionnaire that is open, and WrongInput for a licence whose last day is over.
    """
    known = find_by_submission(db, scheme_id, wanted.submission_key)
    if known is not None:
        return replayed(known, pack, wanted)
    if pack.licence.is_open:
        raise Refused(f"{pack.name} is open: nobody needs a licence for it.")
    if wanted.expires_on is not None and wanted.expires_on < clock.today():
        told = "Its last day is over. Enter a licence that holds today or longer"
        raise WrongInput(f"{told}.", {"expires_on": told})
    licence = QuestionnaireLicence(
        id=new_id(),
        scheme_id=scheme_id,
        instrument=pack.code,
        licence_number=wanted.licence_number,
        language=wanted.language,
        on_paper=AnswerMode.PAPER in wanted.modes,
        on_screen=AnswerMode.SCREEN in wanted.modes,
        by_phone=AnswerMode.PHONE in wanted.modes,
        in_person=AnswerMode.IN_PERSON in wanted.modes,
        expires_on=wanted.expires_on,
        confirmed_by=actor.user_id if actor else None,
        submission_key=wanted.submission_key,
    )
    kept, is_new = add_once(db, licence, lambda: find_by_submission(db, scheme_id, wanted.submission_key))
    if not is_new:
        return replayed(kept, pack, wanted)
    note(db, actor, licence, "licence.confirmed", [pack.code, wanted.language])
    return licence


def replayed(licence: QuestionnaireLicence, pack: Pack, wanted: LicenceInput) -> QuestionnaireLicence:
    told = (licence.instrument, licence.licence_number, licence.language, licence.modes, licence.expires_on)
    if told != (pack.code, wanted.licence_number, wanted.language, wanted.modes, wanted.expires_on):
        raise UsedBefore
    licence.replays += 1
    return licence


def end_licence(db: Session, actor: Actor | None, licence: QuestionnaireLicence) -> bool:
    """Have a licence be relied on no more, from this moment on; says whether that is a change."""
    if licence.ended_at is not None:
        return False
    licence.ended_at, licence.ended_by = clock.now(), actor.user_id if actor else None
    note(db, actor, licence, "licence.ended", [licence.instrument, licence.language])
    return True


def load_wording(
    db: Session, actor: Actor | None, scheme_id: uuid.UUID, wording: Wording
) -> tuple[QuestionnaireWording, bool]:
    """Keep the words of a questionnaire as the newest version, and say whether that is new: the same again is not.

    Raises LicenceNeeded where the team holds no licence for it in that language today.
    """
    pack = get_pack(wording.questionnaire)
    if not covered_modes(db, scheme_id, pack, wording.language, clock.today()):
        raise LicenceNeeded(pack, wording.language)
    content = wording.as_text()
    digest = hashlib.sha256(content.encode()).hexdigest()
    newest = newest_wording(db, scheme_id, pack, wording.language)
    if newest is not None and newest.digest == digest:
        return newest, False
    row = QuestionnaireWording(
        id=new_id(),
        scheme_id=scheme_id,
        instrument=pack.code,
        language=wording.language,
        number=newest.number + 1 if newest else 1,
        content=content,
        digest=digest,
        loaded_by=actor.user_id if actor else None,
    )
    kept, is_new = add_once(db, row, lambda: newest_wording(db, scheme_id, pack, wording.language))
    if not is_new and kept.digest != digest:
        raise WordingLoaded
    if is_new:
        of = [pack.code, wording.language]
        actor_id = actor.user_id if actor else None
        record_act(db, actor_id, scheme_id, "questionnaire.wording_loaded", "questionnaire_wording", [kept.id], of)
    return kept, is_new


class WordingLoaded(WrongInput):
    """A colleague loaded other words at the same moment."""

    def __init__(self) -> None:
        told = "Somebody else loaded other words just now. Look at theirs, and send yours again if they are to count"
        super().__init__(f"{told}.", {"file": told})


def note(db: Session, actor: Actor | None, licence: QuestionnaireLicence, action: str, fields: Iterable[str]) -> None:
    actor_id = actor.user_id if actor else None
    record_act(db, actor_id, licence.scheme_id, action, "questionnaire_licence", [licence.id], fields)
