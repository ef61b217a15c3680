"""Telling whoever referred somebody what became of it: by letter where there is an address, else as a task to tick.

Who asked for themself and is not taken on is told themself. Nothing is told back to friends and relatives. A letter
names nobody: it says the reference and the day, and asks its reader to ring.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.audit.operations import record_act
from directory.casework.inputs import ContactBy
from directory.casework.models import Client, age_between
from directory.casework.operations import ChangedMeanwhile
from directory.casework.referrals_in.joined_referrals import list_joined
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import AT_WORK, DeclineReason, ReferralSource
from directory.casework.rules import may_write_home
from directory.casework.triage.kinds import REFERRER_TOLD, NoticeAbout, ToldWay
from directory.casework.triage.models import ReferrerNotice
from directory.catalogue.duplicates.likeness_words import email_key
from directory.catalogue.timetable.calendars import current_calendars
from directory.clock import day_of
from directory.db import new_id
from directory.errors import Refused, WrongInput
from directory.outbox import Letter, OutboxMessage, queue_letter
from directory.working_days import add_working_days

# What the person told us: they need no message that says so.
SAID_BY_PERSON = frozenset({DeclineReason.DOES_NOT_WANT, DeclineReason.HELPED_ELSEWHERE})
# Within so many working days a colleague has told whoever cannot be written to.
TELL_WITHIN = 2
SUBJECT = "What became of a referral to us"
TEXT = """Hello,

you referred somebody to {team} on {day}. Our reference is {reference}.

{what}

Please do not answer this letter with anything about the person. Ring us if you want to know more.
"""
# What somebody asked for is not in it: others may read their mail.
SUBJECT_TO_PERSON = "An answer from us"
TEXT_TO_PERSON = """Hello,

you wrote to {team} on {day}. Our reference is {reference}.

We have an answer for you, and are sorry that it is not the one you hoped for: our service cannot support you now. We \
gladly tell you more on the telephone, and where else you may find help. You can ask us again at any time.

