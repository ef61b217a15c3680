"""What is good to know of an activity before going: cost, whom it is for and not for, how to join, room."""

from collections.abc import Iterator
from datetime import date

from directory.catalogue.languages import language_name
from directory.catalogue.models.services import Service
from directory.catalogue.vocabulary import taxonomy_id
from directory.search.arrangements import ARRANGEMENTS
from directory.translation import gettext, theirs
from directory.web.components import Fact
from directory.web.listing_words import age_words, cost_lines, list_words, room_words


def facts_of(service: Service, today: date) -> tuple[Fact, ...]:
    """Cost, who it is for, how to join, room, and what else there is to know; what is not stated is said to be so."""
    fixed = [
        Fact(gettext("Cost"), cost_lines(service, today)),
        Fact(gettext("Who it is for"), who_lines(service)),
        Fact(gettext("How to join"), join_lines(service)),
    ]
    if service.cost_help:
        fixed.insert(1, Fact(gettext("Help with the cost"), theirs(service.cost_help)))
    optional = [
        Fact(gettext("Room"), room_words(service, today)),
        Fact(gettext("Waiting time"), theirs(service.wait_time or "")),
        Fact(
            gettext("Languages"),
            list_words([gettext(language_name(each.code, each.name)) for each in service.languages]),
        ),
        Fact(gettext("Interpreters"), theirs(service.interpretation_services or "")),
        Fact(gettext("What to bring"), [theirs(each.document) for each in service.required_documents if each.document]),
        Fact(
            gettext("Area"), list_words([theirs(each.name or each.description or "") for each in service.service_areas])
        ),
    ]
    return tuple(fixed + [fact for fact in optional if fact.value])


def join_lines(service: Service) -> list[str]:
    """What to do before the first time, in the group's words, and how it is made easy or is not."""
    return list(filter(None, (theirs(service.application_process or ""), *arrangement_lines(service))))


def arrangement_lines(service: Service) -> Iterator[str]:
    """How it is run, where that decides whether somebody comes."""
    codes = {each.term.code for each in service.attributes}
    for code, each in ARRANGEMENTS.items():
        if code in codes:
            yield gettext(each.there)
        elif each.denied_by in codes:
            yield gettext(each.missing)


def who_lines(service: Service) -> list[str]:
    """Ages, the groups of people it names, its own words about who may come, and whom it is not for."""
    people = [gettext(each.term.name) for each in service.attributes if each.term.taxonomy_id == taxonomy_id("people")]
    lines = [age_words(service), list_words(sorted(people)), theirs(service.eligibility_description or "")]
    return [line for line in (*lines, *not_for(service)) if line]


def not_for(service: Service) -> Iterator[str]:
    """Whom it is not for, so that nobody goes in vain. Words about money or health are the group's own."""
    if service.minimum_age:
        yield gettext("Not for anybody younger than %(age)s", age=service.minimum_age)
    if service.maximum_age:
        yield gettext("Not for anybody older than %(age)s", age=service.maximum_age)
