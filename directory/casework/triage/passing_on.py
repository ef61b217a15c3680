"""Somebody needs more than this service: a person decides, speaks to whoever can give it, and says what is next."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Case, Client
from directory.casework.referrals_in.answering_referrals import check_move, move_referral_in
from directory.casework.referrals_in.joined_referrals import list_joined, list_last_at_work
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.casework.support_sessions.local_times import day_bounds
from directory.casework.triage.kinds import NoticeAbout, TellGround, TookOver, WhereTo
from directory.casework.triage.models import NeedsMore
from directory.casework.triage.telling import tell_referrer
from directory.db import add_once, new_id
from directory.errors import Refused, UsedBefore, WrongInput

# That somebody was taken over is asked anew after a quarter: until then whoever ends support here need not ring twice,
# and after that nobody can say any more that they still have them.
HOLDS_FOR = timedelta(days=91)


@dataclass(frozen=True)
class NeedsMoreInput:
    """Where somebody is helped on to, why, whom a colleague spoke to, and the next step with its day."""

    where_to: WhereTo
    why: str
    next_step: str
    next_step_on: date | None
    submission_key: str
    where_words: str | None = None
    spoke_to: str | None = None
    spoke_on: date | None = None
    took_over: TookOver = TookOver.NOT_YET
    tell_ground: TellGround = TellGround.NONE
    is_end: bool = False


def pass_on(
    db: Session, actor: Actor, person: Referral | Client, wanted: NeedsMoreInput, *, can_write: bool
) -> NeedsMore:
    """Write down that somebody needs more than this service, and have whoever referred them told. Sent twice it is one.

    `can_write` says whether letters leave here. Where `is_end` a referral ends with it, and the case of a client, which
    the caller closes. Raises WrongInput for what is missing or cannot be, UsedBefore, and
    AnsweredMeanwhile.
    """
    known = find_by_submission(db, actor, wanted.submission_key)
    if known is not None:
        return replayed(known, wanted)
    check_whole(wanted, clock.today())
    if isinstance(person, Referral) and wanted.is_end:
        check_move(person, ReferralInState.PASSED_ON)
    kept, is_new = add_once(
        db, needs_more_of(actor, person, wanted), lambda: find_by_submission(db, actor, wanted.submission_key)
    )
    if not is_new:
        return replayed(kept, wanted)
    record_act(db, actor.user_id, actor.scheme_id, "needs_more.decided", "needs_more", [kept.id], ["where_to"])
    if isinstance(person, Referral) and wanted.is_end:
        move_referral_in(db, actor, person, ReferralInState.PASSED_ON)
    for referral in referrals_to_tell_of(db, person):
        may_write = can_write and wanted.tell_ground is not TellGround.NONE
        tell_referrer(db, actor, referral, NoticeAbout.NEEDS_MORE, may_write=may_write)
    return kept


def referrals_to_tell_of(db: Session, person: Referral | Client) -> Sequence[Referral]:
    """Whose senders are told: all who referred somebody who waits, and who referred a client last, as their work."""
    if isinstance(person, Referral):
        return [person, *list_joined(db, person)]
    return list_last_at_work(db, person)


def check_whole(wanted: NeedsMoreInput, today: date) -> None:
    """Raises WrongInput where something is missing: it is never kept without a next step."""
    wrong: dict[str, str] = {}
    if wanted.where_to is WhereTo.OTHER and not wanted.where_words:
        wrong["where_words"] = "Say where to"
    if not wanted.next_step:
        wrong["next_step"] = "Say what comes next, and who does it"
    if wanted.next_step_on is None or wanted.next_step_on < today:
        wrong["next_step_on"] = "The date must be today or later"
    wrong |= wrong_of_talk(wanted.spoke_to, wanted.spoke_on, wanted.took_over, today)
    if wrong:
        raise WrongInput("Something is missing.", wrong)


def wrong_of_talk(spoke_to: str | None, spoke_on: date | None, took_over: TookOver, today: date) -> dict[str, str]:
    """What is wrong with whom a colleague spoke to, and when."""
    wrong: dict[str, str] = {}
    if bool(spoke_to) != bool(spoke_on):
        nobody_named = ("spoke_to", "Say whom you spoke to, or leave the day empty")
        name, words = ("spoke_on", "Say when") if spoke_to else nobody_named
        wrong[name] = words
    if spoke_on and spoke_on > today:
        wrong["spoke_on"] = "The date must be today or earlier"
    if took_over is TookOver.YES and not spoke_to:
        wrong["spoke_to"] = "Say who has taken them over"
    return wrong


def needs_more_of(actor: Actor, person: Referral | Client, wanted: NeedsMoreInput) -> NeedsMore:
    return NeedsMore(
        id=new_id(),
        scheme_id=actor.scheme_id,
        person_id=person.person_id,
        referral_id=person.id if isinstance(person, Referral) else None,
        client_id=person.id if isinstance(person, Client) else person.client_id,
        where_to=wanted.where_to.value,
        where_words=wanted.where_words,
        why=wanted.why,
        spoke_to=wanted.spoke_to,
        spoke_on=wanted.spoke_on,
        took_over=wanted.took_over.value,
        next_step=wanted.next_step,
        next_step_on=wanted.next_step_on,
        tell_ground=wanted.tell_ground.value,
        is_end=wanted.is_end,
        decided_by=actor.user_id,
        decided_at=clock.now(),
        submission_key=wanted.submission_key,
    )


def replayed(known: NeedsMore, wanted: NeedsMoreInput) -> NeedsMore:
    if (known.where_to, known.why, known.next_step) != (wanted.where_to.value, wanted.why, wanted.next_step):
        raise UsedBefore
    return known


def find_by_submission(db: Session, actor: Actor, submission_key: str) -> NeedsMore | None:
    of_team = (NeedsMore.scheme_id == actor.scheme_id, NeedsMore.submission_key == submission_key)
    return db.scalar(select(NeedsMore).where(*of_team))


def find_handed_over(db: Session, client: Client, case: Case) -> NeedsMore | None:
    """What was written down in a case last, where it holds as the case ends: they were taken over not long before, or
    its step is to be done. What was written down once their next case had begun is not of this one.
    """
    ends_on = case.closed_on or clock.today()
    still_with_them = NeedsMore.spoke_on >= ends_on - HOLDS_FOR
    holds = ((NeedsMore.took_over == TookOver.YES.value) & still_with_them) | NeedsMore.done_on.is_(None)
    of_case = [NeedsMore.client_id == client.id, NeedsMore.scheme_id == case.scheme_id]
    of_case.append(NeedsMore.decided_at >= day_bounds(case.opened_on)[0])
    later = [each.opened_on for each in client.cases if each.opened_on > case.opened_on]
    if later:
        of_case.append(NeedsMore.decided_at < day_bounds(min(later))[0])
    return db.scalar(select(NeedsMore).where(*of_case, holds).order_by(NeedsMore.decided_at.desc()).limit(1))


def end_with(db: Session, actor: Actor, passed_on: NeedsMore) -> None:
    """Have support here end with what was written down of somebody who needs more."""
    if not passed_on.is_end:
        passed_on.is_end = True
        record_act(db, actor.user_id, actor.scheme_id, "needs_more.ended", "needs_more", [passed_on.id], ["is_end"])


def note_step_done(db: Session, actor: Actor, passed_on: NeedsMore) -> None:
    """Write down that the next step was done. A second click changes nothing."""
    if passed_on.done_on is not None:
        return
    passed_on.done_on, passed_on.done_by = clock.today(), actor.user_id
    record_act(db, actor.user_id, actor.scheme_id, "needs_more.step_done", "needs_more", [passed_on.id])


def list_passed_on(db: Session, person: Referral | Client) -> Sequence[NeedsMore]:
    """Each time somebody needed more, newest first. The caller looked them up."""
    about = NeedsMore.client_id == person.id if isinstance(person, Client) else NeedsMore.referral_id == person.id
    wanted = select(NeedsMore).where(NeedsMore.scheme_id == person.scheme_id, about)
    return db.scalars(wanted.order_by(NeedsMore.decided_at.desc())).all()


def list_to_follow(db: Session, actor: Actor, until: date) -> Sequence[NeedsMore]:
    """What is to be followed in the actor's team by a day: next steps that nobody has done, and whether they were taken
    over where a step was done and it is not known yet. Nobody is named.
    """
    return db.scalars(to_follow(actor.scheme_id, until)).all()


@lru_cache
def to_follow(scheme_id: uuid.UUID, until: date) -> Select[NeedsMore]:
    is_to_do = NeedsMore.done_on.is_(None) & (NeedsMore.next_step_on <= until)
    is_to_ask = NeedsMore.done_on.is_not(None) & (NeedsMore.took_over == TookOver.NOT_YET.value)
    wanted = select(NeedsMore).where(NeedsMore.scheme_id == scheme_id, is_to_do | is_to_ask)
    return wanted.order_by(NeedsMore.next_step_on)


@dataclass(frozen=True)
class TakenOverInput:
    """Whether somebody was taken over, as it is known now, by whom, and what comes next where they were not so far."""

    took_over: TookOver
    spoke_to: str | None = None
    spoke_on: date | None = None
    next_step: str | None = None
    next_step_on: date | None = None


def answer_taken_over(db: Session, actor: Actor, passed_on: NeedsMore, wanted: TakenOverInput) -> None:
    """Write down whether somebody was taken over. Where they were not, another next step takes the place of one that
    was done. The same again changes nothing.

    Raises Refused where somebody else has answered otherwise, and WrongInput.
    """
    if passed_on.took_over != TookOver.NOT_YET:
        if passed_on.took_over == wanted.took_over:
            return
        raise Refused("A colleague has written down meanwhile whether they were taken over.")
    check_taken_over(passed_on, wanted, clock.today())
    passed_on.took_over = wanted.took_over.value
    passed_on.spoke_to, passed_on.spoke_on = wanted.spoke_to, wanted.spoke_on
    if wanted.next_step and wanted.next_step_on:
        passed_on.next_step, passed_on.next_step_on = wanted.next_step, wanted.next_step_on
        passed_on.done_on = passed_on.done_by = None
    record_act(db, actor.user_id, actor.scheme_id, "needs_more.answered", "needs_more", [passed_on.id], ["took_over"])


def check_taken_over(passed_on: NeedsMore, wanted: TakenOverInput, today: date) -> None:
    """Raises WrongInput where something is missing: who was not taken over has a next step that is to be done."""
    wrong = wrong_of_talk(wanted.spoke_to, wanted.spoke_on, wanted.took_over, today)
    is_left = wanted.took_over is not TookOver.YES and passed_on.done_on is not None
    if is_left and not wanted.next_step:
        wrong["next_step"] = "Say what comes next, and who does it"
    if wanted.next_step and (wanted.next_step_on is None or wanted.next_step_on < today):
        wrong["next_step_on"] = "The date must be today or later"
    if wrong:
        raise WrongInput("Something is missing.", wrong)
