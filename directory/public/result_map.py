"""What a map of results, or of the places of an activity, needs: it is fetched only when somebody opens it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, url_for

from directory.geo.postcode_file import Place
from directory.security.headers import allow_images_from
from directory.web.components import Card
from directory.web.pages import asset_url
from directory.web.venue_box import Venue


@dataclass(frozen=True)
class ResultMap:
    """Where its files lie, around which point it opens, and whose tiles it shows, if anybody's.

    `rest` is where what stands on other pages of the list is asked for, if there are any. `missing` counts the
    activities of this page that have no place to show.
    """

    script: str
    library: str
    styles: str
    ground: str
    outline: str
    rest: str
    tiles: str
    credit: str
    near: str
    place: str
    missing: int


def result_map_of(cards: tuple[Card, ...], place: Place | None, rest: str = "") -> ResultMap | None:
    """The map of a list; none where nothing of it has a place."""
    missing = sum(not each.points for each in cards)
    return None if missing == len(cards) else make_map(place, rest, missing)


def venue_map_of(venues: Sequence[Venue]) -> ResultMap | None:
    """The map of where an activity is; none where no place of it may be shown."""
    return make_map() if any(each.point for each in venues) else None


def make_map(place: Place | None = None, rest: str = "", missing: int = 0) -> ResultMap:
    """A map. Where tiles are set this page may fetch them."""
    tiles = str(current_app.config["LYNCHPIN_MAP_TILES"])
    if tiles:
        allow_images_from(tiles)
    return ResultMap(
        script=asset_url("map.js"),
        library=asset_url("vendor/leaflet/leaflet.js"),
        styles=asset_url("vendor/leaflet/leaflet.css"),
        ground=url_for("public.download_ground"),
        outline=url_for("public.download_outline"),
        rest=rest,
        tiles=tiles,
        credit=str(current_app.config["LYNCHPIN_MAP_CREDIT"]),
        near=f"{place.latitude},{place.longitude}" if place else "",
        place=place.postcode if place else "",
        missing=missing,
    )
