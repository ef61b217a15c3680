"""What a listing says now of what somebody reports to be wrong, to stand beside their words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from directory.catalogue.models.services import Service
from directory.champions.messages.models import About
from directory.staff.domains.listing_form import STATUS_NAMES
from directory.web.activity_page import contact_lines, when_lines
from directory.web.components import Fact
from directory.web.listing_words import address_lines, real_places, status_words


def facts_reported(service: Service, about: str, today: date) -> Sequence[Fact]:
    """What a listing says of what a report is about; nothing where that may be anything."""
    told = SAID.get(about)
    return told(service, today) if told else ()


def how_it_runs(service: Service, today: date) -> Sequence[Fact]:
    return [Fact("Is it running?", status_words(service, today) or STATUS_NAMES[service.status])]


def how_to_reach_it(service: Service, _today: date) -> Sequence[Fact]:
    # An address of the web says more here than the words that lead to it.
    return [
        Fact(
            "How to reach it",
            [each.href if each.href.startswith("http") else each.text for each in contact_lines(service)],
        )
    ]


def where_and_when(service: Service, today: date) -> Sequence[Fact]:
    places = [", ".join(address_lines(each)) for each in real_places(service)]
    return [Fact("Where", places), Fact("When", list(when_lines(service, today)))]


SAID: Mapping[str, Callable[[Service, date], Sequence[Fact]]] = {
    About.CLOSED: how_it_runs,
    About.WRONG_CONTACT: how_to_reach_it,
    About.MOVED: where_and_when,
}
