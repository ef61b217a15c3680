"""What a referral to us holds, and what a team answers to one."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validate, validates_schema

from directory.casework.inputs import (
    LONGEST_NOTE,
    LONGEST_STATEMENT,
    ContactBy,
    NhsNumberField,
    optional_email,
    optional_line,
    optional_phone,
)
from directory.casework.practice_codes import tidy_practice, what_is_wrong_with_practice
from directory.casework.referrals_in.referral_details import (
    AgreementSaid,
    ReferralMethod,
    ReferrerKind,
    SharingSaid,
    Urgency,
)
from directory.casework.referrals_in.referral_states import AT_WORK, DeclineReason, GpAnswer, ReferralSource
from directory.casework.safety.inputs import ConcernInput, ConcernSchema, RiskInput, RiskSchema, past_day
from directory.casework.safety.kinds import RisksAnswer
from directory.catalogue.inputs import FactsSchema
from directory.geo.postcodes import PostcodeNotUnderstood, parse_postcode

NO_WAY_TO_REACH = "Give us one way to reach you: a phone number, an email address, or another way"
FRIENDS_TELL_LESS = "Leave this out: the person tells us themselves, if they want to"
FOR_OTHERS_ALONE = "Leave this out: it is for whoever refers somebody else"
SAY_RISKS = "Say what risks you know of, or that you know of none"
SAY_WHY_NOT = "Say why they have not agreed"
MOST_RISKS, MOST_CONCERNS = 10, 5


@dataclass(frozen=True)
class ReferralInput:
    """Somebody who asks for support, or for whom another person asks.

    `outward` is the first half of where they live, by which a team is found. Of what a friend or relative says it is
    not kept, and nothing else of the person but the name and a safe way to reach them. `reader_id` is the team that
    its sender was told of, and `wording_number` the version of the words that the person agreed to.

    `reason` is why, as a sender at work sees it; `statement` is what the person says. `risks_answer` is empty where
    nobody was asked; `agreement_said` and `sharing_said` are what the sender says, with `sharing_why` where the person
    has not agreed. `practice_code` is that of the person's GP practice.
    """

    source: ReferralSource
    submission_key: str
    name: str
    outward: str
    postcode: str | None = None
    born_on: date | None = None
    has_gp: GpAnswer | None = None
    phone: str | None = None
    email: str | None = None
    safe_contact: str | None = None
    may_leave_message: bool | None = None
    contact_by: str | None = None
    contact_times: str | None = None
    language: str | None = None
    interpreter: str | None = None
    access_needs: str | None = None
    statement: str | None = None
    referrer_name: str | None = None
    referrer_role: str | None = None
    referrer_organization: str | None = None
    referrer_contact: str | None = None
    nhs_number: str | None = None
    practice_code: str | None = None
    reason: str | None = None
    risks_answer: RisksAnswer | None = None
    risks: tuple[RiskInput, ...] = ()
    concerns: tuple[ConcernInput, ...] = ()
    agreement_said: AgreementSaid | None = None
    sharing_said: SharingSaid | None = None
    sharing_why: str | None = None
    referrer_kind: ReferrerKind | None = None
    return_to: str | None = None
    urgency: Urgency | None = None
    referred_on: date | None = None
    method: ReferralMethod | None = None
    sounds_urgent: bool = False
    reader_id: uuid.UUID | None = None
    wording_number: int | None = None


TOLD_BY_FRIENDS = frozenset(
    {"source", "submission_key", "name", "outward", "safe_contact", "may_leave_message", "method"}
)
# What only whoever refers somebody as their work is asked.
TOLD_AT_WORK = frozenset(
    {
        "reason",
        "risks_answer",
        "risks",
        "concerns",
        "agreement_said",
        "sharing_said",
        "sharing_why",
        "referrer_kind",
        "return_to",
        "urgency",
        "referred_on",
    }
)
NEEDED_AT_WORK = {
    "referrer_name": "Enter your name",
    "referrer_organization": "Enter your organisation",
    "referrer_contact": "Enter your phone number or email address",
    "reason": "Say why you refer them",
    "risks_answer": SAY_RISKS,
    "agreement_said": "Say whether they know of this and agree",
}
NEEDED_OF_PROFESSIONALS = {**NEEDED_AT_WORK, "referrer_role": "Enter your role"}


class PracticeField(fields.String):
    """The code of a GP practice, kept as the Organisation Data Service writes it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        typed: str = super()._deserialize(value, attr, data, **kwargs)
        problem = what_is_wrong_with_practice(typed)
        if problem:
            raise ValidationError(problem)
        return tidy_practice(typed)


def optional_code(values: Any) -> fields.Enum[Any]:
    return fields.Enum(values, by_value=True, load_default=None, allow_none=True)


def some_of(schema: type[Schema], most: int, what: str) -> Any:
    limit = validate.Length(max=most, error=f"Tell us of at most {most} {what}")
    return fields.List(fields.Nested(schema), load_default=list, validate=limit)


