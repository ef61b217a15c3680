"""What a card says of an activity at a glance: when it is next, what it costs, whether there is room."""

from collections.abc import Iterable
from datetime import date

from directory.catalogue.models.conditions import CostOption, Room
from directory.catalogue.models.services import Service
from directory.catalogue.occurrences import next_occurrence, time_words
from directory.web.components import Tag
from directory.web.words import miles, pounds

ROOM_WORDS = {Room.HAS_ROOM: "Has room", Room.WAITING_LIST: "Waiting list", Room.FULL: "Full"}
ROOM_TONES = {Room.HAS_ROOM: "good", Room.WAITING_LIST: "warn", Room.FULL: "bad"}
MOST_COSTS = 3


def when_next(service: Service, today: date) -> str:
    """The next date in words, such as "Tuesday 24 November, 10:30am"; empty where none is known."""
    schedules = [*service.schedules, *(each for place in service.places for each in place.schedules)]
    found = next_occurrence(schedules, today)
    if found is None:
        return ""
    day = f"{found.on:%A} {found.on.day} {found.on:%B}"
    return f"{day}, {time_words(found.opens_at)}" if found.opens_at else day


def cost_words(options: Iterable[CostOption], today: date) -> str:
    """What it costs now: "Free", "£2.50 per session", "Free or £3"; empty where that is not known."""
    current = [each for each in options if (each.valid_from or today) <= today <= (each.valid_to or today)]
    said = list(dict.fromkeys(filter(None, map(one_cost, current))))
    if len(said) > MOST_COSTS:
        return f"{said[0]}, and other prices"
    return " or ".join(said)


def one_cost(option: CostOption) -> str:
    if option.amount_pence is None:
        return option.amount_description or ""
    if option.amount_pence == 0:
        return "Free"
    return f"{pounds(option.amount_pence)} {option.amount_description or ''}".strip()


def room_of(service: Service) -> Room | None:
    """What the activity said last about its room."""
    latest = max(service.capacities, key=lambda each: each.updated, default=None)
    return Room(latest.room) if latest else None


def glance_at(service: Service, distance_m: float | None, today: date) -> list[Tag]:
    """The chips of a card, for what is known."""
    next_date, cost, room = when_next(service, today), cost_words(service.cost_options, today), room_of(service)
    tags = [Tag(next_date, "calendar")] if next_date else []
    if distance_m is not None:
        tags.append(Tag(miles(distance_m), "pin"))
    if cost:
        tags.append(Tag(cost, "pound", "good" if cost == "Free" else ""))
    if room:
        tags.append(Tag(ROOM_WORDS[room], "people", ROOM_TONES[room]))
    return tags


def unknowns_of(service: Service, today: date) -> list[str]:
    """What the listing does not say, as short sentences."""
    silent = {
        "Date not known.": not when_next(service, today),
        "Cost not known.": not cost_words(service.cost_options, today),
        "Room not known.": room_of(service) is None,
    }
    return [words for words, is_silent in silent.items() if is_silent]
