"""What a listing says now in the parts that anybody can say anew, to stand beside the boxes and beside their words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from directory.catalogue.models.services import Service
from directory.champions.messages.proposals import Part
from directory.web.activity_page import when_lines
from directory.web.listing_words import address_lines, cost_lines, real_places


def parts_now(service: Service, today: date) -> Mapping[Part, Sequence[str]]:
    """Lines by their part; none where the listing does not say."""
    return {
        Part.PHONE: list(numbers_of(service)),
        Part.EMAIL: given(service.email or service.organization.email),
        Part.URL: given(service.url),
        Part.WHEN: when_lines(service, today),
        Part.WHERE: [", ".join(address_lines(each)) for each in real_places(service)],
        Part.COST: cost_lines(service, today),
        Part.WHO_FOR: given(service.eligibility_description),
        Part.HOW_TO_JOIN: given(service.application_process),
    }


def numbers_of(service: Service) -> Iterator[str]:
    for contact in service.contacts:
        yield from (each.number for each in contact.phones)
    yield from (each.number for each in service.phones)


def given(text: str | None) -> Sequence[str]:
    return [text] if text else []
