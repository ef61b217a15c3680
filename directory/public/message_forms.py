"""What anybody is asked who tells what is wrong with an activity's page, or who asks about the activity."""

from collections.abc import Mapping, Sequence
from typing import Any

from directory.champions.messages.inputs import (
    LONGEST_PHONE,
    LONGEST_WORDS,
    REPORTS,
    MessageInput,
    QuestionSchema,
    ReportSchema,
)
from directory.champions.messages.models import About
from directory.champions.messages.proposals import LONGEST_NUMBER, LONGEST_PART, Part, name_of
from directory.translation import gettext, lazy_gettext, theirs
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

    @property
    def typed(self) -> str:
        """Everything that was typed in words."""
        return self.words.data or ""


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
    new_phone = TextField(lazy_gettext("Telephone number"), longest=LONGEST_NUMBER, width=20)
    new_email = EmailField(render_kw={"type": "email", "spellcheck": "false", "autocomplete": "off"})
    new_url = TextField(lazy_gettext("Web page"), longest=2_000)
    new_when = LongTextField(lazy_gettext("Day and time"), longest=LONGEST_PART, rows=2)
    new_where = LongTextField(lazy_gettext("Where it is"), longest=LONGEST_PART, rows=2)
    new_cost = TextField(lazy_gettext("What it costs"), longest=LONGEST_PART)
    new_who_for = LongTextField(lazy_gettext("Who it is for"), longest=LONGEST_PART, rows=2)
    new_how_to_join = LongTextField(lazy_gettext("How to join"), longest=LONGEST_PART, rows=2)
    email = email_field()
    phone = phone_field()

    @property
    def parts(self) -> list[Any]:
        """The boxes for what the listing should say, part by part."""
        return [self[name_of(each)] for each in Part]

    def say_now(self, now: Mapping[Part, Sequence[str]]) -> None:
        """Write beside each box what the page says now."""
        for part, lines in now.items():
            if lines:
                words = "; ".join(theirs(each) for each in lines)
                self[name_of(part)].description = gettext("The page says now: %(words)s", words=words)

    @property
    def typed(self) -> str:
        """Everything that was typed in words."""
        return " ".join([self.words.data or "", *(each.data or "" for each in self.parts)])

    @property
    def has_parts(self) -> bool:
        """Whether something was typed there, or has to be put right."""
        return any(each.data or each.errors for each in self.parts)


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
