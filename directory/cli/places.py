"""`lynchpin places`: positions for places that came without."""

from collections.abc import Sequence

import click
from geopy.exc import GeocoderServiceError
from geopy.extra.rate_limiter import RateLimiter

from directory.catalogue.locating import address_words, list_unplaced, place_location
from directory.catalogue.models.places import Location
from directory.cli.opening import build_postcodes_if_needed, opened_catalogue
from directory.cli.progress import progress_bar
from directory.config import Settings
from directory.db import reading, transaction
from directory.errors import LynchpinError
from directory.geo.current import current_postcode_file
from directory.geo.geocoders import CHOICES, geocoder_from

# What the public services ask of those who use them.
SECONDS_BETWEEN = {"offline": 0.0, "postcodes.io": 0.2, "nominatim": 1.1}
AT_ONCE = 50


class GeocoderAway(LynchpinError):
    """The geocoder did not answer. What was placed before stays placed."""


@click.group()
def places() -> None:
    """Give positions to places that came with an address and none."""


@places.command()
@click.option(
    "--with",
    "name",
    type=click.Choice(CHOICES),
    help="Who is asked: the postcode file here (offline), or a service that then learns the addresses."
    "  [default: LYNCHPIN_GEOCODER, or offline]",
)
def locate(name: str | None) -> None:
    """Look up every place without a position. Safe to run again: only those still without are asked for."""
    with opened_catalogue() as settings:
        build_postcodes_if_needed(settings)
        with reading() as db:
            waiting = list_unplaced(db)
        placed = locate_all(settings, name or settings.geocoder, waiting)
    if waiting:
        click.echo(f"{placed:,} of {len(waiting):,} places without a position were found.")
    else:
        click.echo("Every place has a position.")


def locate_all(settings: Settings, name: str, waiting: Sequence[Location]) -> int:
    """Ask for each place, and keep what was found every fifty: nothing is asked while a transaction is open."""
    geocoder = geocoder_from(name, current_postcode_file())
    pause = SECONDS_BETWEEN[name]
    ask = RateLimiter(geocoder.geocode, min_delay_seconds=pause, max_retries=1, swallow_exceptions=False)
    placed = 0
    with progress_bar("Looking places up") as show:
        for start in range(0, len(waiting), AT_ONCE):
            batch = waiting[start : start + AT_ONCE]
            found = [(location, point) for location in batch if (point := point_of(ask, name, location))]
            with transaction() as db:
                for location, point in found:
                    place_location(db, location, point)
            placed += len(found)
            show(start + len(batch), len(waiting))
    return placed


def point_of(ask: RateLimiter, name: str, location: Location) -> tuple[float, float] | None:
    """Where a geocoder says a place is: by its whole address, or by its postcode alone."""
    words = address_words(location) if name == "nominatim" else location.addresses[0].postal_code
    try:
        found = ask(words)
    except GeocoderServiceError as error:
        raise GeocoderAway(f"{name} did not answer ({type(error).__name__}). Try again later.") from None
    return (found.latitude, found.longitude) if found else None
