"""What is shown of activities chosen from a match: side by side with why they fit, and as a leaflet to hand over."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from directory.catalogue.models.services import Service
from directory.clock import day_of
from directory.matching.doubts import Doubt, Silence
from directory.matching.reasons import Away, ForStaff
from directory.matching.suggestions import Suggestion
from directory.web.comparing import NOTHING, Answers, CompareRow, answers_of, compare_rows
from directory.web.leaflet import LeafletActivity, leaflet_activity, leaflet_text
from directory.web.listing_words import unknowns_of
from directory.web.words import uk_short_date

MOST_COMPARED = 3


@dataclass(frozen=True)
class ComparePage:
    """Activities side by side. `left_out` counts those chosen that are not compared; `words` are to be read out."""

    question_id: uuid.UUID
    client_name: str
    names: Sequence[str]
    hrefs: Sequence[str]
    rows: Sequence[CompareRow]
    left_out: int
    words: str


@dataclass(frozen=True)
class LeafletPage:
    """A leaflet, who made it, and the same as plain text to send."""

    question_id: uuid.UUID
    scheme: str
    made_on: str
    activities: Sequence[LeafletActivity]
    text: str


def build_compare(
    question_id: uuid.UUID,
    client_name: str,
    services: Sequence[Service],
    suggestions: Mapping[uuid.UUID, Suggestion],
    now: datetime,
) -> ComparePage:
    """The first few of the chosen activities side by side."""
    compared = services[:MOST_COMPARED]
    columns = [matched_answers(each, suggestions.get(each.id), now) for each in compared]
    to_tell = [matched_answers(each, suggestions.get(each.id), now, is_told=True) for each in compared]
    return ComparePage(
        question_id=question_id,
        client_name=client_name,
        names=[each.name for each in compared],
        hrefs=[url_for("public.show_activity", service_id=each.id) for each in compared],
        rows=compare_rows(columns),
        left_out=len(services) - len(compared),
        words="\n\n".join(words_about(each, column) for each, column in zip(compared, to_tell, strict=True)),
    )


def matched_answers(
    service: Service, suggestion: Suggestion | None, now: datetime, *, is_told: bool = False
) -> Answers:
    """What the listing says, and why it fits the person it was matched for.

    Where it `is_told` to them, what champions note for colleagues is left out.
    """
    reasons = suggestion.reasons if suggestion else ()
    if is_told:
        reasons = tuple(each for each in reasons if not isinstance(each, ForStaff))
    silent = [each.sentence for each in reasons if isinstance(each, Silence)]
    return {
        **answers_of(service, now, suggestion.distance_m if suggestion else None),
        "Why it fits": [each.sentence for each in reasons if not isinstance(each, Away | Doubt | Silence)] or NOTHING,
        "Good to know": [each.sentence for each in reasons if isinstance(each, Doubt)] or NOTHING,
        "Ask the group": list(dict.fromkeys((*silent, *unknowns_of(service, now)))) or NOTHING,
    }


def words_about(service: Service, column: Answers) -> str:
    """An activity as somebody would tell of it."""
    told = (
        sentence(f"{service.name}, run by {service.organization.name}"),
        *(sentence(f"{name}: {'; '.join(lines)}") for name, lines in column.items() if is_said(name, lines)),
    )
    return " ".join(told)


def is_said(name: str, lines: Sequence[str]) -> bool:
    return name != "Run by" and bool(lines) and tuple(lines) != NOTHING


def sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def build_leaflet(question_id: uuid.UUID, scheme: str, services: Sequence[Service], now: datetime) -> LeafletPage:
    """What is chosen, to hand over."""
    activities = [leaflet_activity(each, now) for each in services]
    return LeafletPage(
        question_id=question_id,
        scheme=scheme,
        made_on=uk_short_date(day_of(now)),
        activities=activities,
        text="\n\n".join(map(leaflet_text, activities)),
    )
