"""Triage for tests: tries to reach somebody, and who supports them."""

from directory.accounts.actor import Actor
from directory.accounts.models import User
from directory.casework.caseload.handing_over import HandoverInput, hand_over
from directory.casework.triage.allocating import AllocationInput, note_allocation
from directory.casework.triage.attempts import AttemptInput, log_attempt
from directory.casework.triage.kinds import AllocationReason, ContactHow, ContactResult
from directory.casework.triage.models import CaseloadHandover, ContactAttempt
from directory.casework.triage.profiles import ProfileInput, save_profile
from tests.factories.accounts import new_word


def wanted_try(**more) -> AttemptInput:
    """Nobody answers the phone, unless told otherwise."""
    told = {"how": ContactHow.PHONE, "result": ContactResult.NO_ANSWER, "submission_key": f"try-{new_word()}"}
    return AttemptInput(**{**told, **more})


def make_attempt(db, actor: Actor, person, **more) -> ContactAttempt:
    """A try to reach somebody who asked, or a client."""
    attempt = log_attempt(db, actor, person, wanted_try(**more))
    db.flush()
    return attempt


def try_in_vain(db, actor: Actor, person) -> None:
    """Try somebody's phone, and nobody answers."""
    make_attempt(db, actor, person)


def to_colleague(colleague: Actor, **more) -> AllocationInput:
    """That a colleague supports somebody from now on."""
    return AllocationInput(**{"to_user_id": colleague.user_id, "reason": AllocationReason.CASELOAD, **more})


def make_profile(db, colleague: Actor, **more) -> None:
    """What a coordinator says of themself."""
    save_profile(db, colleague, colleague.user_id, ProfileInput(**more))
    db.flush()


def make_allocation(db, actor: Actor, client) -> None:
    """That somebody took a client on, as it is written down."""
    note_allocation(db, actor, client, AllocationInput(actor.user_id, AllocationReason.TAKEN_ON), None)
    db.flush()


def wanted_handover(to, *, reason=AllocationReason.LEFT, **more) -> HandoverInput:
    """That clients go to colleagues, as pairs of both."""
    given = {client.id: colleague.user_id for client, colleague in to}
    return HandoverInput(**{"reason": reason, "to": given, "submission_key": f"handover-{new_word()}", **more})


def make_handover(db, manager: Actor, client, leaver: Actor, colleague: Actor) -> CaseloadHandover:
    """That a client of somebody who leaves was given to a colleague."""
    done = hand_over(db, manager, db.get_one(User, leaver.user_id), wanted_handover([(client, colleague)]))
    db.flush()
    return done.handover
