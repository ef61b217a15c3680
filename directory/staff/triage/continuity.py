"""How many coordinators people had, and what became of those who asked: figures without a name."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.db import reading
from directory.outcomes.disclosure import Count
from directory.reporting.continuity import ContinuityFigures, count_continuity
from directory.staff.blueprint import bp
from directory.web.pages import render_page
from directory.web.words import uk_short_date

HAD = ("One coordinator", "Two coordinators", "Three or more")
CAME = ("Came about", "Did not come about")
S = ReferralInState
ANSWER_WORDS = {
    S.ACCEPTED: "Taken on",
    S.SIGNPOSTED: "Told of a place, which is no referral",
    S.PASSED_ON: "Helped on to who can give more",
    S.UNREACHABLE: "Could not be reached",
    S.DECLINED: "Not taken on",
}


@dataclass(frozen=True)
class ContinuityPage:
    """The figures as rows of words and counts."""

    when: str
    people: Count
    had: Sequence[tuple[str, Count]]
    changes: Count
    answered: Sequence[tuple[str, Count]]
    signposts: Count
    referrals: Count
    visits: Sequence[tuple[str, Count]]
    transport: Count


@bp.get("/continuity")
@requires("outcomes.evaluate")
def show_continuity() -> ResponseReturnValue:
    with reading() as db:
        page = continuity_page(count_continuity(db, current_actor(), clock.today()))
    return render_page("staff/show_continuity.html", page)


def continuity_page(figures: ContinuityFigures) -> ContinuityPage:
    return ContinuityPage(
        when=f"{uk_short_date(figures.since)} to before {uk_short_date(figures.before)}",
        people=figures.people,
        had=list(zip(HAD, figures.coordinators, strict=True)),
        changes=figures.changes,
        answered=[(ANSWER_WORDS[state], number) for state, number in figures.answered],
        signposts=figures.signposts,
        referrals=figures.referrals,
        visits=list(zip(CAME, figures.visits, strict=True)),
        transport=figures.transport,
    )
