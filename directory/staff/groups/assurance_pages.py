"""What the pages about how a group keeps people safe show."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from directory.catalogue.models.organizations import Organization
from directory.catalogue.money import pounds
from directory.champions.assurance.models import Assurance, AssuranceWay, Dbs, Held
from directory.champions.assurance.rules import ASKED_BEFORE, LACK_WORDS, AssuranceFacts, Lack, lacks_of
from directory.staff.groups.assurance_forms import DBS_WORDS, HELD_WORDS
from directory.web.components import Fact, Moment
from directory.web.words import uk_short_date

THE_GROUP = "The group, by its link"


@dataclass(frozen=True)
class AssurancePage:
    """What is known of a group: how it stands, the facts that count, and all that was found so far."""

    name: str
    back_href: str
    lacks: Sequence[str]
    is_checked: bool
    facts: Sequence[Fact]
    history: Sequence[Moment]
    new_href: str


@dataclass(frozen=True)
class NewAssurancePage:
    """The form of one group."""

    name: str
    back_href: str
    save_href: str


def build_assurance_page(
    organization: Organization, found: Sequence[Assurance], today: date, *, may_assure: bool
) -> AssurancePage:
    newest = found[0] if found else None
    return AssurancePage(
        name=organization.name,
        back_href=url_for("staff.show_organization", organization_id=organization.id),
        lacks=[LACK_WORDS[each] for each in lacks_of(facts_in(newest), today)],
        is_checked=newest is not None,
        facts=assurance_facts(newest) if newest else [],
        history=[moment_of(each) for each in found],
        new_href=url_for("staff.new_assurance", organization_id=organization.id) if may_assure else "",
    )


def new_assurance_page(organization: Organization) -> NewAssurancePage:
    return NewAssurancePage(
        organization.name,
        assurance_href(organization.id),
        url_for("staff.create_assurance", organization_id=organization.id),
    )


def assurance_href(organization_id: uuid.UUID) -> str:
    return url_for("staff.show_assurance", organization_id=organization_id)


def assurance_line(facts: AssuranceFacts | None, today: date) -> str:
    """How a group stands, in a few words for the link to its page."""
    lacks = lacks_of(facts, today)
    if facts is None:
        return "Insurance and safeguarding: not checked"
    if lacks:
        return "Insurance and safeguarding: look into it"
    soon = "soon over, on" if facts.holds_until - today <= ASKED_BEFORE else "checked, holds until"
    return f"Insurance and safeguarding: {soon} {uk_short_date(facts.holds_until)}"


def facts_in(assurance: Assurance | None) -> AssuranceFacts | None:
    if assurance is None:
        return None
    return AssuranceFacts(assurance.policy, assurance.insurance, assurance.insured_until, assurance.valid_until)


def assurance_facts(found: Assurance) -> list[Fact]:
    """What was found, question by question."""
    policy = [
        HELD_WORDS[Held(found.policy)],
        f"dated {uk_short_date(found.policy_dated_on)}" if found.policy_dated_on else "",
        f"seen on {uk_short_date(found.policy_seen_on)}" if found.policy_seen_on else "",
    ]
    insurance = [
        HELD_WORDS[Held(found.insurance)],
        pounds(found.insurance_pence) if found.insurance_pence else "",
        f"until {uk_short_date(found.insured_until)}" if found.insured_until else "",
    ]
    return [
        Fact("Safeguarding policy", ", ".join(filter(None, policy))),
        Fact("Leads on safeguarding", found.lead or ""),
        Fact("Public liability insurance", ", ".join(filter(None, insurance))),
        Fact("DBS checks", DBS_WORDS[Dbs(found.dbs)]),
        Fact("Hears complaints", found.complaints or ""),
        Fact("Tells people what they keep", HELD_WORDS[Held(found.data_protection)]),
        Fact("Holds until", uk_short_date(found.valid_until)),
    ]


def moment_of(found: Assurance) -> Moment:
    """One check, as a line of the history."""
    seen = "Papers seen" if found.way == AssuranceWay.SEEN else "The group said so"
    return Moment(
        when=uk_short_date(found.checked_on),
        what=seen,
        detail=f"Held until {uk_short_date(found.valid_until)}",
        who=found.recorder.name if found.recorder else THE_GROUP,
    )


def lack_words(lacks: Sequence[Lack]) -> list[str]:
    return [LACK_WORDS[each] for each in lacks]