Thank you,
{team}
"""
WHAT = {
    NoticeAbout.NOT_REACHED: "We have tried to reach them several times and could not, so that we have stopped trying."
    " They can ask us again at any time, and so can you.",
    NoticeAbout.NOT_TAKEN_ON: "They are not supported by our service. You can turn to us again at any time, and so can"
    " they.",
    NoticeAbout.NEEDS_MORE: "They need more than our service can give. We have helped them on to somebody who can, and"
    " gladly tell you more on the telephone.",
}


def tell_referrer(
    db: Session, actor: Actor, referral: Referral, about: NoticeAbout, *, may_write: bool
) -> ReferrerNotice | None:
    """Have whoever referred somebody told: by letter where that may be and there is an address, else by a colleague.

    Who asked for themself is told that they are not taken on. None where nobody is to be told. Of one referral the
    same is told once.
    """
    is_to_person = is_own(referral) and about is NoticeAbout.NOT_TAKEN_ON
    if referral.source not in AT_WORK and not is_to_person:
        return None
    known = find_notice(db, referral, about)
    if known is not None:
        return known
    address = address_of(referral) if may_write else None
    notice = ReferrerNotice(
        id=new_id(),
        scheme_id=referral.scheme_id,
        person_id=referral.person_id,
        referral_id=referral.id,
        client_id=referral.client_id,
        about=about.value,
        is_to_person=is_to_person,
        is_letter=address is not None,
        due_on=add_working_days(clock.today(), TELL_WITHIN, current_calendars().nation.value),
        made_by=actor.user_id,
        made_at=clock.now(),
    )
    db.add(notice)
    if address is not None:
        notice.told_at, notice.told_by, notice.told_way = clock.now(), actor.user_id, ToldWay.EMAIL.value
        queue_letter(db, referral.person_id, notice.id, letter_to(db, referral, notice, address))
    record_act(
        db,
        actor.user_id,
        actor.scheme_id,
        "referrer.told" if address else "referrer.to_tell",
        "referral",
        [referral.id],
    )
    return notice


def letter_to(db: Session, referral: Referral, notice: ReferrerNotice, address: str) -> Letter:
    day = day_of(referral.made_at)
    subject, words = (SUBJECT_TO_PERSON, TEXT_TO_PERSON) if notice.is_to_person else (SUBJECT, TEXT)
    text = words.format(
        team=db.get_one(Scheme, referral.scheme_id).name,
        day=f"{day.day} {day:%B %Y}",
        reference=referral.reference,
        what=WHAT[NoticeAbout(notice.about)],
    )
    return Letter(REFERRER_TOLD, f"{REFERRER_TOLD}:{notice.id}", address, subject, text)


def is_own(referral: Referral) -> bool:
    """Whether somebody asked for themself."""
    return referral.source == ReferralSource.SELF


def may_write_to_person(referral: Referral) -> bool:
    """Whether an email may go to who asked for themself: they chose email, or said that a message may be left."""
    wishes = referral.contact_by == ContactBy.EMAIL or bool(referral.may_leave_message)
    born_on = referral.born_on
    age = age_between(born_on, clock.today()) if born_on else None
    return bool(referral.email) and wishes and may_write_home(None, age)


def address_of(referral: Referral) -> str | None:
    """The email address of whoever referred somebody, as far as one of what they left is one; of who asked for
    themself their own, where they may be written to.
    """
    if is_own(referral):
        return referral.email if may_write_to_person(referral) else None
    for told in (referral.return_to, referral.referrer_contact):
        for word in (told or "").replace(",", " ").replace(";", " ").split():
            if "@" in word and (address := email_key(word)):
                return address
    return None


def find_notice(db: Session, referral: Referral, about: NoticeAbout) -> ReferrerNotice | None:
    of_referral = (ReferrerNotice.referral_id == referral.id, ReferrerNotice.about == about.value)
    return db.scalar(select(ReferrerNotice).where(*of_referral))


def list_notices(db: Session, person: Referral | Client) -> Sequence[ReferrerNotice]:
    """What whoever referred somebody was told, or is to be, newest first. The caller looked them up."""
    is_client = isinstance(person, Client)
    about = ReferrerNotice.client_id == person.id if is_client else ReferrerNotice.referral_id == person.id
    wanted = select(ReferrerNotice).where(ReferrerNotice.scheme_id == person.scheme_id, about)
    return db.scalars(wanted.order_by(ReferrerNotice.made_at.desc())).all()


def tell_not_taken_on(db: Session, actor: Actor, referral: Referral) -> None:
    """Have a colleague tell all who referred somebody that they are not taken on, in a short message.

    Who asked for themself is told once, however often they asked, and not what they told us themself.
    """
    everybody = (referral, *list_joined(db, referral))
    own = [each for each in everybody if is_own(each)]
    told_us = referral.decline_reason in SAID_BY_PERSON
    for each in everybody:
        if not is_own(each) or (each is own[0] and not told_us):
            tell_referrer(db, actor, each, NoticeAbout.NOT_TAKEN_ON, may_write=False)


@dataclass(frozen=True)
class TellingInput:
    """What a short message says beside how it stands: what is asked for, and more where the person agreed to it.

    `seen` is the version that was looked at.
    """

    seen: int
    agreed_on: date | None = None
    is_for_practice: bool = False
    actions: str | None = None
    more: str | None = None


def write_notice(db: Session, actor: Actor, notice: ReferrerNotice, wanted: TellingInput) -> None:
    """Keep what a short message says. What nobody agreed to is not kept.

    Raises Refused once they were told, ChangedMeanwhile, and WrongInput for a day that is to come.
    """
    if notice.told_at is not None:
        raise Refused("They were told meanwhile. What they were told stays as it is.")
    if notice.version != wanted.seen:
        raise ChangedMeanwhile
    if wanted.agreed_on and wanted.agreed_on > clock.today():
        raise WrongInput("Check the date.", {"agreed_on": "The date must be today or earlier"})
    agreed = wanted.agreed_on is not None
    notice.agreed_on, notice.is_for_practice = wanted.agreed_on, agreed and wanted.is_for_practice
    notice.actions, notice.more = wanted.actions, wanted.more if agreed else None
    record_act(db, actor.user_id, actor.scheme_id, "referrer.written", "referrer_notice", [notice.id])


def note_told(
    db: Session, actor: Actor, notice: ReferrerNotice, way: ToldWay = ToldWay.PHONE, *, content: str | None = None
) -> None:
    """Write down that a colleague told whoever referred somebody, with the message they gave. A second click changes
    nothing.
    """
    if notice.told_at is not None:
        return
    notice.told_at, notice.told_by, notice.told_way = clock.now(), actor.user_id, way.value
    notice.content = content
    record_act(db, actor.user_id, actor.scheme_id, "referrer.told", "referrer_notice", [notice.id])


def write_to_referrer(db: Session, actor: Actor, referral: Referral, notice: ReferrerNotice) -> None:
    """Tell whoever referred somebody by the letter that names nobody. Raises WrongInput where no address is known."""
    address = address_of(referral)
    if address is None:
        raise WrongInput("There is no address.", {"way": "They left no email address: choose another way"})
    if notice.told_at is not None:
        return
    note_told(db, actor, notice, ToldWay.EMAIL)
    notice.is_letter = True
    queue_letter(db, referral.person_id, notice.id, letter_to(db, referral, notice, address))


def list_to_tell(db: Session, actor: Actor, until: date) -> Sequence[ReferrerNotice]:
    """Whom colleagues of the actor's team are to tell by a day. Nobody is named."""
    return db.scalars(notices_due(actor.scheme_id, until)).all()


@lru_cache
def notices_due(scheme_id: uuid.UUID, until: date) -> Select[ReferrerNotice]:
    due = (ReferrerNotice.told_at.is_(None), ReferrerNotice.due_on <= until)
    return select(ReferrerNotice).where(ReferrerNotice.scheme_id == scheme_id, *due).order_by(ReferrerNotice.due_on)


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether a letter to whoever referred somebody, or to themself, may still leave: what it tells of is there."""
    return db.get(ReferrerNotice, message.about_id) is not None


def is_letter_to_person(db: Session, message: OutboxMessage) -> bool:
    """Whether a letter goes to who asked for themself, and not to whoever referred somebody."""
    notice = db.get(ReferrerNotice, message.about_id)
    return notice is not None and notice.is_to_person
