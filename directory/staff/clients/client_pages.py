"""What the pages about clients show."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from directory.accounts.actor import Actor
from directory.casework.models import Client, Purpose
from directory.casework.nhs_numbers import spaced
from directory.casework.queries import open_case
from directory.casework.rules import has_consent, may_write_home
from directory.outcomes.models import InstrumentResponse, Occasion, score_of
from directory.referrals.models import OnwardReferral
from directory.referrals.tell_by import TellBy
from directory.staff.cases.plan_page import PlanPart
from directory.staff.clients.agreement_pages import AgreementLine, agreement_lines
from directory.staff.clients.young_people import contact_facts
from directory.staff.referrals.referral_pages import ReferralRow, referral_rows
from directory.web.components import Fact
from directory.web.phones import phone_href
from directory.web.words import uk_short_date

OCCASION_WORDS = {Occasion.BASELINE: "At the start", Occasion.EXIT: "At the end"}


@dataclass(frozen=True)
class WellbeingRow:
    """A questionnaire filled in: when, and its score."""

    occasion: str
    taken_on: str
    score: str
    mode: str


@dataclass(frozen=True)
class ClientPage:
    """Everything the page of a client shows, and what the actor may do there."""

    name: str
    reference: str
    has_open_case: bool
    facts: Sequence[Fact]
    statement: str
    has_agreed: bool
    agreements: Sequence[AgreementLine]
    plan: PlanPart
    referrals: Sequence[ReferralRow]
    wellbeing: Sequence[WellbeingRow]
    may_write: bool
    may_refer: bool
    may_match: bool
    has_died: bool
    may_record: bool


def without_case(client: Client) -> str:
    """What is said in place of a day where no case is open."""
    return "Has died" if client.death else "No open case"


def client_page(
    actor: Actor,
    client: Client,
    plan: PlanPart,
    referrals: Sequence[OnwardReferral],
    untold: Mapping[uuid.UUID, TellBy],
    responses: Sequence[InstrumentResponse],
    today: date,
) -> ClientPage:
    """The page of one client."""
    case = open_case(client)
    return ClientPage(
        name=client.name,
        reference=client.reference,
        has_open_case=case is not None,
        facts=client_facts(client, today),
        statement=(case.statement if case else "") or "",
        has_agreed=has_consent(client.consents, Purpose.REFERRAL, today),
        agreements=agreement_lines(client, today),
        plan=plan,
        referrals=referral_rows(referrals, untold, today),
        wellbeing=[wellbeing_row(each) for each in responses],
        may_write=actor.may("casework.write"),
        may_refer=actor.may("casework.refer") and case is not None,
        may_match=actor.may("matching.match") and client.death is None,
        has_died=client.death is not None,
        may_record=actor.may("outcomes.record") and bool(client.cases),
    )


def client_facts(client: Client, today: date) -> list[Fact]:
    case, age = open_case(client), None if client.death else client.age_on(today)
    born = uk_short_date(client.born_on) if client.born_on else ""
    return [
        Fact("Born", f"{born} (age {age})" if age is not None else born),
        Fact("NHS number", spaced(client.nhs_number) if client.nhs_number else ""),
        phone_fact("Phone", client, client.phone),
        *where_known(phone_fact("Other phone", client, client.other_phone)),
        *where_known(email_fact(client, today)),
        *where_known(Fact("Address", (client.address or "").split("\n") if client.address else "")),
        Fact("Postcode", client.postcode or ""),
        *where_known(Fact("How to reach them", ways_to_reach(client))),
        *contact_facts(client, today),
        *where_known(Fact("Language", client.language or "")),
        *where_known(Fact("Help to talk", client.interpreter or "")),
        Fact("Coordinator", client.coordinator.name),
        Fact("Case open since", uk_short_date(case.opened_on) if case else without_case(client)),
    ]


def where_known(fact: Fact) -> list[Fact]:
    """What goes without a line where nobody asked for it."""
    return [fact] if fact.value else []


def phone_fact(name: str, client: Client, number: str | None) -> Fact:
    """A number to ring; to be read alone where the person has died."""
    if not number or client.death:
        return Fact(name, number or "")
    return Fact(name, number, phone_href(number), "Ring")


def email_fact(client: Client, today: date) -> Fact:
    """An address to write to; to be read alone where the person has died, or is not to be written to at home."""
    if not client.email or client.death or not may_write_home(client.letters_home, client.age_on(today)):
        return Fact("Email", client.email or "")
    return Fact("Email", client.email, f"mailto:{quote(client.email, safe='@+.-_')}", "Write")


def ways_to_reach(client: Client) -> list[str]:
    way = client.contact_by
    return [each for each in (f"By {way}" if way else None, client.contact_times) if each]


def wellbeing_row(response: InstrumentResponse) -> WellbeingRow:
    return WellbeingRow(
        occasion=OCCASION_WORDS[Occasion(response.occasion)],
        taken_on=uk_short_date(response.taken_on),
        score=f"{score_of(response, 'metric'):.2f}",
        mode=response.mode,
    )
