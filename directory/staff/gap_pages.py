"""What the pages of the gaps show: what is missing where, what waits for an answer, and the answers."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from directory.accounts.actor import Actor
from directory.champions.gaps import GapCount
from directory.champions.models import Gap, GapReason
from directory.clock import UK
from directory.exchange.sheets.writing import Page
from directory.staff.downloads import list_table
from directory.staff.no_match import REASON_WORDS
from directory.web.words import uk_short_date

ANYWHERE = "Area not given"


@dataclass(frozen=True)
class GapLine:
    """A gap in a list or on its page. `who` is empty where it was asked in another team."""

    href: str
    needs: str
    area: str
    reason: str
    when: str
    who: str
    answer: str
    answered: str


@dataclass(frozen=True)
class CountLine:
    """How often something was missing, and how often nobody has answered yet."""

    need: str
    area: str
    reason: str
    asked: int
    unanswered: int


@dataclass(frozen=True)
class GapsPage:
    """The gaps an actor may know of."""

    waiting: Sequence[GapLine]
    answered: Sequence[GapLine]
    counts: Sequence[CountLine]


@dataclass(frozen=True)
class GapPage:
    """One gap, and whether it waits for an answer of the actor."""

    gap_id: uuid.UUID
    line: GapLine
    is_to_answer: bool


def build_gaps_page(
    actor: Actor, waiting: Sequence[Gap], answered: Sequence[Gap], counts: Sequence[GapCount]
) -> GapsPage:
    return GapsPage(
        waiting=[gap_line(each, actor) for each in waiting],
        answered=[gap_line(each, actor) for each in answered],
        counts=[count_line(each) for each in counts],
    )


def gap_line(gap: Gap, actor: Actor) -> GapLine:
    return GapLine(
        href=url_for("staff.show_gap", gap_id=gap.id),
        needs=", ".join(each.name for each in gap.needs),
        area=gap.area or ANYWHERE,
        reason=REASON_WORDS[GapReason(gap.reason)],
        when=uk_short_date(gap.asked_at.astimezone(UK).date()),
        who=gap.asker.name if gap.scheme_id == actor.scheme_id else "",
        answer=gap.answer or "",
        answered=answered_words(gap),
    )


def answered_words(gap: Gap) -> str:
    """Who answered, and when."""
    if gap.answered_at is None or gap.answerer is None:
        return ""
    return f"{gap.answerer.name}, {uk_short_date(gap.answered_at.astimezone(UK).date())}"


def count_line(count: GapCount) -> CountLine:
    reason = REASON_WORDS[GapReason(count.reason)]
    return CountLine(count.need, count.area or ANYWHERE, reason, count.asked, count.unanswered)


def gaps_sheet(counts: Sequence[GapCount]) -> Page:
    """What is missing where and why, counted."""
    columns = (("Need or interest", 34), ("Area", 14), ("Why nothing would do", 36), ("Asked", 10))
    lines = [count_line(each) for each in counts]
    rows = [(each.need, each.area, each.reason, each.asked, each.unanswered) for each in lines]
    return list_table("Gaps", (*columns, ("Not answered", 14)), rows)
