"""What somebody is asked who would like to go to an activity, a page each."""

from typing import Any

from marshmallow import Schema, ValidationError

from directory.casework.inputs import LONGEST_NOTE, ContactBy
from directory.public.asking.forms import (
    CONTACT_WORDS,
    StepForm,
    good_times,
    help_to_talk,
    own_phone,
    safe_to_leave_message,
)
from directory.public.asking.steps import Step
from directory.referrals.joining_inputs import WAYS, JoinNeedsSchema, JoinReachSchema
from directory.translation import lazy_gettext as _
from directory.web.fields.choices import OneOfField
from directory.web.fields.text import EmailField, LongTextField, TextField
from directory.web.forms import add_messages, plain_messages


class JoinStepForm(StepForm):
    """Questions whose answers are judged by the part of the schema that is about them."""

    part: type[Schema]

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        try:
            self.part().load(self.answers(self.part))
        except ValidationError as error:
            add_messages(self, plain_messages(self, error))
            return False
        return is_valid


class ReachMeForm(JoinStepForm):
    """Who would like to come, and how the group reaches them."""

    part = JoinReachSchema

    name = TextField(
        _("Your name"),
        required=_("Enter your name"),
        hint=_("A first name is enough"),
        width=20,
        longest=200,
        render_kw={"autocomplete": "given-name"},
    )
    phone = own_phone()
    email = EmailField(_("Your email address (optional)"))
    contact_by = OneOfField(
        _("How should the group get in touch? (optional)"),
        [(each, CONTACT_WORDS[ContactBy(each)]) for each in WAYS],
        small=True,
    )
    contact_times = good_times()
    may_leave_message = safe_to_leave_message()


class HelpsMeForm(JoinStepForm):
    """What helps somebody to come. Nothing here asks about their health."""

    part = JoinNeedsSchema

    access_needs = LongTextField(
        _("What helps you to take part? (optional)"),
        hint=_("For example: a step-free way in, a quiet corner, somebody who meets you at the door"),
        rows=2,
        longest=LONGEST_NOTE,
    )
    interpreter = help_to_talk()
    message = LongTextField(
        _("Anything else the group should know? (optional)"),
        hint=_("For example: I would like to look first, or I come with my daughter. Please nothing about your health"),
        rows=3,
        longest=LONGEST_NOTE,
    )


JOIN_STEPS = (
    Step("reach", _("How the group reaches you"), ReachMeForm),
    Step("needs", _("What helps you to come"), HelpsMeForm),
)
