"""What days are where something happens: bank holidays by nation, and school terms by area.

Bank holidays are known. School terms differ from council to council, so that an operator writes down those of the
areas served, in a file that `LYNCHPIN_TERMS_FILE` names; where there are none, nobody guesses.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from directory.catalogue.timetable.bank_holidays import Nation, bank_holidays, find_nation
from directory.errors import WrongSettings
from directory.geo.postcodes import Postcode, PostcodeNotUnderstood, parse_postcode

Term = tuple[date, date]


@dataclass(frozen=True)
class LocalCalendar:
    """The days of one place: whose bank holidays, and the school terms from first to last day, as far as known."""

    nation: Nation = Nation.ENGLAND
    terms: tuple[Term, ...] = ()

    def is_bank_holiday(self, day: date) -> bool:
        return day in bank_holidays(self.nation, day.year)

    def is_in_term(self, day: date) -> bool | None:
        """Whether schools are open in the week of that day; None before the first and after the last known term."""
        if not self.terms or not self.terms[0][0] <= day <= self.terms[-1][1]:
            return None
        return any(first <= day <= last for first, last in self.terms)


@dataclass(frozen=True)
class TermArea:
    """School terms, and the beginnings of the postcodes they hold for; none stands for everywhere else."""

    name: str
    terms: tuple[Term, ...]
    postcodes: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Calendars:
    """The calendars of an installation: its own nation, for places whose postcode tells none, and its school terms."""

    nation: Nation = Nation.ENGLAND
    areas: tuple[TermArea, ...] = ()

    def at(self, postcode: str | None) -> LocalCalendar:
        """The calendar at a postcode, or where none is known."""
        return local_calendar(self, (postcode or "").strip().upper())

    def terms_at(self, place: Postcode | None) -> tuple[Term, ...]:
        names = (place.outward, place.area) if place else ()
        for name in names:
            for each in self.areas:
                if name in each.postcodes:
                    return each.terms
        return next((each.terms for each in self.areas if not each.postcodes), ())


@lru_cache(maxsize=8192)
def local_calendar(calendars: Calendars, postcode: str) -> LocalCalendar:
    try:
        place = parse_postcode(postcode)
    except PostcodeNotUnderstood:
        place = None
    return LocalCalendar(find_nation(postcode) or calendars.nation, calendars.terms_at(place))


def read_calendars(nation: Nation, terms_file: Path | None) -> Calendars:
    """The calendars of an installation. Raises WrongSettings where the file of terms cannot be used."""
    return Calendars(nation, read_terms(terms_file) if terms_file else ())


def read_terms(path: Path) -> tuple[TermArea, ...]:
    """The areas of a file of terms, as `docs/operations/school-terms.md` describes it."""
    try:
        areas = tomllib.loads(path.read_text("utf-8")).get("area", [])
        return tuple(read_area(each) for each in areas)
    except OSError:
        raise WrongSettings(f"LYNCHPIN_TERMS_FILE: {path} cannot be read. Check the path.") from None
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise WrongSettings(f"LYNCHPIN_TERMS_FILE: {path} cannot be used: {told(error)}.") from None


def told(error: Exception) -> str:
    return f"an area or a term has no {error}" if isinstance(error, KeyError) else str(error)


def read_area(area: Mapping[str, Any]) -> TermArea:
    terms = tuple(sorted(read_term(each) for each in area["term"]))
    check_terms(area["name"], terms)
    return TermArea(area["name"], terms, frozenset(str(each).upper() for each in area.get("postcodes", ())))


def read_term(term: Mapping[str, Any]) -> Term:
    first, last = term["starts"], term["ends"]
    if type(first) is not date or type(last) is not date:
        raise ValueError("starts and ends are dates without a time and without quotes, like 2026-09-02")
    return first, last


def check_terms(name: str, terms: Sequence[Term]) -> None:
    for first, last in terms:
        if last < first:
            raise ValueError(f"a term of {name} ends on {last}, before it starts on {first}")
    for (_, last), (first, _) in pairwise(terms):
        if first <= last:
            raise ValueError(f"a term of {name} starts on {first}, before the one before it ends on {last}")


_calendars = Calendars()


def use_calendars(calendars: Calendars) -> None:
    """Choose the calendars of this process."""
    global _calendars
    _calendars = calendars


def current_calendars() -> Calendars:
    """The calendars of this process."""
    return _calendars
