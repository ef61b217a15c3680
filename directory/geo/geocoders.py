"""Geocoders in geopy's form, so that an operator may choose where addresses without a position are looked up.

For imports and other work by an operator only. They are never used within a request: pages look up
postcodes in the `PostcodeFile`. 'offline', the default, asks that same file; the others send what they are
asked to somebody else's machine, which is the operator's decision. Both public services ask for at most one
request a second (Nominatim) or a moderate number: wrap `geocode` in geopy's `RateLimiter`.
"""

from collections.abc import Callable
from typing import Any

from geopy import Location, Point
from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderServiceError
from geopy.geocoders import Nominatim
from geopy.geocoders.base import DEFAULT_SENTINEL, NONE_RESULT, Geocoder

from directory.errors import WrongInput, WrongSettings
from directory.geo.postcode_file import PostcodeFile
from directory.geo.postcodes import PostcodeNotUnderstood, parse_postcode

CHOICES = ("offline", "nominatim", "postcodes.io")

AdapterFactory = Callable[..., Any]


class NoNetwork(BaseSyncAdapter):
    """An adapter that refuses to go anywhere, for a geocoder that must not."""

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """Refuse."""
        raise GeocoderServiceError("This geocoder works offline")

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """Refuse."""
        raise GeocoderServiceError("This geocoder works offline")


class OfflineGeocoder(Geocoder):
    """Postcodes, whole or partial, looked up in the postcode file. It knows no street or town."""

    def __init__(self, postcodes: PostcodeFile) -> None:
        super().__init__(adapter_factory=NoNetwork)
        self._postcodes = postcodes

    def geocode(self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL) -> Any:
        """The location of a postcode, or None; `raw` says how exact it is and whether it is terminated."""
        try:
            place = self._postcodes.find(query)
        except WrongInput:
            return None
        raw = {"precision": place.precision, "is_terminated": place.is_terminated}
        location = Location(place.postcode, Point(place.latitude, place.longitude), raw)
        return location if exactly_one else [location]


class PostcodesIo(Geocoder):
    """Postcodes, whole or the first half, asked of a postcodes.io service, the public one or one's own."""

    def __init__(
        self,
        domain: str = "api.postcodes.io",
        user_agent: str = "lynchpin",
        adapter_factory: AdapterFactory | None = None,
    ) -> None:
        super().__init__(scheme="https", user_agent=user_agent, adapter_factory=adapter_factory)
        self.domain = domain

    def geocode(self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL) -> Any:
        """The location of a postcode, or None if it is none, is unknown there or is only a sector."""
        try:
            postcode = parse_postcode(query)
        except PostcodeNotUnderstood:
            return None
        if postcode.precision == "sector":
            return None
        kind = "postcodes" if postcode.precision == "postcode" else "outcodes"
        url = f"{self.scheme}://{self.domain}/{kind}/{str(postcode).replace(' ', '')}"
        location = self._call_geocoder(url, _read_answer, timeout=timeout)
        return location if exactly_one or location is None else [location]

    def _geocoder_exception_handler(self, error: Exception) -> Any:
        # Their answer to an unknown postcode is 404.
        if getattr(error, "status_code", None) == 404:
            return NONE_RESULT
        return None


def geocoder_from(
    name: str,
    postcodes: PostcodeFile,
    *,
    user_agent: str = "lynchpin",
    adapter_factory: AdapterFactory | None = None,
) -> Geocoder:
    """The geocoder an operator chose by name, one of `CHOICES`; raises `WrongSettings` for any other name."""
    if name == "offline":
        return OfflineGeocoder(postcodes)
    if name == "postcodes.io":
        return PostcodesIo(user_agent=user_agent, adapter_factory=adapter_factory)
    if name == "nominatim":
        return Nominatim(user_agent=user_agent, adapter_factory=adapter_factory)
    raise WrongSettings(f"There is no geocoder of that name. Choose one of: {', '.join(CHOICES)}")


def _read_answer(answer: dict[str, Any]) -> Any:
    result = answer.get("result") or {}
    latitude, longitude = result.get("latitude"), result.get("longitude")
    if latitude is None or longitude is None:
        return None
    return Location(result.get("postcode") or result.get("outcode"), Point(latitude, longitude), result)
