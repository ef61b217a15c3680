"""Spells of support that began, and what is known of age and death."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.young_models import AgeQuestion
from directory.staff.clients.timeline.entries import Kind, TimelineEntry
from directory.web.words import uk_short_date


def list_spells(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    """Cases opened, what a manager said of their age, and their death."""
    for case in client.cases:
        yield TimelineEntry(case.opened_on, Kind.CASE, "Support began", case.statement or "")
    yield from list_age_questions(db, client)
    yield from list_deaths(client)


def list_age_questions(db: Session, client: Client) -> Iterator[TimelineEntry]:
    asked = db.scalars(select(AgeQuestion).where(AgeQuestion.client_id == client.id))
    href = url_for("staff.show_age_question", reference=client.reference)
    for each in asked:
        yield TimelineEntry(each.asked_at, Kind.CASE, "A manager was asked about their age", href=href)
        if each.answered_at:
            title = "A manager said how they are helped at their age"
            yield TimelineEntry(each.answered_at, Kind.CASE, title, each.answer or "", href, each.answered_by)


def list_deaths(client: Client) -> Iterator[TimelineEntry]:
    href = url_for("staff.show_death", reference=client.reference)
    for death in client.deaths:
        died = f"They died on {uk_short_date(death.died_on)}" if death.died_on else "They have died"
        told = f"Told by {death.told_by}"
        is_void = death.undone_at is not None
        yield TimelineEntry(death.recorded_at, Kind.CASE, died, told, href, death.recorded_by, is_void)
        if death.undone_at:
            title = "That they have died was a mistake"
            yield TimelineEntry(death.undone_at, Kind.CASE, title, death.why_undone or "", href, death.undone_by)
