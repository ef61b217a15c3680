"""What pages show on the way to a referral: finding an activity, looking it over, and how the group will read it."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from directory import clock
from directory.casework.models import Client, Purpose
from directory.casework.rules import has_consent
from directory.catalogue.models.services import Service
from directory.catalogue.pausing import runs, status_on
from directory.champions.assurance.rules import LACK_WORDS, Lack, is_required
from directory.db import new_id
from directory.matching.sentences import lower_first
from directory.referrals.figures import GroupFigures
from directory.referrals.inputs import OnwardReferralInput
from directory.referrals.models import GroupAgreement, OnwardReferral
from directory.referrals.room import RoomWarning, find_room_warning
from directory.referrals.tell_by import TellBy
from directory.referrals.told_parts import facts_told
from directory.referrals.tried import Tried
from directory.referrals.warnings import AGE_WORDS, AgeLack, find_age_lack, is_outside, list_warnings
from directory.staff.referrals.chain_part import BeforePart, before_part
from directory.staff.referrals.provider_contact import ProviderContact, contact_of
from directory.staff.referrals.referral_forms import REASON_WORDS
from directory.staff.referrals.referral_words import WARNED, figures_words
from directory.web.components import Fact
from directory.web.help_lines import HelpLine, help_lines_for
from directory.web.listing_words import room_words
from directory.web.words import uk_date

REFERENCE_TO_COME = "(given when it is sent)"


@dataclass(frozen=True)
class Found:
    """An activity found by name, to refer somebody to."""

    service_id: str
    name: str
    organisation: str
    href: str
    closed: str


@dataclass(frozen=True)
class FindActivityPage:
    """Choosing an activity by name for a client."""

    client: str
    client_name: str
    asked: str
    found: Sequence[Found]
    before: BeforePart | None = None


@dataclass(frozen=True)
class ChooseClientPage:
    """Asking who a referral is for."""

    activity: str
    results_href: str


@dataclass(frozen=True)
class CheckPage:
    """What somebody looks over before a referral is sent."""

    activity: str
    organisation: str
    activity_href: str
    client_name: str
    client_href: str
    has_agreed: bool
    warnings: Sequence[str]
    unchecked: str
    reasons: Sequence[str]
    contact: ProviderContact
    results_href: str
    room_warning: str
    age_warning: str = ""
    age_question: str = ""
    has_grounds: bool = False
    so_far: str = ""
    before: BeforePart | None = None
    not_for_them: str = ""

    @property
    def must_say_why(self) -> bool:
        """Whether it is sent only by who says why."""
        return bool(self.room_warning or self.age_warning or self.not_for_them)


@dataclass(frozen=True)
class PreviewPage:
    """A referral as the group will get it, before it is sent: the letter, and the page behind its link."""

    activity: str
    client_name: str
    client_href: str
    contact: ProviderContact
    facts: Sequence[Fact]
    message: str
    help_lines: Sequence[HelpLine]
    carried: Sequence[tuple[str, str]]


def find_page(
    client: Client, asked: str, services: Iterable[Service], before: OnwardReferral | None = None
) -> FindActivityPage:
    """The activities of a name, for a client."""
    found = [found_activity(each) for each in services]
    part = before_part(before) if before is not None else None
    return FindActivityPage(client.reference, client.name, asked, found, part)


def found_activity(service: Service) -> Found:
    return Found(
        service_id=str(service.id),
        name=service.name,
        organisation=service.organization.name,
        href=url_for("public.show_activity", service_id=service.id),
        closed="" if runs(service, clock.today()) else status_on(service, clock.today()).capitalize(),
    )


def check_page(
    db: Session,
    service: Service,
    client: Client,
    reasons: Sequence[str],
    scheme_name: str,
    match: str,
    *,
    has_grounds: bool = False,
    figures: GroupFigures | None = None,
    before: BeforePart | None = None,
    tried: Tried | None = None,
) -> CheckPage:
    """What is to be looked over before a referral is sent."""
    today = clock.today()
    lacks = list_warnings(db, service, today)
    # Where nobody had to look, that nobody has is said more quietly: what warns at every group warns of none.
    grave = [each for each in lacks if each is not Lack.NOT_CHECKED or is_required()]
    return CheckPage(
        activity=service.name,
        organisation=service.organization.name,
        activity_href=url_for("public.show_activity", service_id=service.id),
        client_name=client.name,
        client_href=url_for("staff.show_client", reference=client.reference),
        has_agreed=has_consent(client.consents, Purpose.REFERRAL, today),
        warnings=[LACK_WORDS[each] for each in grave],
        unchecked="" if grave or not lacks else LACK_WORDS[Lack.NOT_CHECKED],
        reasons=reasons,
        contact=contact_of(preview(), service, client, scheme_name),
        results_href=results_href(match),
        room_warning=room_warned(find_room_warning(db, service), service, today),
        age_warning=age_warned(service, client.age_on(today)),
        age_question=age_asked(service, client.age_on(today)),
        has_grounds=has_grounds,
        so_far=figures_words(figures),
        before=before,
        not_for_them=tried_words(tried) if tried else "",
    )


def tried_words(tried: Tried) -> str:
    """That somebody said of an activity that it is not for them, when, and why if they said that."""
    why = f": {lower_first(REASON_WORDS[tried.reason])}" if tried.reason else ""
    return f"On {uk_date(tried.on)} they said that this is not for them{why}."


def preview_page(
    service: Service,
    client: Client,
    wanted: OnwardReferralInput,
    scheme_name: str,
    urgent: Sequence[str],
    carried: Sequence[tuple[str, str]],
) -> PreviewPage:
    """What the group will read, in the very words. `carried` is the form that asked for it."""
    parts = wanted.agreed.parts if wanted.agreed else frozenset()
    return PreviewPage(
        activity=service.name,
        client_name=client.name,
        client_href=url_for("staff.show_client", reference=client.reference),
        contact=contact_of(preview(wanted), service, client, scheme_name),
        facts=[Fact(*each) for each in facts_told(client, parts, clock.today())],
        message=wanted.message or "",
        help_lines=help_lines_for(urgent) if urgent else (),
        carried=carried,
    )


def age_warned(service: Service, age: int | None) -> str:
    """Why an activity may not be for somebody of this age, with the ages it is for; nothing where it is."""
    lack = find_age_lack(service, age)
    if not is_outside(lack):
        return ""
    limit = f"from {service.minimum_age}" if lack is AgeLack.TOO_YOUNG else f"up to {service.maximum_age}"
    return f"{AGE_WORDS[lack]} It is for people {limit}; they are {age}."


def age_asked(service: Service, age: int | None) -> str:
    """That somebody's age is to be asked, with the ages that an activity is for; nothing where there is none to ask."""
    if find_age_lack(service, age) is not AgeLack.NOT_KNOWN:
        return ""
    return f"We do not know when they were born. It is for people {ages_words(service)}: ask them how old they are."


