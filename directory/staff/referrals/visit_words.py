"""The first visit to a group, in the words of the pages of staff."""

from flask import url_for

from directory.referrals.models import OnwardReferral
from directory.referrals.visit_models import TO_ARRANGE, Company, FirstVisit, Transport
from directory.web.components import Fact
from directory.web.words import uk_date

# Each with a line of help where it needs one.
COMPANY_WORDS: dict[Company, tuple[str, ...]] = {
    Company.NOBODY: ("Nobody: they go by themselves",),
    Company.COORDINATOR: ("I do, or a colleague",),
    Company.VOLUNTEER: ("A volunteer",),
    Company.GROUP: ("Somebody of the group", "Who meets them at the door, or comes for them"),
    Company.OWN: ("Somebody they know", "A friend, a neighbour, family"),
}
TRANSPORT_WORDS: dict[Transport, tuple[str, ...]] = {
    Transport.BY_THEMSELVES: ("On foot, or with what they have",),
    Transport.BUS: ("By bus or train",),
    Transport.LIFT: ("A lift", "Somebody drives them"),
    Transport.COMMUNITY_TRANSPORT: ("Community transport", "A minibus or a car scheme"),
    Transport.TAXI: ("A taxi",),
}


def visit_facts(visit: FirstVisit | None) -> list[Fact]:
    """What is known of a first visit; nothing where nothing is planned."""
    if visit is None:
        return []
    return [*company_facts(visit), *transport_facts(visit), *came_facts(visit)]


def company_facts(visit: FirstVisit) -> list[Fact]:
    if visit.company is None:
        return []
    who = COMPANY_WORDS[Company(visit.company)][0]
    when = f"On {uk_date(visit.visit_on)}" if visit.visit_on else "The day is not known yet"
    return [
        Fact("Who goes along", [f"{who}{f': {visit.companion}' if visit.companion else ''}", when, visit.meeting or ""])
    ]


def transport_facts(visit: FirstVisit) -> list[Fact]:
    if visit.transport is None:
        return []
    how = TRANSPORT_WORDS[Transport(visit.transport)][0]
    arranged = "Arranged" if visit.is_arranged else "Not arranged yet"
    return [
        Fact("How they get there", [how, arranged if visit.transport in TO_ARRANGE else "", visit.getting_there or ""])
    ]


def came_facts(visit: FirstVisit) -> list[Fact]:
    if visit.came_about is None:
        return []
    return [Fact("Did it come about?", "Yes" if visit.came_about else "No")]


def visit_href(referral: OnwardReferral) -> str:
    return url_for("staff.edit_first_visit", reference=referral.reference)
