"""How long it is known what room an activity has: what its group said grows old within weeks.

A group that says until when it is full is taken at its word until that day. After it, nobody knows: that a wait has
ended does not say that there is room.
"""

from datetime import date, timedelta

from directory.catalogue.freshness import current_rhythm
from directory.catalogue.models.conditions import ServiceCapacity
from directory.catalogue.models.services import Service
from directory.clock import day_of


def unknown_from(said_on: date, until: date | None) -> date:
    """The day from which nobody knows any more what room there is."""
    return until + timedelta(days=1) if until else said_on + timedelta(days=current_rhythm().room_days)


def last_said(service: Service) -> ServiceCapacity | None:
    """What a group said last about room, however long ago."""
    return max(service.capacities, key=lambda each: each.updated, default=None)


def known_room(service: Service, today: date) -> ServiceCapacity | None:
    """What is known today about the room of an activity; None where nobody has said it, or not for too long."""
    said = last_said(service)
    return said if said and today < unknown_from(day_of(said.updated), said.until) else None


def known_since(today: date) -> date:
    """The day from which on what was said is known today."""
    return today - timedelta(days=current_rhythm().room_days - 1)
