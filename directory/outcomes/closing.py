"""Closing a case with everything that hangs on it: each thing that is open is decided about, and none is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.closing.deciding import drop_put, put_to_manager
from directory.casework.closing.ending import end_case
from directory.casework.closing.goal_results import keep_results
from directory.casework.closing.inputs import NO_NEXT_STEP, ClosingInput
from directory.casework.closing.models import ClosingDraft, Closure
from directory.casework.closing.queries import find_standing, list_closures
from directory.casework.closing.reasons import ClosureReason
from directory.casework.models import Case, Client
from directory.casework.support_sessions.ending import list_to_come
from directory.casework.support_sessions.models import SupportSession, Way
from directory.casework.support_sessions.rhythm import answer_at_ending
from directory.casework.triage.passing_on import NeedsMoreInput, end_with, find_handed_over, pass_on
from directory.casework.triage.stopping import (
    ManagerNeeded,
    TooFewTries,
    check_may_stop,
    tell_of_client_not_reached,
)
from directory.clock import UK, day_of
from directory.errors import WrongInput
from directory.referrals.inputs import MoveInput
from directory.referrals.models import OnwardReferral
from directory.referrals.operations import move_referral
from directory.referrals.queries import list_onward_referrals
from directory.referrals.states import MOVES, Reason, ReferralState

NOBODY_TAKES_OVER = "Say who can give what they need, and what comes next: nobody is left without a next step"


class Decision(StrEnum):
    """What becomes of something that is open when a case is closed."""

    KEEP = "keep"
    STOP = "stop"


@dataclass(frozen=True)
class OpenThing:
    """Something that is open when a case is closed, with what may be decided about it, in words.

    `key` names it among the decisions; `stands` says how it stands now.
    """

    key: str
    name: str
    stands: str
    choices: Mapping[Decision, str]


def list_open_things(db: Session, actor: Actor, client: Client, case: Case) -> Sequence[OpenThing]:
    """What is open of a case, to be decided about one by one: referrals, and planned sessions that are to come."""
    referrals = [thing_of(each) for each in open_referrals(db, actor, client, case)]
    return [*referrals, *(session_of(each) for each in sessions_to_come(db, case))]


def sessions_to_come(db: Session, case: Case) -> Sequence[SupportSession]:
    """The sessions that are planned in a case that ends now. Where it has ended they were decided about."""
    return list_to_come(db, case) if case.closed_on is None else []


def session_of(session: SupportSession) -> OpenThing:
    starts = session.starts_at.astimezone(UK)
    return OpenThing(
        key=session_key(session),
        name=f"Session on {day_words(day_of(session.starts_at))} at {starts:%H:%M}",
        stands=f"Planned by {session.way}" if session.way in (Way.PHONE, Way.VIDEO) else "Planned",
        choices={
            Decision.KEEP: "It is held all the same. We still write down what becomes of it",
            Decision.STOP: "Cancel it. They are not reminded of it: let them know",
        },
    )


def session_key(session: SupportSession) -> str:
    return f"session-{session.id}"


def day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def open_referrals(db: Session, actor: Actor, client: Client, case: Case) -> Sequence[OnwardReferral]:
    found = list_onward_referrals(db, actor, client, only_open=True)
    return [each for each in found if each.case_id == case.id]


def key_of(referral: OnwardReferral) -> str:
    return f"referral-{referral.id}"


def thing_of(referral: OnwardReferral) -> OpenThing:
    can_withdraw = ReferralState.WITHDRAWN in MOVES[ReferralState(referral.state)]
    return OpenThing(
        key=key_of(referral),
        name=referral.service.name,
        stands=f"{referral.state.capitalize()} since {day_words(referral.state_on)}",
        choices={
            Decision.KEEP: "It goes on. We still write down what becomes of it",
            Decision.STOP: "Withdraw it" if can_withdraw else "They are done with it",
        },
    )


def close_support(
    db: Session, actor: Actor, client: Client, case: Case, wanted: ClosingInput, *, can_write: bool = False
) -> Closure:
    """End a case for a reason and settle what is open, or put right how it ended.

    Whoever referred somebody whom nobody could reach, or who needs more, is told: of the latter by letter where letters
    leave here (`can_write`). Whether they would have liked more is kept beside the sessions. Raises WrongInput where
    something open is not decided about, a goal has no result, trying may not be stopped yet, or nobody takes over who
    needs more; and what `end_case` and moves of referrals raise. The caller keeps the client from others.
    """
    is_given_up = is_giving_up(db, case, wanted.reason)
    if is_given_up:
        check_given_up(db, actor, client, wanted.reason_note)
    if is_passing_on(db, case, wanted.reason):
        hand_over(db, actor, client, case, wanted.needs_more, can_write=can_write)
    wanted = with_next_step(db, client, case, wanted)
    still_open = {key_of(each): each for each in open_referrals(db, actor, client, case)}
    planned = sessions_to_come(db, case)
    things = [*map(thing_of, still_open.values()), *map(session_of, planned)]
    undecided = [each.name for each in things if each.key not in wanted.decisions]
    if undecided:
        raise WrongInput(f"Decide first what becomes of {undecided[0]}.")
    settled = [f"{each.name}: {each.choices[Decision(wanted.decisions[each.key])]}" for each in things]
    still_held = {each.id for each in planned if wanted.decisions[session_key(each)] == Decision.KEEP}
    keep_results(db, actor, case, wanted.results)
    for key, each in still_open.items():
        if wanted.decisions[key] == Decision.STOP:
            stop_referral(db, actor, each)
    standing = find_standing(db, case)
    wished_before = standing.wanted_more if standing else None
    closure = end_case(db, actor, case, wanted, settled=settled, still_held=still_held)
    answer_at_ending(db, actor, client, case, wanted.wanted_more, wished_before)
    if is_given_up:
        tell_of_client_not_reached(db, actor, client)
    return closure


def is_giving_up(db: Session, case: Case, reason: ClosureReason | None) -> bool:
    """Whether a case ends, or is put right to have ended, because nobody could be reached, and did not so far."""
    return reason is ClosureReason.NOT_REACHED and reason_so_far(db, case) != ClosureReason.NOT_REACHED


def is_passing_on(db: Session, case: Case, reason: ClosureReason | None) -> bool:
    """Whether a case ends, or is put right to have ended, because somebody needs more, and did not so far."""
    return reason is ClosureReason.NEEDS_MORE and reason_so_far(db, case) != ClosureReason.NEEDS_MORE


def reason_so_far(db: Session, case: Case) -> str | None:
    standing = find_standing(db, case)
    return standing.reason if standing else None


def hand_over(
    db: Session, actor: Actor, client: Client, case: Case, wanted: NeedsMoreInput | None, *, can_write: bool
) -> None:
    """Have support end with what is written down already of who takes over, or write it down now.

    Raises WrongInput where neither is there, or something of it is missing.
    """
    known = find_handed_over(db, client, case)
    if known is not None:
        return end_with(db, actor, known)
    if wanted is None:
        raise WrongInput(f"{NOBODY_TAKES_OVER}.")
    key = f"closing-{case.id}-{len(list_closures(db, case)) + 1}"
    pass_on(db, actor, client, replace(wanted, submission_key=key, is_end=True), can_write=can_write)


def with_next_step(db: Session, client: Client, case: Case, wanted: ClosingInput) -> ClosingInput:
    """How a case ends, with what comes next for who needs more: that of who takes over, where nothing else is said.

    Raises WrongInput where nobody knows what comes next.
    """
    if wanted.reason is not ClosureReason.NEEDS_MORE or wanted.what_next or wanted.onward_to:
        return wanted
    known = find_handed_over(db, client, case)
    if known is None:
        raise WrongInput(f"{NO_NEXT_STEP}.")
    return replace(wanted, what_next=known.next_step)


def ask_manager(db: Session, actor: Actor, client: Client, draft: ClosingDraft, wanted: ClosingInput) -> None:
    """Put to a manager that nobody could reach a client. Raises WrongInput where none is needed, or it is too soon."""
    try:
        check_may_stop(db, actor, client, wanted.reason_note)
    except TooFewTries as refusal:
        raise WrongInput(f"{refusal} Or say in the first step why you stop sooner.") from None
    except ManagerNeeded:
        if wanted.reason is ClosureReason.NOT_REACHED:
            return put_to_manager(db, actor, draft)
    raise WrongInput("You can close this case yourself.")


def close_as_asked(db: Session, actor: Actor, client: Client, case: Case, wanted: ClosingInput) -> Closure:
    """Close a case as a colleague asked a manager to, by their answers. Raises what `close_support` does."""
    closure = close_support(db, actor, client, case, wanted)
    drop_put(db, case)
    return closure


def check_given_up(db: Session, actor: Actor, client: Client, why_sooner: str | None) -> None:
    """Raises WrongInput where somebody was not tried often enough and nothing says why, or a manager has to decide."""
    try:
        check_may_stop(db, actor, client, why_sooner)
    except (TooFewTries, ManagerNeeded) as refusal:
        raise WrongInput(str(refusal)) from None


def stop_referral(db: Session, actor: Actor, referral: OnwardReferral) -> None:
    """Withdraw a referral or, where somebody goes there already, write down that they are done with it."""
    if ReferralState.WITHDRAWN in MOVES[ReferralState(referral.state)]:
        wanted = MoveInput(ReferralState.WITHDRAWN, clock.today(), note="Their case was closed")
    else:
        wanted = MoveInput(ReferralState.ENDED, clock.today(), Reason.FINISHED)
    move_referral(db, actor, referral, wanted)
