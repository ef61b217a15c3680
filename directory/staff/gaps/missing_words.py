"""Figures of what is missing, in words: why, when, where and how often."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from directory.outcomes.disclosure import SMALLEST_GROUP, Count, Hidden
from directory.reporting.quarters import Quarter
from directory.reporting.unmet_sources import Unmet
from directory.staff.gaps.gap_pages import ANYWHERE

FEW = f"1 to {SMALLEST_GROUP - 1}"
EVERY_AREA = "All areas"


@dataclass(frozen=True)
class KindWords:
    """What a way of not meeting a need is called above a column, and in a sentence after a number."""

    heading: str
    said: str


KIND_WORDS: Mapping[Unmet, KindWords] = {
    Unmet.NOT_FOUND: KindWords("Searches that found nothing", "searches found nothing"),
    Unmet.NOTHING: KindWords("Matches that found nothing", "matches found nothing"),
    Unmet.NOT_FOR_THEM: KindWords("Only for others", "matches found only what is for others"),
    Unmet.FULL_MATCH: KindWords("Matches where all was full", "matches found only what is full"),
    Unmet.REFUSED: KindWords("People refused", "people were refused by a group"),
    Unmet.FULL: KindWords("Referred, and no room", "people were referred and found no room"),
    Unmet.UNANSWERED: KindWords("Questions without an activity", "questions got no answer that names an activity"),
}


def quarter_words(quarter: Quarter) -> str:
    """January to March 2026."""
    return f"{quarter.months[0]:%B} to {quarter.months[-1]:%B %Y}"


def month_words(month: date) -> str:
    return f"{month:%B %Y}"


def area_words(area: str | None) -> str:
    return EVERY_AREA if area is None else area or ANYWHERE


def told(count: Count) -> str:
    """A count, or why it is not given."""
    if count is Hidden.FEW:
        return FEW
    return str(count) if isinstance(count, Hidden) else f"{count:,}"
