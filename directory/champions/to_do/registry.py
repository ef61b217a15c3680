"""What a champion should do next: one list over all of their domains, the most useful first.

A kind is added by a function that yields what it found, in `FINDERS`, and by its place in `ORDER`; how a page speaks of
it stands in `staff.to_do_pages`. Each finder asks the database once or twice, however many listings there are.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.catalogue.models.taxonomies import Attribute
from directory.champions.assurance.to_do import find_assurances
from directory.champions.findings.to_do import find_findings
from directory.champions.models import ChampionDomain
from directory.champions.queries import falling_into_domains
from directory.champions.to_do.answers import (
    find_duplicates,
    find_messages,
    find_missing_groups,
    find_notes,
    find_questions,
    find_suggestions,
    find_to_say_again,
)
from directory.champions.to_do.items import Found, Keeper, Kind, ToDo, read_keeper
from directory.champions.to_do.listings import find_due, find_without_access, find_without_times
from directory.champions.to_do.setting_aside import find_set_aside
from directory.champions.to_do.strength import find_funding_that_ends, find_room_unknown


@dataclass(frozen=True)
class Place:
    """Where a kind stands in the list: how much it weighs by itself, and why so much."""

    weight: int
    why: str


# Who is harmed today comes first, then who waits for an answer, then what many are sent to, then the routine. Age and
# use add up to 25: what differs by more never changes places.
ORDER: Mapping[Kind, Place] = {
    Kind.SHUT: Place(130, "Somebody may stand before a shut door today, and the page warns everybody meanwhile."),
    Kind.WANTED: Place(100, "A colleague sits with a client, and does not know where to send them."),
    Kind.ASKED: Place(98, "Somebody wants to go, and waits for a word about it."),
    Kind.WRONG: Place(90, "Somebody who was there says that the listing is not true."),
    Kind.TOLD_BY_GROUP: Place(80, "The group says itself what has changed: the listing is wrong until this is taken."),
    Kind.SUGGESTED: Place(70, "A colleague knows better, and waits to hear what becomes of it."),
    Kind.ASSURANCE_OVER: Place(65, "Colleagues are warned before they send anybody, until somebody has looked again."),
    Kind.FORM: Place(62, "A group has told all of itself, and waits to be listed."),
    Kind.MISSING: Place(60, "Somebody took the time to tell us of a group that nobody can find here."),
    Kind.SILENT: Place(55, "No letter helps, so that nobody but its champion can find out."),
    Kind.DUE: Place(45, "Nobody has looked for half a year, and its group may still answer by itself."),
    Kind.DEAD_LINK: Place(42, "Who follows the link is lost, and asks nobody."),
    Kind.ASSURANCE_ENDS: Place(40, "Asked for in time, it never lapses; nobody is warned yet."),
    Kind.FUNDING_ENDS: Place(38, "Who hears of it in time can still ask somebody else for money."),
    Kind.SAY_AGAIN: Place(35, "What is good is told to nobody until it is said again."),
    Kind.NOTE: Place(33, "Colleagues still read it, marked as old, until nobody reads it at all."),
    Kind.NO_TIMES: Place(30, "Who does not know when it is cannot go, but can ring."),
    Kind.ROOM_UNKNOWN: Place(28, "Colleagues send people there, and nobody knows whether they can come."),
    Kind.FINDING: Place(25, "A program found it, and may be mistaken."),
    Kind.NO_ACCESS: Place(20, "Whoever needs a ramp has to ring first; one question helps all that happens there."),
    Kind.TWICE: Place(10, "Two of one confuse, and mislead nobody."),
}
Finder = Callable[[Session, Keeper], Iterable[Found]]
FINDERS: tuple[Finder, ...] = (
    find_messages,
    find_questions,
    find_suggestions,
    find_missing_groups,
    find_due,
    find_to_say_again,
    find_notes,
    find_assurances,
    find_findings,
    find_funding_that_ends,
    find_room_unknown,
    find_without_times,
    find_without_access,
    find_duplicates,
)
# Nothing weighs more for more use than that of ten people, or for waiting longer than ten weeks.
MOST_USES, MOST_WEEKS = 10, 10
FOR_A_USE, FOR_A_WEEK = 1.5, 1.0
DAYS_A_WEEK = 7


def list_to_do(db: Session, actor: Actor, today: date, used: Mapping[uuid.UUID, int]) -> Sequence[ToDo]:
    """What the actor should do next, the most useful first; what was put off stands among it, and says so.

    `used` says how many people were lately sent to each service, by its id.
    """
    return [
        each
        for each in list_all_to_do(db, actor, today, used)
        if not each.found.is_for_used or any(used.get(service) for service in each.found.services)
    ]


def list_all_to_do(db: Session, actor: Actor, today: date, used: Mapping[uuid.UUID, int]) -> Sequence[ToDo]:
    """The same with what is worth doing only where people are sent, sent or not."""
    keeper = read_keeper(db, actor, today)
    found = [each for find in FINDERS for each in find(db, keeper)]
    slugs = slugs_by_service(db, keeper, {each.services[0] for each in found if each.services and not each.domain})
    aside = find_set_aside(db, today)
    items = [
        ToDo(
            each,
            weight_of(each, today, used),
            each.domain or slug_of(each, slugs),
            aside.get((each.kind.value, each.about)),
        )
        for each in found
    ]
    return sorted(items, key=lambda each: (-each.weight, each.found.since, each.found.name, each.found.about))


def find_to_do(db: Session, actor: Actor, today: date, kind: str, about: str) -> ToDo | None:
    """One of the things the actor should do, unless it is done."""
    every = list_all_to_do(db, actor, today, {})
    return next((each for each in every if (each.kind.value, each.found.about) == (kind, about)), None)


def weight_of(found: Found, today: date, used: Mapping[uuid.UUID, int]) -> float:
    """How useful it is to do something today: the more so where many are sent to it, or it waits for long."""
    uses = min(sum(used.get(each, 0) for each in found.services), MOST_USES)
    weeks = min((today - found.since).days / DAYS_A_WEEK, MOST_WEEKS)
    return ORDER[found.kind].weight + uses * FOR_A_USE + weeks * FOR_A_WEEK


def slug_of(found: Found, slugs: Mapping[uuid.UUID, str]) -> str:
    return slugs.get(found.services[0], "") if found.services else ""


def slugs_by_service(db: Session, keeper: Keeper, service_ids: set[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """Of some services the slug of the domain that is the keeper's, the first by name where there are several."""
    if keeper.few is not None:
        return keeper.few
    wanted = (
        falling_into_domains()
        .with_only_columns(Attribute.link_id, func.min(ChampionDomain.slug))
        .where(Attribute.link_id.in_(service_ids), keeper.keeps())
        .group_by(Attribute.link_id)
    )
    return {service_id: slug for service_id, slug in db.execute(wanted)}
