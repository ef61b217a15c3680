"""An activity as a card: what, when, where or how far, at what cost, and what its listing does not say."""

from datetime import date, datetime

from flask import url_for

from directory.catalogue.freshness import current_rhythm
from directory.catalogue.models.conditions import Room
from directory.catalogue.models.services import Service
from directory.catalogue.room import known_room
from directory.catalogue.texts import plain_text
from directory.catalogue.timetable.moments import Occurrence
from directory.catalogue.timetable.words import time_words
from directory.clock import day_of
from directory.geo.distance import miles_words
from directory.translation import gettext, noted
from directory.web.components import Card, Tag
from directory.web.listing_words import cheapest_words, next_date, venue_words
from directory.web.words import pounds, uk_day

LONGEST_SUMMARY = 170
ROOM_TAGS = {Room.WAITING_LIST: noted("Waiting list"), Room.FULL: noted("Full")}


def activity_card(service: Service, now: datetime, distance_m: float | None = None, slots: int = 0) -> Card:
    """The card of an activity. What the listing does not say is named, because silence is not a no.

    With slots its date is the next at these times of the week, if there is one.
    """
    occurrence = (next_date(service, now, slots) if slots else None) or next_date(service, now)
    cost = cheapest_words(service, day_of(now))
    unknown = [
        words
        for words, is_known in ((gettext("when it meets"), occurrence), (gettext("what it costs"), cost))
        if not is_known
    ]
    return Card(
        title=service.name,
        href=url_for("public.show_activity", service_id=service.id),
        organisation=service.organization.name,
        summary=summary_of(service),
        tags=(*tags_of(service, distance_m, occurrence, cost, day_of(now)), *easy_read_tags(service)),
        unknown=unknown,
        id=service.id,
    )


def tags_of(
    service: Service, distance_m: float | None, occurrence: Occurrence | None, cost: str, today: date
) -> list[Tag]:
    """What is good to know at a glance: the date, the place, the cost, the room, and whether it may be out of date."""
    where = miles_words(distance_m) if distance_m is not None else venue_words(service)
    tags = [
        Tag(occurrence_words(occurrence), "calendar") if occurrence else None,
        Tag(where, "pin") if where else None,
        Tag(cost, "pound", "good" if cost == pounds(0) else "") if cost else None,
        room_tag(service, today),
        Tag(gettext("Not recently checked"), "clock", "warn") if current_rhythm().is_lapsed(service, today) else None,
    ]
    return [tag for tag in tags if tag]


def occurrence_words(occurrence: Occurrence) -> str:
    """Tue 24 Nov, 10:30am."""
    at = time_words(occurrence.opens_at) if occurrence.opens_at else ""
    ask = gettext("ask first") if occurrence.doubt else ""
    return ", ".join(filter(None, (uk_day(occurrence.on), at, ask)))


def room_tag(service: Service, today: date) -> Tag | None:
    """A warning where people may have to wait; a group that has room needs none."""
    capacity = known_room(service, today)
    if capacity is None or capacity.room == Room.HAS_ROOM:
        return None
    return Tag(gettext(ROOM_TAGS[Room(capacity.room)]), "people", "bad" if capacity.room == Room.FULL else "warn")


def easy_read_tags(service: Service) -> list[Tag]:
    """That it is told in easy words too."""
    return [Tag(gettext("Easy read"), "book")] if service.easy_read else []


def summary_of(service: Service) -> str:
    """The beginning of the description, without markup."""
    # The tag makes way for a space, or the words on both sides of it would run together.
    text = plain_text((service.description or "").replace("<", " <"))
    return shortened(" ".join(text.split()), LONGEST_SUMMARY)


def shortened(text: str, longest: int) -> str:
    """A text cut at a word, with dots where something is left out."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rsplit(' ', 1)[0].rstrip(' ,.;:')}…"
