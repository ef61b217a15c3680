"""How spells of support ended, each time that was put right, and what was opened again."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.closing.models import Closure
from directory.casework.closing.queries import list_closures
from directory.casework.closing.reasons import ClosureReason, words_of
from directory.casework.models import Case, Client
from directory.staff.clients.timeline.entries import Kind, TimelineEntry
from directory.web.words import uk_short_date


def list_endings(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    """Endings of cases with their reasons; those that were put right or undone are told as taken back."""
    for case in client.cases:
        href = url_for("staff.show_ending", reference=client.reference, case_id=case.id)
        closures = list_closures(db, case)
        for closure in closures:
            yield from entries_of(closure, href)
        if case.closed_on and not any(each.stands for each in closures):
            yield ended_without_reason(case, href)


def entries_of(closure: Closure, href: str) -> Iterator[TimelineEntry]:
    words = "\n".join(each for each in (words_of(ClosureReason(closure.reason)), closure.what_next) if each)
    title = "Support ended" if closure.number == 1 else "How support ended was written down anew"
    yield TimelineEntry(closure.closed_on, Kind.CASE, title, words, href, closure.recorded_by, not closure.stands)
    if closure.undone_at:
        why = closure.why_undone or ""
        yield TimelineEntry(closure.undone_at, Kind.CASE, "Support goes on", why, href, closure.undone_by)


def ended_without_reason(case: Case, href: str) -> TimelineEntry:
    since = f"It had begun on {uk_short_date(case.opened_on)}"
    return TimelineEntry(case.closed_on or case.opened_on, Kind.CASE, "Support ended", since, href)