def ages_words(service: Service) -> str:
    """The ages that an activity is for, where it is not for all."""
    youngest = "" if service.minimum_age is None else f"from {service.minimum_age}"
    oldest = "" if service.maximum_age is None else f"up to {service.maximum_age}"
    return " ".join(filter(None, (youngest, oldest)))


def room_warned(warning: RoomWarning | None, service: Service, today: date) -> str:
    """Why there may be no room, with what the group said and when; nothing where there is, as far as known."""
    return " ".join((WARNED[warning], *room_words(service, today)[:1])) if warning else ""


def results_href(match: str) -> str:
    """The results of a match that a referral begins from, to go back to; empty where it began otherwise."""
    try:
        return url_for("staff.show_matches", question_id=uuid.UUID(match))
    except ValueError:
        return ""


def preview(wanted: OnwardReferralInput | None = None) -> OnwardReferral:
    """A referral that is never kept, to show its letter."""
    ground = wanted.agreed.sharing_id if wanted and wanted.agreed else None
    agreements = [GroupAgreement(id=new_id(), sharing_id=ground)] if ground else []
    tell_by = wanted.tell_by if wanted else TellBy.EMAIL
    return OnwardReferral(id=new_id(), reference=REFERENCE_TO_COME, agreements=agreements, tell_by=tell_by.value)
