"""What somebody is asked who would like to go to an activity."""

from directory.casework.inputs import LONGEST_NOTE
from directory.public.asking.forms import YES, YES_NO
from directory.referrals.joining_inputs import JoinInput, JoinSchema
from directory.translation import lazy_gettext as _
from directory.web.fields.choices import AnyOfField, OneOfField
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
    phone = TextField(
        _("Your phone number (optional)"),
        width=20,
        longest=50,
        render_kw={"type": "tel", "autocomplete": "tel", "spellcheck": "false"},
    )
    email = EmailField(_("Your email address (optional)"))
    may_leave_message = OneOfField(
        _("Is it safe to leave a message?"),
        YES_NO,
        hint=_("On your voicemail, or with somebody who answers"),
        required=_("Say whether it is safe to leave a message"),
        inline=True,
    )
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
