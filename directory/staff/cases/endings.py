"""How cases of the team ended, for managers and commissioners, with small counts hidden."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.closing.reasons import words_of
from directory.db import reading
from directory.outcomes.disclosure import Count
from directory.reporting.endings import ToldEndings, read_endings
from directory.staff.blueprint import bp
from directory.web.pages import render_page
from directory.web.words import number_words, uk_short_date


@dataclass(frozen=True)
class EndingRow:
    """A line of the table: an end state, or a reason within it."""

    words: str
    count: str
    is_state: bool


@dataclass(frozen=True)
class EndingsPage:
    """How many cases ended, how, why, and after how many weeks."""

    when: str
    ended: str
    weeks: str
    rows: Sequence[EndingRow]


@bp.get("/outcomes/endings")
@requires("outcomes.evaluate")
def show_endings() -> ResponseReturnValue:
    with reading() as db:
        page = endings_page(read_endings(db, current_actor(), clock.today()))
    return render_page("staff/show_endings.html", page)


def endings_page(told: ToldEndings) -> EndingsPage:
    rows = []
    for state in told.states:
        rows.append(EndingRow(state.state.capitalize(), count_words(state.count), True))
        rows += [EndingRow(words_of(reason), count_words(count), False) for reason, count in state.reasons.items()]
    rows.append(EndingRow("No reason was written down", count_words(told.without_reason), True))
    return EndingsPage(
        when=f"{uk_short_date(told.since)} to before {uk_short_date(told.before)}",
        ended=count_words(told.ended),
        weeks="not shown" if told.weeks is None else f"{told.weeks:g}",
        rows=rows,
    )


def count_words(count: Count) -> str:
    return count.value if not isinstance(count, int) else number_words(count)
