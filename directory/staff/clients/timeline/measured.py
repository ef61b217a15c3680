"""Questionnaires filled in, with their scores."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.outcomes.answering.queries import list_answered
from directory.outcomes.models import Occasion, score_of
from directory.outcomes.packs.registry import PACKS
from directory.outcomes.queries import list_responses
from directory.staff.clients.timeline.entries import Kind, TimelineEntry

WHEN = {Occasion.BASELINE: "at the start", Occasion.EXIT: "at the end"}


def list_measured(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    for each in list_answered(db, actor, client):
        title = f"{PACKS[each.instrument].name}, {WHEN[Occasion(each.occasion)]}"
        yield TimelineEntry(each.taken_on, Kind.WELLBEING, title, each.mode.capitalize(), by=each.recorded_by)
    for each in list_responses(db, actor, client):
        title = f"Wellbeing {WHEN[Occasion(each.occasion)]}: {score_of(each, 'metric'):.2f}"
        yield TimelineEntry(each.taken_on, Kind.WELLBEING, title, each.mode.capitalize(), by=each.recorded_by)
