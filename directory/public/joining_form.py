"""What somebody is asked who would like to go to an activity."""

from directory.casework.inputs import LONGEST_NOTE
from directory.public.asking.forms import YES, own_phone, safe_to_leave_message
from directory.referrals.joining_inputs import JoinInput, JoinSchema
from directory.translation import lazy_gettext as _
from directory.web.fields.choices import AnyOfField
from directory.web.fields.text import EmailField, LongTextField, TextField
from directory.web.spam import OpenForm


class JoinForm(OpenForm[JoinInput]):
    schema = JoinSchema

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
    may_leave_message = safe_to_leave_message()
    message = LongTextField(
        _("What helps you to come? (optional)"),
        hint=_(
            "For example: a step-free way in, somebody at the door, an interpreter. Please nothing about your health"
        ),
        rows=3,
        longest=LONGEST_NOTE,
    )
    agree = AnyOfField(
        _("Do you agree that we tell the group?"),
        [(YES, _("Yes, tell the group my name, how to reach me, and what I wrote"))],
        required=_("Tick the box if you agree"),
    )