class ReferralSchema(FactsSchema):
    """Loads into ReferralInput."""

    source = fields.Enum(ReferralSource, by_value=True, required=True)
    submission_key = fields.String(required=True, validate=validate.Length(8, 64))
    name = fields.String(
        required=True,
        validate=validate.Length(1, 200, error="Enter a name"),
        error_messages={"required": "Enter a name", "null": "Enter a name"},
    )
    outward = fields.String(
        required=True,
        validate=validate.Length(2, 4),
        error_messages={"required": "Enter a postcode, or the first half of it"},
    )
    postcode = optional_line(10)
    born_on = fields.Date(load_default=None, allow_none=True)
    has_gp = fields.Enum(GpAnswer, by_value=True, load_default=None, allow_none=True)
    phone = optional_phone()
    email = optional_email()
    safe_contact = optional_line(LONGEST_NOTE)
    may_leave_message = fields.Boolean(load_default=None, allow_none=True)
    contact_by = fields.String(load_default=None, allow_none=True, validate=validate.OneOf([*ContactBy]))
    contact_times = optional_line()
    language = optional_line()
    interpreter = optional_line()
    access_needs = optional_line(LONGEST_NOTE)
    statement = optional_line(LONGEST_STATEMENT)
    referrer_name = optional_line()
    referrer_role = optional_line()
    referrer_organization = optional_line()
    referrer_contact = optional_line()
    nhs_number = NhsNumberField(load_default=None, allow_none=True)
    practice_code = PracticeField(load_default=None, allow_none=True)
    reason = optional_line(LONGEST_STATEMENT)
    risks_answer = optional_code(RisksAnswer)
    risks = some_of(RiskSchema, MOST_RISKS, "risks")
    concerns = some_of(ConcernSchema, MOST_CONCERNS, "concerns")
    agreement_said = optional_code(AgreementSaid)
    sharing_said = optional_code(SharingSaid)
    sharing_why = optional_line(LONGEST_NOTE)
    referrer_kind = optional_code(ReferrerKind)
    return_to = optional_line(LONGEST_NOTE)
    urgency = optional_code(Urgency)
    referred_on = past_day()
    method = optional_code(ReferralMethod)
    sounds_urgent = fields.Boolean(load_default=False)
    reader_id = fields.UUID(load_default=None, allow_none=True)
    wording_number = fields.Integer(load_default=None, allow_none=True)

    @pre_load
    def find_outward(self, data: Mapping[str, Any], **_: object) -> Mapping[str, Any]:
        """Where only a postcode is given, its first half tells the team."""
        if data.get("outward") or not data.get("postcode"):
            return data
        try:
            return {**data, "outward": parse_postcode(str(data["postcode"])).outward}
        except PostcodeNotUnderstood as error:
            raise ValidationError({"postcode": [str(error)]}) from None

    @pre_load
    def hear_risks(self, data: Mapping[str, Any], **_: object) -> Mapping[str, Any]:
        """Who tells of a risk has answered the question for them."""
        if data.get("risks") and not data.get("risks_answer"):
            return {**data, "risks_answer": RisksAnswer.TOLD.value}
        return data

    @validates_schema
    def check_source(self, data: Mapping[str, Any], **_: object) -> None:
        """Who asks says what is needed from them, and a friend or relative no more than that."""
        wrong = {**not_for_source(data), **missing_of_source(data), **wrong_risks(data)}
        if not any(data.get(name) for name in ("phone", "email", "safe_contact")):
            is_friends = data.get("source") is ReferralSource.FRIEND
            wrong["safe_contact" if is_friends else "phone"] = NO_WAY_TO_REACH
        if wrong:
            raise ValidationError({name: [words] for name, words in wrong.items()})

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> ReferralInput:
        lists = {name: tuple(data[name]) for name in ("risks", "concerns")}
        return ReferralInput(**{**data, **lists})


def not_for_source(data: Mapping[str, Any]) -> dict[str, str]:
    """What was told that this kind of sender does not tell."""
    if data.get("source") is ReferralSource.FRIEND:
        return {name: FRIENDS_TELL_LESS for name, value in data.items() if value and name not in TOLD_BY_FRIENDS}
    if data.get("source") is ReferralSource.SELF:
        return {name: FOR_OTHERS_ALONE for name, value in data.items() if value and name in TOLD_AT_WORK}
    return {}


def missing_of_source(data: Mapping[str, Any]) -> dict[str, str]:
    """What is not told that is needed of this kind of sender."""
    if data.get("source") not in AT_WORK:
        return {}
    needed = NEEDED_OF_PROFESSIONALS if data["source"] is ReferralSource.PROFESSIONAL else NEEDED_AT_WORK
    missing = {name: words for name, words in needed.items() if not data.get(name)}
    has_agreed = data.get("agreement_said") is AgreementSaid.AGREED and data.get("sharing_said") is not SharingSaid.NO
    if data.get("agreement_said") and not has_agreed and not data.get("sharing_why"):
        missing["sharing_why"] = SAY_WHY_NOT
    return missing


def wrong_risks(data: Mapping[str, Any]) -> dict[str, str]:
    """Whether risks are told of where there are some, and none where none is known."""
    is_told = data.get("risks_answer") is RisksAnswer.TOLD
    if is_told and not data.get("risks"):
        return {"risks": "Say what the risk is"}
    if data.get("risks") and not is_told:
        return {"risks": "Say either that no risk is known, or what the risks are"}
    return {}


@dataclass(frozen=True)
class DeclineInput:
    """Why somebody is not taken on, and what else is to be remembered of it."""

    reason: DeclineReason
    note: str | None = None


class DeclineSchema(Schema):
    """Loads into DeclineInput."""

    reason = fields.Enum(
        DeclineReason, by_value=True, required=True, error_messages={"unknown": "Choose why you do not take them on"}
    )
    note = optional_line(LONGEST_NOTE)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> DeclineInput:
        return DeclineInput(**data)
