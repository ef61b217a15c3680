"""The columns of a list of referrals: what each is called, what may stand in it, and which of the schema it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from directory.casework.inputs import ContactBy
from directory.casework.referrals_in.referral_details import (
    AgreementSaid,
    ReferralMethod,
    ReferrerKind,
    SharingSaid,
    Urgency,
)
from directory.casework.referrals_in.referral_states import GpAnswer, ReferralSource
from directory.casework.safety.kinds import RiskKind, RisksAnswer


@dataclass(frozen=True)
class Column:
    """One column: its heading, the field it is, and what to write in it. `choices` are the only answers, if any."""

    heading: str
    field: str
    explained: str
    choices: Sequence[str] = ()
    is_needed: bool = False
    is_day: bool = False


YES_NO = ("yes", "no")
SENDERS = (ReferralSource.PROFESSIONAL.value, ReferralSource.VOLUNTARY.value)


def values_of(codes: type[StrEnum]) -> tuple[str, ...]:
    return tuple(each.value for each in codes)


COLUMNS = (
    Column("Name", "name", "The person’s name", is_needed=True),
    Column("NHS number", "nhs_number", "Ten digits"),
    Column("Date of birth", "born_on", "Like 27/03/1950", is_day=True),
    Column("Postcode", "postcode", "Whole, or the first half", is_needed=True),
    Column("Phone", "phone", "One way to reach them is needed: phone, email or another"),
    Column("Email", "email", ""),
    Column("Another way to reach them", "safe_contact", "And anything to take care of"),
    Column("Safe to leave a message", "may_leave_message", "Empty where you do not know", YES_NO),
    Column("Reached best by", "contact_by", "", values_of(ContactBy)),
    Column("Good times", "contact_times", ""),
    Column("Language", "language", "The one they speak best"),
    Column("Interpreter", "interpreter", "Or other help to talk"),
    Column("Helps them take part", "access_needs", "A step-free way in, a quiet room"),
    Column("Registered with a GP", "has_gp", "", values_of(GpAnswer)),
    Column("GP practice code", "practice_code", "A letter and five digits, like A81001"),
    Column("Reason", "reason", "Why you refer them, as you see it", is_needed=True),
    Column("What they say", "statement", "In their own words"),
    Column("Urgency", "urgency", "As you see it", values_of(Urgency)),
    Column("Risks", "risks_answer", "An answer is needed, also where none is known", values_of(RisksAnswer), True),
    Column("Kind of risk", "risk_kind", "Where there is one", values_of(RiskKind)),
    Column("About the risk", "risk_words", ""),
    Column("Risk since", "risk_since", "Like 27/03/2026", is_day=True),
    Column("Do they know and agree", "agreement_said", "", values_of(AgreementSaid), True),
    Column("Agree that it is shared", "sharing_said", "", values_of(SharingSaid)),
    Column("Why not agreed", "sharing_why", "Needed where they have not agreed"),
    Column("Referred on", "referred_on", "Like 27/03/2026", is_day=True),
    Column("Sent by", "source", "Professional where it is empty", SENDERS),
    Column("Kind of professional", "referrer_kind", "", values_of(ReferrerKind)),
    Column("Referrer", "referrer_name", "Who refers them", is_needed=True),
    Column("Role", "referrer_role", "Needed of a professional"),
    Column("Organisation", "referrer_organization", "", is_needed=True),
    Column("Referrer’s phone or email", "referrer_contact", "", is_needed=True),
    Column("Send an answer to", "return_to", "Where that is somewhere else"),
    Column("Came by", "method", "A list where it is empty", values_of(ReferralMethod)),
)
HEADING_OF: Mapping[str, str] = {each.field: each.heading for each in COLUMNS}
# Where the schema names what stands in several columns.
HEADING_OF_PART = {"risks": "Kind of risk", "outward": "Postcode"}
TO_PUT_RIGHT = "What to put right"


def plain(heading: str) -> str:
    """A heading as it is compared: people change its letters and signs."""
    return "".join(each for each in heading.casefold() if each.isalnum())


COLUMN_OF: Mapping[str, Column] = {plain(each.heading): each for each in COLUMNS}


def find_columns(headings: Iterable[str]) -> list[Column | None]:
    """The column that each heading is, or None for one that is no column of ours."""
    return [COLUMN_OF.get(plain(each)) for each in headings]


def heading_of(field: Any) -> str:
    """The heading under which what the schema says of a field is told."""
    return HEADING_OF_PART.get(str(field)) or HEADING_OF.get(str(field), "")
