"""A place as pages show it: where it is, how to get there, and what getting in and about is like."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.catalogue.access.facts import AccessFact, read_fact
from directory.catalogue.access.questions import GROUPS, QUESTIONS, Answer
from directory.catalogue.models.places import Accessibility, Location
from directory.translation import ENGLISH, current_language, gettext, noted, theirs
from directory.web.listing_words import address_lines
from directory.web.words import uk_short_date

OTHER = noted("Also")


@dataclass(frozen=True)
class AccessLine:
    """One thing that is there, or is not."""

    words: str
    is_there: bool


@dataclass(frozen=True)
class AccessLines:
    """What is known of getting there, of getting in, and so on."""

    name: str
    lines: tuple[AccessLine, ...]


@dataclass(frozen=True)
class Venue:
    """A place. `unknown` names what nobody has asked yet, or nobody knew, because silence is not a no.

    `map_href` leads to a map of others, which nobody is sent to who does not press it. `point` is "latitude,longitude",
    for a map of ours; both are empty where no point is known or may be shown.
    """

    name: str
    address: tuple[str, ...]
    about: str
    transport: str
    notes: tuple[str, ...]
    access: tuple[AccessLines, ...]
    unknown: str
    asked: str
    map_href: str = ""
    point: str = ""


def build_venue(location: Location, notes: Iterable[str] = ()) -> Venue:
    """A place with everything that is known of it, or just the town of one that hides where it is."""
    lines = address_lines(location)
    if location.hides_address:
        return Venue(lines[0], tuple(filter(None, lines[1:])), "", "", (), (), "", "")
    facts = [read_fact(each) for each in location.accessibility]
    return Venue(
        name=lines[0] if lines else gettext("Place"),
        address=tuple(lines[1:]),
        about=location.description or "",
        transport=location.transportation or "",
        notes=tuple(notes),
        access=tuple(access_lines(facts)),
        unknown=unknown_words(facts),
        asked=asked_words(location.accessibility),
        map_href=map_link(location.latitude, location.longitude),
        point=point_of(location.latitude, location.longitude),
    )


def point_of(latitude: float | None, longitude: float | None) -> str:
    """A point to a metre or so, as maps are given it; nothing where none is known."""
    return "" if latitude is None or longitude is None else f"{latitude:.5f},{longitude:.5f}"


def map_link(latitude: float | None, longitude: float | None) -> str:
    """A map of the world around a point, on the site of OpenStreetMap; nothing where no point is known."""
    if latitude is None or longitude is None:
        return ""
    point = point_of(latitude, longitude).split(",")
    return f"https://www.openstreetmap.org/?mlat={point[0]}&mlon={point[1]}#map=17/{point[0]}/{point[1]}"


def access_lines(facts: Sequence[AccessFact]) -> Iterable[AccessLines]:
    """What is known, in the groups of the questions; what none of them asks comes last."""
    for group in GROUPS:
        codes = [each.code for each in group.questions]
        known = sorted((each for each in facts if each.code in codes), key=lambda each: codes.index(each.code or ""))
        yield from lines_named(gettext(group.name), known)
    yield from lines_named(gettext(OTHER), [each for each in facts if each.code is None])


def lines_named(name: str, facts: Iterable[AccessFact]) -> Iterable[AccessLines]:
    told = tuple(
        AccessLine(line_words(each), each.answer == Answer.YES) for each in facts if each.words or each.code is None
    )
    if told:
        yield AccessLines(name, told)


def line_words(fact: AccessFact) -> str:
    """What a fact says, with its details; what our own question asks, in the language of the page."""
    question = QUESTIONS.get(fact.code or "")
    if question is None or current_language() == ENGLISH:
        return theirs(fact.line)
    said = gettext(question.lacks if fact.answer == Answer.NO else question.has).format(fact.width_cm)
    return f"{said}: {theirs(fact.details)}" if fact.details else said


def unknown_words(facts: Sequence[AccessFact]) -> str:
    """What is not known of what is asked everywhere."""
    known = {each.code for each in facts if each.answer != Answer.UNKNOWN}
    return ", ".join(gettext(each.named) for each in QUESTIONS.values() if each.code not in known)


def asked_words(rows: Iterable[Accessibility]) -> str:
    """When somebody last asked; nothing for what came from elsewhere."""
    asked = max((each.answered_on for each in rows if each.answered_on), default=None)
    return gettext("Asked on %(day)s", day=uk_short_date(asked)) if asked else ""
