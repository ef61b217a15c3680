"""An activity on a leaflet, as it can be read from paper by anybody, and the same as plain text to send.

A leaflet holds only what the listing says: whoever picks it up learns nothing of the person it was made for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from directory.catalogue.models.services import Service
from directory.clock import day_of
from directory.translation import gettext, theirs
from directory.web.activity_card import summary_of
from directory.web.activity_page import ActivityPage, build_activity_page
from directory.web.contact_lines import Line
from directory.web.listing_words import all_schedules, attending_words, cost_lines, unknowns_of


@dataclass(frozen=True)
class LeafletActivity:
    """One activity in plain words. `notices` say first that it is closed, or what is different just now.

    `ask` is what should be asked before going.
    """

    name: str
    organisation: str
    notices: Sequence[str]
    about: str
    when: Sequence[str]
    where: Sequence[str]
    how_to_get_there: Sequence[str]
    cost: Sequence[str]
    cost_help: Sequence[str]
    joining: Sequence[str]
    contact: Sequence[str]
    ask: str


def leaflet_activity(service: Service, now: datetime) -> LeafletActivity:
    """A service that was read with everything about it."""
    page = build_activity_page(service, now)
    return LeafletActivity(
        name=page.name,
        organisation=page.organisation,
        notices=notices_of(page),
        about=summary_of(service),
        when=page.when,
        where=where_lines(service, page),
        how_to_get_there=[theirs(venue.transport) for venue in page.venues if venue.transport],
        cost=cost_lines(service, day_of(now)),
        cost_help=[theirs(service.cost_help)] if service.cost_help else (),
        joining=[theirs(service.application_process)] if service.application_process else (),
        contact=list(map(contact_words, page.contact)),
        ask=" ".join(unknowns_of(service, now)),
    )


def notices_of(page: ActivityPage) -> Sequence[str]:
    """That it is closed, and what its group wants everybody to know."""
    return [each for each in (page.status, theirs(page.alert)) if each]


def where_lines(service: Service, page: ActivityPage) -> list[str]:
    """Each place with its address, or how else people take part."""
    places = [", ".join((venue.name, *venue.address)) for venue in page.venues]
    how = attending_words(all_schedules(service))
    return [*places, *([f"{how[:1].upper()}{how[1:]}"] if how else [])]


def contact_words(line: Line) -> str:
    """How to reach the group, as it can be read from paper."""
    return f"{line.text}: {line.href}" if line.href.startswith(("http:", "https:")) else line.text


def leaflet_text(activity: LeafletActivity) -> str:
    """An activity as plain text."""
    parts = (
        (gettext("When"), activity.when),
        (gettext("Where"), activity.where),
        (gettext("Getting there"), activity.how_to_get_there),
        (gettext("Cost"), activity.cost),
        (gettext("Help with the cost"), activity.cost_help),
        (gettext("How to join"), activity.joining),
        (gettext("Ask them"), activity.contact),
    )
    lines = [f"{name}: {'; '.join(said)}" for name, said in parts if said]
    first = (
        activity.name,
        gettext("Run by %(organisation)s", organisation=activity.organisation),
        *activity.notices,
        activity.about,
    )
    return "\n".join([*filter(None, first), *lines])
