"""Who takes over somebody whose case ends because they need more: what was answered, and what follows from it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from directory.casework.closing.inputs import HandOverSchema
from directory.casework.triage.kinds import TookOver, WhereTo
from directory.casework.triage.models import NeedsMore
from directory.casework.triage.passing_on import check_whole
from directory.errors import WrongInput
from directory.outcomes.closing import NOBODY_TAKES_OVER
from directory.staff.triage.person_page import TOOK_OVER_WORDS, WHERE_WORDS
from directory.web.components import Fact
from directory.web.words import uk_short_date

# What is asked, by the names under which it is kept.
ASKED = (
    "where_to",
    "where_words",
    "why",
    "spoke_to",
    "spoke_on",
    "took_over",
    "next_step",
    "next_step_on",
    "tell_ground",
)
Told = Mapping[str, Any]


def problem_of_hand_over(answers: Told, today: date) -> str:
    """What is missing of who takes over; empty where nothing is."""
    told = answers.get("needs_more")
    if not told:
        return NOBODY_TAKES_OVER
    try:
        check_whole(HandOverSchema().load(told), today)
    except WrongInput as refused:
        return next(iter(refused.fields.values()))
    return ""


def where_words(told: Told) -> str:
    return told["where_words"] or WHERE_WORDS[WhereTo(told["where_to"])]


def facts_of_hand_over(answers: Told) -> list[Fact]:
    told = answers.get("needs_more")
    if not told:
        return [Fact("Who takes over", "")]
    facts = [Fact("Who takes over", where_words(told)), Fact("Why", told["why"].split("\n"))]
    if told["spoke_to"]:
        facts.append(Fact("Spoken to", f"{told['spoke_to']}, {day_words(told['spoke_on'])}"))
    return [
        *facts,
        Fact("Taken over", TOOK_OVER_WORDS[TookOver(told["took_over"])]),
        Fact("Next step", [*told["next_step"].split("\n"), f"By {day_words(told['next_step_on'])}"]),
    ]


def facts_of_handed_over(handed_over: NeedsMore | None) -> list[Fact]:
    """What was written down before of who takes somebody over, and is not asked again."""
    if handed_over is None:
        return []
    where = handed_over.where_words or WHERE_WORDS[WhereTo(handed_over.where_to)]
    words = [f"{where}, written down on {uk_short_date(handed_over.decided_at)}"]
    if handed_over.done_on is None:
        words.append(f"By {uk_short_date(handed_over.next_step_on)}: {handed_over.next_step}")
    return [Fact("Who takes over", words)]


def what_follows(answers: Told, handed_over: NeedsMore | None) -> dict[str, Any]:
    """What comes next, as far as it follows from who takes over."""
    told = answers.get("needs_more")
    if handed_over is not None:
        told = {name: getattr(handed_over, name) for name in ASKED}
    if not told:
        return {}
    return {"what_next": told["next_step"], "onward_to": where_words(told), "onward_told": told["spoke_to"]}


def day_words(value: str) -> str:
    return uk_short_date(date.fromisoformat(value))
