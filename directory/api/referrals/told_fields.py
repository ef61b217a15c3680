"""What a system tells with a referral: one table for reading it, for the OpenAPI document and for the guide."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from directory.casework.inputs import LONGEST_EMAIL, LONGEST_LINE, LONGEST_NOTE, LONGEST_STATEMENT, ContactBy
from directory.casework.referrals_in.referral_details import AgreementSaid, ReferrerKind, SharingSaid, Urgency
from directory.casework.referrals_in.referral_inputs import MOST_CONCERNS, MOST_RISKS
from directory.casework.referrals_in.referral_states import GpAnswer
from directory.casework.safety.inputs import LONGEST_SAFETY_NOTE
from directory.casework.safety.kinds import ConcernKind, RiskKind, RisksAnswer

LONGEST_NAME = 200
LONGEST_PHONE = 50
LONGEST_POSTCODE = 10
LONGEST_NUMBER = 20


class Kind(Enum):
    """How a field is written in JSON."""

    TEXT = "text"
    FLAG = "flag"
    DAY = "day"
    LIST = "list"


@dataclass(frozen=True)
class ToldField:
    """One field: what it is, and what it may hold. `is_needed` where a referral cannot do without.

    A list has entries of `parts`, at most so many.
    """

    name: str
    about: str
    example: Any
    kind: Kind = Kind.TEXT
    longest: int = LONGEST_LINE
    choices: tuple[str, ...] = ()
    is_needed: bool = False
    parts: tuple["ToldField", ...] = ()
    most: int = 0

    @property
    def schema(self) -> dict[str, Any]:
        """The field in JSON Schema. What is not needed may be null, which is as if it were left out."""
        found = self.shape
        if not self.is_needed:
            found["type"] = [found["type"], "null"]
            if self.choices:
                found["enum"].append(None)
        return found | {"description": self.about, "examples": [self.example]}

    @property
    def shape(self) -> dict[str, Any]:
        if self.kind is Kind.FLAG:
            return {"type": "boolean"}
        if self.kind is Kind.LIST:
            return {"type": "array", "maxItems": self.most, "items": object_of(self.parts)}
        if self.kind is Kind.DAY:
            return {"type": "string", "format": "date"}
        if self.choices:
            return {"type": "string", "enum": [*self.choices]}
        return {"type": "string", "maxLength": self.longest, "pattern": r"\S"}


def object_of(told: Sequence[ToldField]) -> dict[str, Any]:
    """An object of such fields in JSON Schema."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [each.name for each in told if each.is_needed],
        "properties": {each.name: each.schema for each in told},
    }


def values(kind: type[StrEnum]) -> tuple[str, ...]:
    return tuple(each.value for each in kind)


def each_example(told: Sequence[ToldField]) -> dict[str, Any]:
    """An entry of a list, as an example."""
    return {each.name: each.example for each in told}


