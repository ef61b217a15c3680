"""Complaints, thanks and incidents for tests."""

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.feedback.inputs import FactsInput, FeedbackInput, FollowUpInput, StepInput
from directory.casework.feedback.keeping import record_feedback
from directory.casework.feedback.kinds import CameBy, FeedbackAbout, FeedbackKind, GivenBy, Severity
from directory.casework.feedback.models import Feedback
from directory.casework.feedback.seeing_to import arrange, record_step
from directory.casework.models import Client
from directory.casework.tellers import colleague
from tests.factories.accounts import new_word


def wanted_feedback(kind: FeedbackKind = FeedbackKind.COMPLAINT, **more) -> FeedbackInput:
    return FeedbackInput(
        **{
            "kind": kind,
            "given_by": GivenBy.CLIENT,
            "came_by": CameBy.PHONE,
            "about": FeedbackAbout.SUPPORT,
            "words": "Nobody rang me back for three weeks",
            "received_on": clock.today(),
            "severity": None if kind is FeedbackKind.COMPLIMENT else Severity.MODERATE,
            **more,
        }
    )


def wanted_facts(kind: FeedbackKind = FeedbackKind.COMPLAINT, **more) -> FactsInput:
    return FactsInput(**{"kind": kind, "about": FeedbackAbout.SUPPORT, "severity": Severity.MODERATE, **more})


def make_feedback(db, actor: Actor, client: Client | None = None, **more) -> Feedback:
    """What a colleague wrote down of a client; with none, of somebody else unless told otherwise."""
    if client is None:
        more = {"given_by": GivenBy.OTHER, **more}
    feedback, _ = record_feedback(db, colleague(actor), client, wanted_feedback(**more), f"feedback-{new_word()}")
    db.flush()
    return feedback


def do(db, actor: Actor, feedback: Feedback, words: str = "I rang them", **more) -> None:
    """Something that is done about it now."""
    record_step(db, actor, feedback, StepInput(words, **more), feedback.version, f"step-{new_word()}")
    db.flush()


def give_to(db, actor: Actor, feedback: Feedback, owner_id, **more) -> None:
    """Have somebody see to it from now on."""
    arrange(db, actor, feedback, FollowUpInput(owner_id=owner_id, **more), feedback.version)
    db.flush()
