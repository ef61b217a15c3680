"""The figures of complaints, thanks and incidents: for managers, and with small counts hidden for commissioners."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.feedback.kinds import FeedbackAbout, FeedbackKind, Severity
from directory.casework.feedback.rules import Promptness
from directory.db import reading
from directory.outcomes.disclosure import Count
from directory.reporting.told_of_us import ToldOfUs, read_told_of_us
from directory.staff.blueprint import bp
from directory.staff.feedback.feedback_words import ABOUT, FINDINGS, MANY, SEVERITIES
from directory.web.pages import render_page
from directory.web.words import number_words, uk_short_date

TOLD_THAT_WE_HAVE_IT: Mapping[Promptness, str] = {
    Promptness.IN_TIME: "By the day that was promised",
    Promptness.LATE: "Later",
    Promptness.NOT_YET: "Not yet, and there is time",
    Promptness.OVERDUE: "Not yet, and it is late",
    Promptness.NOBODY_WAITS: "Nobody to tell: who complained is not known",
}
ANSWERED: Mapping[Promptness, str] = {
    **TOLD_THAT_WE_HAVE_IT,
    Promptness.NOBODY_WAITS: "Nobody to answer: who complained is not known",
}


@dataclass(frozen=True)
class FigureTable:
    """A table: its caption, what its rows and columns are called, and the rows, each a name and its counts."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class FiguresPage:
    """All the figures. `is_all` where none is hidden, as its reader may read each of them."""

    when: str
    is_all: bool
    counts: Sequence[tuple[str, str]]
    tables: Sequence[FigureTable]
    back_href: str
    back_text: str


@bp.get("/outcomes/complaints")
@requires("outcomes.evaluate")
def show_feedback_figures() -> ResponseReturnValue:
    with reading() as db:
        page = figures_page(read_told_of_us(db, current_actor(), clock.today()))
    return render_page("staff/show_feedback_figures.html", page)


def figures_page(told: ToldOfUs) -> FiguresPage:
    back = ("list_all_feedback", "All of them") if told.is_all else ("show_evaluation", "Back to outcomes")
    return FiguresPage(
        when=f"{uk_short_date(told.since)} to {uk_short_date(told.before - timedelta(days=1))}",
        is_all=told.is_all,
        counts=[(MANY[kind], count_words(told.kinds[kind].count)) for kind in FeedbackKind],
        tables=[
            of_all_kinds(told),
            of_complaints(
                "Were they told in time that we have it?",
                "When",
                [(TOLD_THAT_WE_HAVE_IT[each], count) for each, count in told.acknowledged.items()],
            ),
            of_complaints(
                "Were they answered in time?",
                "When",
                [(ANSWERED[each], count) for each, count in told.answered.items()],
            ),
            of_complaints(
                "What we found",
                "Finding",
                [(FINDINGS[each] if each else "Not known yet", count) for each, count in told.findings.items()],
            ),
            severity_table(told),
        ],
        back_href=url_for(f"staff.{back[0]}"),
        back_text=back[1],
    )


def of_all_kinds(told: ToldOfUs) -> FigureTable:
    """What each kind was about."""
    rows = [
        (ABOUT[about], [count_words(told.kinds[kind].about[about]) for kind in FeedbackKind]) for about in FeedbackAbout
    ]
    return FigureTable("What they were about", ["About", *(MANY[kind] for kind in FeedbackKind)], rows)


def of_complaints(caption: str, what: str, counts: Iterable[tuple[str, Count]]) -> FigureTable:
    rows = [(words, [count_words(count)]) for words, count in counts]
    return FigureTable(caption, [what, MANY[FeedbackKind.COMPLAINT]], rows)


def severity_table(told: ToldOfUs) -> FigureTable:
    """How bad complaints and incidents were."""
    kinds = (FeedbackKind.COMPLAINT, FeedbackKind.INCIDENT)
    rows = [
        (
            SEVERITIES[each] if each else "Nobody has judged it yet",
            [count_words(told.kinds[kind].severities[each]) for kind in kinds],
        )
        for each in (*Severity, None)
    ]
    return FigureTable("How bad it was", ["How bad", *(MANY[kind] for kind in kinds)], rows)


def count_words(count: Count) -> str:
    return number_words(count) if isinstance(count, int) else count.value
