"""What `lynchpin match` answers, as a person reads it in a terminal and as programs do."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from directory.catalogue.models.services import Service
from directory.catalogue.room import known_room
from directory.clock import day_of
from directory.geo.distance import miles_words
from directory.matching.asked import Heard, Sensed
from directory.matching.doubts import Doubt, Silence
from directory.matching.reasons import Reason
from directory.matching.suggestions import MatchResult, Suggestion
from directory.web.help_lines import help_lines_for
from directory.web.listing_words import cheapest_words, next_date

NO_GOOD_MATCH = "No good match. Say what they like to do or what would help, in other words, or look farther away."


def result_as_json(result: MatchResult, services: Mapping[uuid.UUID, Service], now: datetime) -> dict[str, Any]:
    """A result as programs read it. Distances are in metres, and null is what is not known.

    `services` are those suggested, with what their listings say.
    """
    return {
        "heard": list(map(heard_as_json, result.heard)),
        "set_aside": list(map(heard_as_json, result.set_aside)),
        "sensed": [sensed_as_json(each, result.guessed) for each in result.sensed],
        "refused": [" ".join(each.words) for each in result.refused],
        "age": asdict(result.told_age) if result.told_age else None,
        "urgent": result.is_urgent,
        "may_be_urgent": bool(result.urgent_codes),
        "help_lines": [each.text for each in help_lines_for(result.urgent_codes)],
        "semantic": result.semantic,
        "note": result.without_semantic,
        "considered": result.considered,
        "left_out": {name.value: count for name, count in result.left_out.items()},
        "advice": None if result.suggestions else NO_GOOD_MATCH,
        "suggestions": [
            suggestion_as_json(rank, each, services.get(each.document.service_id), now)
            for rank, each in enumerate(result.suggestions, 1)
        ],
    }


def heard_as_json(heard: Heard) -> dict[str, Any]:
    return {"term": heard.concept.name, "code": heard.concept.code, "words": list(heard.words)}


def sensed_as_json(sensed: Sensed, guessed: Collection[Sensed]) -> dict[str, Any]:
    """A guess; one that is not good enough to be told only moves the order."""
    return {"term": sensed.concept.name, "code": sensed.concept.code, "is_told": sensed in guessed}


def suggestion_as_json(rank: int, suggestion: Suggestion, service: Service | None, now: datetime) -> dict[str, Any]:
    document = suggestion.document
    return {
        "rank": rank,
        "service_id": str(document.service_id),
        "name": document.name,
        "organization": document.organization_name,
        "score": round(suggestion.score, 4),
        "distance_m": None if suggestion.distance_m is None else round(suggestion.distance_m),
        **(facts_as_json(service, now) if service else dict.fromkeys(FACTS)),
        "last_checked": plain(document.assured_on),
        "reasons": list(map(reason_as_json, suggestion.reasons)),
    }


FACTS = ("next_on", "next_at", "ask_first", "cost", "room")


def facts_as_json(service: Service, now: datetime) -> dict[str, Any]:
    """What a listing says of when it is on next, what it costs and whether there is room."""
    found, room = next_date(service, now), known_room(service, day_of(now))
    return {
        "next_on": plain(found.on) if found else None,
        "next_at": f"{found.opens_at:%H:%M}" if found and found.opens_at else None,
        "ask_first": bool(found and found.doubt),
        "cost": cheapest_words(service, day_of(now)) or None,
        "room": room.room if room else None,
    }


def reason_as_json(reason: Reason) -> dict[str, Any]:
    """A reason with its sentence, what it is made of, and whether it speaks for the activity."""
    stands = "against" if isinstance(reason, Doubt) else "not known" if isinstance(reason, Silence) else "for"
    made_of = {name: plain(value) for name, value in asdict(reason).items()}
    return {"kind": reason.kind, "stands": stands, "sentence": reason.sentence, **made_of}


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value


def result_as_text(result: MatchResult) -> str:
    """A result as a person reads it in a terminal."""
    lines = []
    if result.urgent_codes:
        lines += ["This may be urgent.", *(f"  - {each.text}" for each in help_lines_for(result.urgent_codes)), ""]
    if result.without_semantic:
        lines += [result.without_semantic, ""]
    if result.heard:
        heard = "; ".join(f"{each.concept.name} ({' '.join(each.words)})" for each in result.heard)
        lines += [f"Heard: {heard}", ""]
    for rank, suggestion in enumerate(result.suggestions, 1):
        lines += suggestion_as_text(rank, suggestion)
    if not result.suggestions:
        lines += [NO_GOOD_MATCH, ""]
    if result.left_out:
        kept_out = ", ".join(f"{name.value} {count}" for name, count in result.left_out.items())
        lines.append(f"Kept out by one limit alone: {kept_out}")
    return "\n".join(lines).rstrip()


def suggestion_as_text(rank: int, suggestion: Suggestion) -> list[str]:
    document = suggestion.document
    away = "" if suggestion.distance_m is None else f", {miles_words(suggestion.distance_m)}"
    run_by = f" ({document.organization_name})" if document.organization_name not in ("", document.name) else ""
    return [
        f"{rank:2}. {document.name}{run_by}{away}",
        *(f"    - {reason.sentence}" for reason in suggestion.reasons),
        "",
    ]
