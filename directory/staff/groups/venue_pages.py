"""What the pages on which places are found show."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from directory.catalogue.finding_places import PAGE_SIZE, LikelyPlace
from directory.catalogue.models.places import Location
from directory.geo.distance import miles_words
from directory.staff.records.record_kinds import kind_of, name_of, words_beside
from directory.web.components import Paging

# From here on a distance is told in miles.
MOST_METRES = 1_000


@dataclass(frozen=True)
class VenueLine:
    """A place: what it is called, where it is, and how many activities everybody sees there."""

    name: str
    href: str
    address: str
    activities: int


@dataclass(frozen=True)
class VenuesPage:
    """One page of the places that were asked for."""

    asked: str
    rows: tuple[VenueLine, ...]
    paging: Paging
    add_href: str


@dataclass(frozen=True)
class LikelyLine:
    """A place that may be the one that is meant, and why."""

    id: str
    name: str
    address: str
    why: str


def build_venues_page(
    asked: str, found: Sequence[Location], activities: Mapping[uuid.UUID, int], number: int, total: int
) -> VenuesPage:
    """The list of places. Raises NotFound for a page that there is not."""

    def href(page: int) -> str:
        return url_for("staff.show_venues", q=asked or None, page=page)

    return VenuesPage(
        asked=asked,
        rows=tuple(venue_line(each, activities.get(each.id, 0)) for each in found),
        paging=Paging(number, PAGE_SIZE, total, href),
        add_href=url_for("staff.new_venue", q=asked or None),
    )


def venue_line(location: Location, activities: int) -> VenueLine:
    href = kind_of(location).href("staff.write_record", location.id)
    return VenueLine(name_of(location), href, words_beside(location), activities)


def likely_line(place: LikelyPlace) -> LikelyLine:
    location = place.location
    return LikelyLine(str(location.id), name_of(location), words_beside(location), why_likely(place))


def why_likely(place: LikelyPlace) -> str:
    """What speaks for a place being the one that is meant, in a few words."""
    said = [
        "It is called so too" if place.has_same_name else "",
        "the same postcode" if place.has_same_postcode else "",
        f"{metres_words(place.apart_m)} away" if place.apart_m is not None and not place.has_same_postcode else "",
    ]
    words = ", ".join(filter(None, said))
    return f"{words[:1].upper()}{words[1:]}"


def metres_words(metres: float) -> str:
    """A short distance in metres, to the nearest ten; a longer one in miles."""
    return f"{max(10, round(metres, -1)):.0f} metres" if metres < MOST_METRES else miles_words(metres)
