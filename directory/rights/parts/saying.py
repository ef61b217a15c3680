"""What somebody agreed to, told us, complained of or thanked for."""

from sqlalchemy import ColumnElement, false, or_, select

from directory.accounts.actor import Actor
from directory.casework.feedback.kinds import FeedbackKind, GivenBy
from directory.casework.feedback.models import Feedback, FeedbackStep
from directory.casework.feedback.sight import is_readable_of
from directory.casework.models import Client, Consent
from directory.casework.own_page.models import OwnPageMessage
from directory.rights.parts.part import Part

# What somebody else complained of may name them: that is told by a person, and not by a program.
TOLD_OF_FEEDBACK = or_(Feedback.given_by == GivenBy.CLIENT.value, Feedback.kind != FeedbackKind.COMPLAINT.value)


def steps_read_by(actor: Actor, client: Client) -> ColumnElement[bool]:
    return FeedbackStep.feedback_id.in_(select(Feedback.id).where(is_readable_of(actor, client)))


SAYING = (
    Part(
        "What they agreed to",
        Consent,
        Consent.client_id,
        Consent.recorded_at,
        {
            "purpose": "What for",
            "answer": "Answer",
            "given_on": "Given on",
            "withdrawn_on": "Withdrawn on",
            "wording_id": "The words read out",
            "given_how": "How",
            "given_by": "Answered by",
            "note": "Note",
            "recorded_by": "Written down by",
            "recorded_at": "Written down",
        },
    ),
    Part(
        "What they told us on their own page",
        OwnPageMessage,
        OwnPageMessage.client_id,
        OwnPageMessage.told_at,
        {
            "kind": "What it is about",
            "purpose": "What they took back",
            "note": "What they wrote",
            "told_at": "When",
            "seen_by": "Seen to by",
            "seen_at": "Seen to",
            "taken_back_at": "Taken back",
        },
    ),
    Part(
        "What they told us of our support, and incidents",
        Feedback,
        Feedback.client_id,
        Feedback.recorded_at,
        {
            "kind": "What it is",
            "given_by": "Who told us",
            "came_by": "Which way it came",
            "about": "What it is about",
            "about_user_id": "Whom it is about",
            "severity": "How bad it was",
            "received_on": "When",
            "happened_on": "When it happened",
            "words": "What was said",
            "wish": "What would put it right",
            "state": "How it stands",
            "state_at": "Since",
            "acknowledge_by": "To be told by that we have it",
            "acknowledged_on": "Told that we have it",
            "answer_by": "To be answered by",
            "answered_on": "Answered",
            "finding": "What we found",
            "learning": "What we learned",
            "owner_id": "Who sees to it",
            "next_step": "What comes next",
            "next_step_on": "By when",
            "recorded_by": "Written down by",
            "recorded_at": "Written down",
        },
        {
            "giver": "somebody else told it, and may not want to be named",
            "giver_contact": "somebody else told it, and may not want to be named",
        },
        # That somebody complained is not for everybody who may see who looked.
        audited=Feedback.kind == FeedbackKind.COMPLIMENT.value,
        told=TOLD_OF_FEEDBACK,
        read_by=is_readable_of,
    ),
    Part(
        "What was done about that",
        FeedbackStep,
        FeedbackStep.person_id,
        FeedbackStep.recorded_at,
        {
            "words": "What was done",
            "to_state": "How it stood then",
            "is_acknowledged": "They were told that we have it",
            "recorded_by": "Written down by",
            "recorded_at": "Written down",
        },
        {"feedback_id": "what it was about, told just before"},
        audited=false(),
        told=FeedbackStep.feedback_id.in_(select(Feedback.id).where(TOLD_OF_FEEDBACK)),
        read_by=steps_read_by,
    ),
)
