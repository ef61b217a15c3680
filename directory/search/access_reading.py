"""From the facts about access at places to what each service has and lacks."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.access.facts import read_fact
from directory.catalogue.access.questions import Answer
from directory.catalogue.models.places import Accessibility, Location, PlaceType
from directory.catalogue.models.services import ServiceAtLocation
from directory.search.access import ACCESS_NEEDS
from directory.search.conditions_reading import Only, among

Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class KnownAccess:
    """What a service has at one of its places at least, and what it lacks at every one, by codes."""

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


def read_access(db: Session, only: Only = None) -> Mapping[uuid.UUID, KnownAccess]:
    """What is known of access to each service that meets at a place of which something is known.

    Of a place that hides where it is nothing is: what it has might tell.
    """
    answers = _answers_at_places(db, only)
    with_facts = (
        select(ServiceAtLocation.service_id).join(Location).join(Accessibility).where(Location.hides_address.is_(False))
    )
    places: defaultdict[uuid.UUID, list[Answers]] = defaultdict(list)
    wanted = (
        select(ServiceAtLocation.service_id, ServiceAtLocation.location_id)
        .join(Location)
        .where(Location.location_type != PlaceType.VIRTUAL, ServiceAtLocation.service_id.in_(with_facts))
        .where(among(ServiceAtLocation.service_id, only))
    )
    for service_id, location_id in db.execute(wanted):
        places[service_id].append(answers.get(location_id, {}))
    return {service_id: _taken_together(each) for service_id, each in places.items()}


def _answers_at_places(db: Session, only: Only) -> Mapping[uuid.UUID, Answers]:
    """The answers at each place; where two facts disagree, the yes."""
    here = select(ServiceAtLocation.location_id).where(among(ServiceAtLocation.service_id, only))
    answers: defaultdict[uuid.UUID, dict[str, Answer]] = defaultdict(dict)
    told = Accessibility.location_id.in_(here), Location.hides_address.is_(False)
    for row in db.scalars(select(Accessibility).join(Location).where(*told)):
        fact = read_fact(row)
        if fact.code in ACCESS_NEEDS and answers[row.location_id].get(fact.code) != Answer.YES:
            answers[row.location_id][fact.code] = fact.answer
    return answers


def _taken_together(places: Sequence[Answers]) -> KnownAccess:
    return KnownAccess(
        has=tuple(code for code in ACCESS_NEEDS if any(each.get(code) == Answer.YES for each in places)),
        lacks=tuple(code for code in ACCESS_NEEDS if all(each.get(code) == Answer.NO for each in places)),
    )
