"""How somebody wishes to be met, when their support rested, and whether they would have liked more of it."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.support_sessions.rhythm_models import MoreWanted, SessionRhythm, SupportPause
from directory.staff.clients.timeline.entries import Kind, TimelineEntry
from directory.staff.support_sessions.rhythm_words import rhythm_words
from directory.web.words import uk_short_date


def list_rested(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    """Of their wish the newest alone is kept; a pause is told when it was agreed, and again once it is over."""
    href = url_for("staff.show_client", reference=client.reference, _anchor="sessions")
    for rhythm in db.scalars(select(SessionRhythm).where(SessionRhythm.client_id == client.id)):
        title, words = "How they wish to be met was written down", rhythm_words(rhythm)
        yield TimelineEntry(rhythm.recorded_at, Kind.SESSION, title, words, href, rhythm.recorded_by)
    for pause in db.scalars(select(SupportPause).where(SupportPause.client_id == client.id)):
        yield from pause_entries(pause, href)
    for wanted in db.scalars(select(MoreWanted).where(MoreWanted.client_id == client.id)):
        title = f"They would {'' if wanted.is_wanted else 'not '}have liked more sessions"
        yield TimelineEntry(wanted.recorded_at, Kind.SESSION, title, wanted.note or "", href, wanted.recorded_by)


def pause_entries(pause: SupportPause, href: str) -> Iterator[TimelineEntry]:
    """That support was to rest, and that it went on. One that was ended before it began is struck out."""
    until = f" until {uk_short_date(pause.until_on)}" if pause.until_on else ""
    title = f"Support rests from {uk_short_date(pause.from_on)}{until}"
    is_void = pause.ended_on == pause.from_on
    yield TimelineEntry(pause.paused_at, Kind.CASE, title, pause.why, href, pause.paused_by, is_void)
    if pause.ends_on is not None and pause.ends_on <= clock.today() and not is_void:
        is_by_itself = pause.ends_on == pause.until_on
        by = "By itself" if is_by_itself else pause.ended_by
        yield TimelineEntry(pause.ends_on, Kind.CASE, "The pause of their support was over", "", href, by)
