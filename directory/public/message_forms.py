"""What anybody is asked who tells what is wrong with an activity's page, or who asks about the activity."""

from collections.abc import Mapping

from directory.champions.messages.inputs import (
    LONGEST_PHONE,
    LONGEST_WORDS,
    REPORTS,
    MessageInput,
    QuestionSchema,
    ReportSchema,
)
from directory.champions.messages.models import About
from directory.translation import lazy_gettext
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.text import EmailField, LongTextField, TextField
from directory.web.forms import SeenField
from directory.web.spam import OpenForm

WRONG: Mapping[About, str] = {
    About.CLOSED: lazy_gettext("It has closed or stopped"),
    About.WRONG_CONTACT: lazy_gettext("The telephone number, email or web page is wrong"),
    About.MOVED: lazy_gettext("It has moved, or is at another time"),
    About.OTHER: lazy_gettext("Something else"),
}


def email_field() -> EmailField:
    return EmailField(lazy_gettext("Email address (optional)"))


def phone_field() -> TextField:
    attributes = {"type": "tel", "autocomplete": "tel"}
    return TextField(lazy_gettext("Telephone number (optional)"), longest=LONGEST_PHONE, width=20, render_kw=attributes)


class AboutForm(OpenForm[MessageInput]):
    """What both forms have: words, and whether whom to ring was shown with them, where danger was heard."""

    words: LongTextField
    lines_seen = SeenField()


class ReportForm(AboutForm):
    schema = ReportSchema

    about = OneOfField(
        lazy_gettext("What is wrong?"),
        [Choice(each.value, WRONG[each]) for each in REPORTS],
        required=lazy_gettext("Choose what is wrong"),
    )
    words = LongTextField(
        lazy_gettext("What should it say? (optional)"),
        hint=lazy_gettext("Tell us what you know. Please do not write about your health, and name nobody else"),
        longest=LONGEST_WORDS,
        rows=4,
    )
    email = email_field()
    phone = phone_field()


class QuestionForm(AboutForm):
    schema = QuestionSchema

    words = LongTextField(
        lazy_gettext("What would you like to know?"),
        hint=lazy_gettext(
            "For example: is there somewhere to sit? Please do not write about your health, and name nobody else"
        ),
        required=lazy_gettext("Write your question"),
        longest=LONGEST_WORDS,
        rows=4,
    )
    email = email_field()
    phone = phone_field()
