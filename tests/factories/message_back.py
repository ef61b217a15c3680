"""Messages to GP practices and referrers for tests."""

from directory import clock
from directory.casework.agreeing import give_consent
from directory.casework.inputs import AnswerInput
from directory.casework.message_back.content import ACTIONS, CodedConcept, Content, GoalReached, MeasuredScore, Section
from directory.casework.message_back.models import Addressee, MessageBack, SentBy
from directory.casework.message_back.practice_models import KnownPractice
from directory.casework.message_back.practices import remember_practice
from directory.casework.message_back.sending import begin_message, send_message
from directory.casework.models import Purpose

SURGERY = "surgery@practice.example"


def make_content(**more) -> Content:
    """A message with a part for each thing that programs read."""
    known = {
        "title": "Social prescribing: message to the GP practice",
        "facts": (("Name", "Edith Ashworth"), ("Our reference", "ABCDE12345")),
        "sections": (
            Section(ACTIONS, "Actions requested"),
            Section("goals", "What they wanted", "“To get out more”: achieved"),
            Section("scores", "Scores before and after", "SWEMWBS at the start: 21.54"),
            Section("codes", "Codes for the record", "871731000000106 Referral"),
            Section("risks", "Risks that are known", "A dog that bites", is_in=False),
        ),
        "codes": (CodedConcept("871731000000106", "Referral to social prescribing service (procedure)"),),
        "scores": (MeasuredScore("SWEMWBS", "At the start", 21.54, "2026-03-02"),),
        "goals": (GoalReached("To get out more", "achieved"),),
    }
    return Content(**{**known, **more})


def agree_to_feedback(db, actor, client) -> None:
    """Let a client agree that their practice is told."""
    give_consent(db, actor, client, AnswerInput(clock.today(), Purpose.FEEDBACK))
    db.flush()


def make_practice(db, actor, code="B86001", email=SURGERY) -> KnownPractice:
    """A practice on a team's list."""
    practice = remember_practice(db, actor, code, "Sike Road Surgery", email)
    db.flush()
    return practice


def make_message_back(db, actor, client, *, content=None, addressee=Addressee.PRACTICE, email=SURGERY) -> MessageBack:
    """A draft of a message about a client's first case."""
    message = begin_message(
        db,
        actor,
        client.cases[0],
        addressee,
        content or make_content(),
        to_name="Sike Road Surgery",
        to_email=email,
    )
    db.flush()
    return message


def send_back(db, actor, client, way=SentBy.EMAIL, **more) -> MessageBack:
    """A message that was sent, about a client who agrees."""
    agree_to_feedback(db, actor, client)
    message = make_message_back(db, actor, client, **more)
    send_message(db, actor, client, message, way, seen=message.version)
    db.flush()
    return message
