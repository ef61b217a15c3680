"""What was told of our own service about a client, for whoever may read it. Its words stand on its own page alone."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.feedback.models import Feedback
from directory.casework.feedback.queries import list_of_client
from directory.casework.feedback.states import FeedbackState
from directory.casework.models import Client
from directory.staff.clients.timeline.entries import Kind, TimelineEntry
from directory.staff.feedback.feedback_pages import title_of
from directory.staff.feedback.feedback_words import STATES
from directory.web.words import uk_short_date


def list_complained(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    """Complaints, thanks and incidents that the actor may read: none that is a complaint about themself."""
    for each in list_of_client(db, actor, client):
        href = url_for("staff.show_feedback", feedback_id=each.id)
        by = each.recorded_by or "They themselves"
        yield TimelineEntry(each.received_on, Kind.TOLD, title_of(each), how_it_stands(each), href, by)


def how_it_stands(feedback: Feedback) -> str:
    answered = f"\nAnswered on {uk_short_date(feedback.answered_on)}" if feedback.answered_on else ""
    return f"{STATES[FeedbackState(feedback.state)]}{answered}"
