"""The listings of a domain: found by words as people type them, and by how they stand.

What is listed for everybody is found by the index, with slips and by what it means; what is being written or was put
away is not in there, and is found by its name in the database.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import Session, joinedload

from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.champions.models import ChampionDomain
from directory.champions.queries import CheckedBy, find_checkers, list_awaited, tagged_with
from directory.champions.standing import Shown, count_by_state, standing_so
from directory.champions.verification.models import Verification
from directory.champions.verification.verifying import find_open
from directory.errors import NotFound
from directory.matching.current import current_matcher_keeper

PAGE_SIZE = 25
# What comes after so many speaks of the words no more than everything does.
MOST_SPEAKING = 500


@dataclass(frozen=True)
class ListingPage:
    """One page of a domain's listings: the longest unchecked first or, if words are looked for, what fits them best.

    `counts` says how many there are of each state with these words; `awaited` are those that wait to be published, and
    `verifications` say of those that wait to be checked how often their groups were asked; `checkers`, of those that
    were checked, by whom.
    """

    services: Sequence[Service]
    total: int
    page: int
    shown: Shown = Shown.ON
    words: str = ""
    counts: Mapping[Shown, int] = field(default_factory=dict)
    awaited: frozenset[uuid.UUID] = frozenset()
    verifications: Mapping[uuid.UUID, Verification] = field(default_factory=dict)
    checkers: Mapping[uuid.UUID, CheckedBy] = field(default_factory=dict)


def list_listings(
    db: Session,
    domain: ChampionDomain,
    today: date,
    page: int = 1,
    size: int = PAGE_SIZE,
    *,
    shown: Shown = Shown.ON,
    words: str = "",
) -> ListingPage:
    """The listings of a domain that stand so and speak of these words. Raises NotFound for a page below 1."""
    if page < 1:
        raise NotFound("There is no such page.")
    speaking = current_matcher_keeper().matcher(db).speaking_of(words, MOST_SPEAKING) if words else ()
    found = tagged_with(domain).where(speaks_of(words, speaking))
    ids = ordered_ids(db, found.where(standing_so(shown, today)), speaking if words else None)
    services = in_this_order(db, ids[(page - 1) * size : page * size])
    counts = count_by_state(db, found, today)
    waiting = find_open(db, [each.id for each in services])
    awaited, checkers = list_awaited(db, services), find_checkers(db, services)
    return ListingPage(services, len(ids), page, shown, words, counts, awaited, waiting, checkers)


def speaks_of(words: str, speaking: Sequence[uuid.UUID]) -> ColumnElement[bool]:
    """Which services the index found for some words, or are called so, themselves or who runs them."""
    if not words:
        return true()
    run_by = select(Organization.id).where(Organization.name.icontains(words, autoescape=True))
    return or_(
        Service.id.in_(speaking), Service.name.icontains(words, autoescape=True), Service.organization_id.in_(run_by)
    )


def ordered_ids(db: Session, found: Select[Service], best_first: Sequence[uuid.UUID] | None) -> list[uuid.UUID]:
    """The ids of services: those never checked first, then the oldest check; or, if they were looked for, the best."""
    order = (Service.assured_date.is_not(None), Service.assured_date, Service.name, Service.id)
    ids = list(db.scalars(found.with_only_columns(Service.id).order_by(*order)))
    if best_first is None:
        return ids
    places = {each: place for place, each in enumerate(best_first)}
    return sorted(ids, key=lambda each: places.get(each, len(places)))


def in_this_order(db: Session, ids: Sequence[uuid.UUID]) -> list[Service]:
    wanted = select(Service).where(Service.id.in_(ids)).options(joinedload(Service.organization))
    known = {each.id: each for each in db.scalars(wanted)}
    return [known[each] for each in ids]
