"""Who may use a service of 1.0, what it costs, where it reaches, and what others say of it."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from directory.exchange.oruk1.given import Given
from directory.exchange.oruk1.terms import LINKS, TERMS, Raw, Terms, drop_nothing, word_attribute
from directory.exchange.records.conditions import CostOption
from directory.exchange.records.places import ServiceArea
from directory.exchange.shapes import shape_of
from directory.exchange.values import WrongValue, find_number, shown

NO_LIMIT = 120
AREA_CODE = re.compile(r"[EWSNKJ]\d{8}")
AREA_URI = "http://statistics.data.gov.uk/id/statistical-geography/"
ELIGIBLE_WORDS = {
    "adult": "Adults",
    "child": "Children",
    "teen": "Teenagers",
    "family": "Families",
    "female": "Women and girls",
    "male": "Men and boys",
    "transgender": "Transgender people",
    "transgender - m to f": "Transgender women",
    "transgender - f to m": "Transgender men",
}
COST_FIELDS = shape_of(CostOption).names
AREA_FIELDS = shape_of(ServiceArea).names


class Eligibility:
    """Whom a service is for, from all that its list of eligibilities says."""

    def __init__(self) -> None:
        self.attributes: list[Raw] = []
        self.words: list[str] = []
        self.keys: set[str] = set()
        self._ages: list[tuple[Any, Any]] = []

    def read(self, eligibilities: Iterable[Given], terms: Terms) -> None:
        for each in eligibilities:
            least, greatest = (self.read_age(each, name) for name in ("minimum_age", "maximum_age"))
            if least is not None or greatest is not None:
                self._ages.append((least, greatest))
            for word in filter(None, (each.take_text("eligibility"), each.take_text("gender"))):
                self.words.append(ELIGIBLE_WORDS.get(word.casefold(), word))
                self.attributes.append(word_attribute(word, "eligibility") | {"link_type": "service_eligibility"})
            self.attributes += terms.attributes(each, "service_eligibility", *LINKS, *TERMS)
            self.keys.add(str(each.take("id")))
            each.keep_rest({})

    def read_age(self, eligibility: Given, name: str) -> Any:
        value = eligibility.take(name)
        if value is not None and find_number(value) is None:
            raise WrongValue(f"{shown(value)} is not a whole number", eligibility.at(name))
        return find_number(value)

    @property
    def ages(self) -> Raw:
        """The least and the greatest age of all that name one; who names only one end is open at the other."""
        least = None if any(low is None for low, _ in self._ages) else min((low for low, _ in self._ages), default=None)
        most = None if any(top is None for _, top in self._ages) else max((top for _, top in self._ages), default=None)
        limits = {
            "minimum_age": None if not least else str(least),
            "maximum_age": None if most is None or most >= NO_LIMIT else str(most),
        }
        return drop_nothing(limits)

    @property
    def description(self) -> str | None:
        return "; ".join(dict.fromkeys(self.words)) or None


def read_cost(cost: Given, terms: Terms) -> Raw:
    """An option of the cost, in pounds where no currency is named."""
    read = {"id": cost.take("id"), "currency": cost.take("currency") or "gbp"}
    read["attributes"] = terms.attributes(cost, "cost_option", *LINKS, *TERMS)
    return cost.keep_rest(drop_nothing(read), COST_FIELDS)


def read_area(area: Given, terms: Terms) -> Raw:
    """An area that a service reaches; its shape is told to be GeoJSON where it is, and its code is an address."""
    names = [area.take_text("service_area"), area.take_text("name")]
    read = {"id": area.take("id"), "name": names[0] or names[1], "service_area": names[1]}
    read["uri"] = area.take_text("uri") or read_area_code(area)
    extent = area.take("extent")
    read["extent"] = extent
    read["extent_type"] = area.take("extent_type") or ("geojson" if is_geojson(extent) else None)
    read["attributes"] = terms.attributes(area, "service_area", *LINKS, *TERMS)
    return area.keep_rest(drop_nothing(read), AREA_FIELDS)


def read_area_code(area: Given) -> str | None:
    """The address of an area at the Office for National Statistics, where 1.0 gives its code."""
    code = area.take_text("identifier")
    if code is None or AREA_CODE.fullmatch(code.upper()):
        return AREA_URI + code.upper() if code else None
    area.note("service_area.identifier is no code of the Office for National Statistics and was left out")
    return None


def is_geojson(extent: object) -> bool:
    """Whether a shape is an object of GeoJSON, or the text of one."""
    if isinstance(extent, str) and extent.lstrip().startswith("{"):
        try:
            extent = msgspec.json.decode(extent)
        except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
            return False
    return isinstance(extent, dict) and isinstance(extent.get("type"), str)


def review_words(review: Given) -> str | None:
    """A review as a sentence, which is what 3.0 has room for: "Food hygiene: 5 (FSA, 2025-02-01, https://…)"."""
    review.take("id")
    reviewer = review.take_record("organization", "organization")
    by = reviewer.take_text("name") if reviewer else None
    if reviewer:
        for name in ("id", "description", "email", "url", "logo", "uri"):
            reviewer.take(name)
        reviewer.keep_rest({})
    said = [review.take_text("title"), review.take_text("score")]
    about = [by, review.take_text("date"), review.take_text("url")]
    text = ": ".join(filter(None, said))
    if notes := ", ".join(filter(None, about)):
        text += f" ({notes})"
    if more := review.take_text("description"):
        text += f". {more}" if text else more
    review.keep_rest({})
    return text.strip() or None
