"""The pages of a request for support, one after the other, by who asks."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from marshmallow import ValidationError

from directory.casework.referrals_in.referral_details import ReferralMethod
from directory.casework.referrals_in.referral_inputs import ReferralInput, ReferralSchema
from directory.casework.referrals_in.referral_states import ReferralSource
from directory.errors import WrongInput
from directory.geo.postcodes import parse_postcode
from directory.public.asking import forms, sender_forms
from directory.public.asking.answers import Answers
from directory.translation import lazy_gettext as _
from directory.web.messages import first_message

PLACE, KNOWS = "place", "knows"
# Who sends answers that they were never shown has them shown first.
NOBODY_SHOWN = uuid.UUID(int=0)


@dataclass(frozen=True)
class Step:
    """One page of questions."""

    name: str
    title: Any
    form: type[forms.StepForm]


# What everybody is asked who refers somebody as their work.
SAID_AT_WORK = (
    Step("needs", _("Why you refer them"), sender_forms.ReasonForm),
    Step("part", _("Taking part"), sender_forms.TakingPartForm),
    Step("risks", _("Risks"), sender_forms.RisksForm),
    Step("safeguarding", _("Keeping them safe"), sender_forms.SafeguardingForm),
    Step("agreement", _("Do they know?"), sender_forms.AgreementForm),
)
STEPS: Mapping[ReferralSource, Sequence[Step]] = {
    ReferralSource.SELF: (
        Step(PLACE, _("Where you are"), forms.PlaceForm),
        Step("reach", _("How to reach you"), forms.ReachForm),
        Step("needs", _("What would help"), forms.NeedsForm),
    ),
    ReferralSource.PROFESSIONAL: (
        Step(PLACE, _("Where they are"), forms.PlaceOfOtherForm),
        Step("reach", _("Who they are, and how to reach them"), sender_forms.PersonForm),
        *SAID_AT_WORK,
        Step("referrer", _("About you"), sender_forms.ReferrerForm),
    ),
    ReferralSource.VOLUNTARY: (
        Step(PLACE, _("Where they are"), forms.PlaceOfOtherForm),
        Step("reach", _("How to reach them"), forms.ReachOtherForm),
        *SAID_AT_WORK,
        Step("referrer", _("About you"), sender_forms.OrganizationForm),
    ),
    ReferralSource.FRIEND: (
        Step(KNOWS, _("Do they know?"), forms.KnowsForm),
        Step("reach", _("How to reach them"), forms.FriendForm),
    ),
}


def steps_of(source: ReferralSource) -> Sequence[Step]:
    return STEPS[source]


def find_step(steps: Sequence[Step], name: str) -> Step:
    """The step of a name; the first one for any other name."""
    return next((each for each in steps if each.name == name), steps[0])


def step_before(steps: Sequence[Step], step: Step | None) -> Step:
    """The step before one, or before the check of all answers."""
    return steps[max(steps.index(step) - 1, 0)] if step else steps[-1]


def first_open(steps: Sequence[Step], answers: Answers) -> Step | None:
    """The first step that is not answered as it has to be; None where all are."""
    return next((each for each in steps if not is_answered(each, answers)), None)


def is_answered(step: Step, answers: Answers) -> bool:
    return step.name in answers.done and bool(answers.form_of(step.name, step.form).validate())


def told_in(steps: Sequence[Step], answers: Answers) -> dict[str, Any]:
    """All that was answered, by question, from steps that are known to be right."""
    told: dict[str, Any] = {}
    for step in steps:
        form = answers.form_of(step.name, step.form)
        form.validate()
        told |= form.to_input()
    return told


def build_referral(source: ReferralSource, answers: Answers, *, sounds_urgent: bool) -> ReferralInput:
    """The referral that comes of all answers. Raises WrongInput."""
    told = told_in(steps_of(source), answers)
    told.pop("knows", None)
    code = parse_postcode(told["postcode"])
    method = ReferralMethod.SELF if source is ReferralSource.SELF else ReferralMethod.PAGE
    told |= {"source": source.value, "submission_key": answers.key, "outward": code.outward, "method": method.value}
    if source is ReferralSource.FRIEND:
        del told["postcode"]
    if told.get("born_on"):
        told["born_on"] = told["born_on"].isoformat()
    try:
        found: ReferralInput = ReferralSchema().load(told)
    except ValidationError as error:
        messages = {name: first_message(each) for name, each in error.normalized_messages().items()}
        raise WrongInput("Check your answers.", messages) from None
    reader = uuid.UUID(answers.reader) if answers.reader else NOBODY_SHOWN
    agreed = answers.wording if source is ReferralSource.SELF else None
    return replace(found, sounds_urgent=sounds_urgent, reader_id=reader, wording_number=agreed)
