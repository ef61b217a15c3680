"""Figures about support sessions, for managers."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.wordings import get_own_scheme
from directory.db import reading
from directory.outcomes.disclosure import Count
from directory.reporting.support_sessions import SessionFigures, count_support_sessions
from directory.staff.blueprint import bp
from directory.web.pages import render_page


@dataclass(frozen=True)
class FiguresPage:
    """Figures in words, under three headings; `cases` is how many cases they are of."""

    cases: str
    average: str
    limit: int
    enough: Sequence[tuple[str, str]]
    wished: Sequence[tuple[str, str]]
    became: Sequence[tuple[str, str]]


@bp.get("/session-figures")
@requires("casework.oversee")
def show_session_figures() -> ResponseReturnValue:
    with reading() as db:
        actor = current_actor()
        figures = count_support_sessions(db, actor, clock.today())
        page = figures_page(figures, get_own_scheme(db, actor).session_limit)
    return render_page("staff/show_session_figures.html", page)


def figures_page(figures: SessionFigures, limit: int) -> FiguresPage:
    return FiguresPage(
        cases=shown(figures.cases),
        average=f"{figures.average:.1f}" if figures.average is not None else "",
        limit=limit,
        enough=[
            ("Had more than the team gives, as a manager allowed", shown(figures.with_more)),
            ("Did not", shown(figures.without_more)),
        ],
        wished=[
            ("Would have liked more", shown(figures.wanted_more)),
            ("Would not", shown(figures.wanted_no_more)),
            ("Were not asked", shown(figures.not_asked)),
        ],
        became=[
            ("Happened", shown(figures.happened)),
            *((f"Did not happen: {group}", shown(number)) for group, number in figures.missed),
            ("Cancelled beforehand", shown(figures.cancelled)),
            ("Moved to another time", shown(figures.moved)),
        ],
    )


def shown(count: Count) -> str:
    return f"{count:,}" if isinstance(count, int) else str(count)