RISK = (
    ToldField("kind", "What the risk is, or to whom.", "falls", choices=values(RiskKind), is_needed=True),
    ToldField("words", "What there is to know.", "Fell twice on the stairs", longest=LONGEST_SAFETY_NOTE),
    ToldField("since", "Since when.", "2026-03-01", Kind.DAY),
)
CONCERN = (
    ToldField("kind", "What it may be.", "self-neglect", choices=values(ConcernKind), is_needed=True),
    ToldField(
        "words",
        "What worries you. Only few of the team read it.",
        "There was hardly any food in the house",
        longest=LONGEST_SAFETY_NOTE,
        is_needed=True,
    ),
    ToldField("noticed_on", "Since when.", "2026-03-01", Kind.DAY),
)
TOLD_FIELDS = (
    ToldField("name", "The person's name.", "Doris Whitfield", longest=LONGEST_NAME, is_needed=True),
    ToldField(
        "postcode", "Where they live; the first half is enough.", "LS11 8ND", longest=LONGEST_POSTCODE, is_needed=True
    ),
    ToldField("born_on", "The day they were born.", "1943-05-12", Kind.DAY),
    ToldField("nhs_number", "Their NHS number.", "999 012 3454", longest=LONGEST_NUMBER),
    ToldField("has_gp", "Whether they are registered with a GP surgery.", "yes", choices=values(GpAnswer)),
    ToldField("practice_code", "The code of their GP practice.", "A81001", longest=LONGEST_NUMBER),
    ToldField("phone", "Their phone number.", "0113 496 0000", longest=LONGEST_PHONE),
    ToldField("email", "Their email address.", "doris@home.example", longest=LONGEST_EMAIL),
    ToldField(
        "safe_contact",
        "Another way to reach them, or something to take care of. One of phone, email and this is needed.",
        "Ask for her at the library on Tuesdays",
        longest=LONGEST_NOTE,
    ),
    ToldField("may_leave_message", "Whether it is safe to leave them a message.", False, Kind.FLAG),
    ToldField("contact_by", "How they would rather be reached.", "phone call", choices=values(ContactBy)),
    ToldField("contact_times", "When is a good time.", "Tuesdays after 2pm"),
    ToldField("language", "The language they speak best.", "English"),
    ToldField("interpreter", "An interpreter, or other help to talk.", "Large print"),
    ToldField("access_needs", "What helps them to take part.", "A step-free way in, and a seat", longest=LONGEST_NOTE),
    ToldField(
        "reason",
        "Why you refer them, as you see it.",
        "Mrs Whitfield hardly leaves the house since her husband died.",
        longest=LONGEST_STATEMENT,
        is_needed=True,
    ),
    ToldField(
        "statement",
        "What they would like, as they say it.",
        "I miss my walks, and somebody to talk to.",
        longest=LONGEST_STATEMENT,
    ),
    ToldField(
        "risks_answer",
        "Whether you know of any risk. That you know of none is an answer.",
        "told",
        choices=values(RisksAnswer),
        is_needed=True,
    ),
    ToldField(
        "risks",
        "The risks you know of, where you do.",
        [each_example(RISK)],
        Kind.LIST,
        parts=RISK,
        most=MOST_RISKS,
    ),
    ToldField(
        "concerns",
        "What you fear they have to be kept safe from. Ring the council too: nobody waits for this to be read.",
        [each_example(CONCERN)],
        Kind.LIST,
        parts=CONCERN,
        most=MOST_CONCERNS,
    ),
    ToldField(
        "agreement_said",
        "What the person thinks of this referral. Where they have not agreed, say why in sharing_why.",
        "agreed",
        choices=values(AgreementSaid),
        is_needed=True,
    ),
    ToldField("sharing_said", "Whether they agreed that this is shared with us.", "yes", choices=values(SharingSaid)),
    ToldField(
        "sharing_why",
        "Why you refer them all the same, where they have not agreed to it or to sharing.",
        None,
        longest=LONGEST_NOTE,
    ),
    ToldField("urgency", "How urgent it is, as you see it.", "soon", choices=values(Urgency)),
    ToldField("referred_on", "The day of the referral.", "2026-03-02", Kind.DAY),
    ToldField("referrer_name", "Who refers them.", "Dr Sam Okoro", is_needed=True),
    ToldField("referrer_role", "What that person does. Needed but of voluntary organisations.", "GP"),
    ToldField("referrer_kind", "What kind of professional that is.", "gp", choices=values(ReferrerKind)),
    ToldField(
        "referrer_organization", "Where they work. Left out, it is the name your system was set up with.", "Beck Lane"
    ),
    ToldField(
        "referrer_contact",
        "How we reach whoever refers them.",
        "0113 496 0999, reception@becklane.example",
        is_needed=True,
    ),
    ToldField(
        "return_to",
        "Where an answer goes, if not there.",
        "results@becklane.example",
        longest=LONGEST_NOTE,
    ),
)
BY_NAME = {each.name: each for each in TOLD_FIELDS}
EXAMPLE = {each.name: each.example for each in TOLD_FIELDS if each.example is not None}
