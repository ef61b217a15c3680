"""What is written and chosen for a message to a GP practice or a referrer."""

from typing import Any

from wtforms import HiddenField, ValidationError

from directory.casework.inputs import LONGEST_EMAIL
from directory.casework.message_back.addressing import is_email
from directory.casework.message_back.content import ACTIONS, Content
from directory.casework.message_back.inputs import LONGEST_NAME, LONGEST_SECTION, MessageInput
from directory.casework.message_back.models import Addressee, MessageBack, SentBy
from directory.web.fields.choices import AnyOfField, Choice, OneOfField
from directory.web.fields.rows import RowForm, RowsField
from directory.web.fields.text import EmailField, LongTextField, TextField
from directory.web.forms import LynchpinForm, SeenField

GOES, STAYS = "yes", "no"
MOST_SECTIONS = 20
WAY_WORDS = {
    SentBy.EMAIL: ("By email", "A letter with a link, which opens with a code. Only their initials stand in it"),
    SentBy.PAPER: ("On paper", "You print it and post it, or hand it over"),
    SentBy.BY_HAND: ("By hand into their system", "You download the PDF or the FHIR file, and save it there"),
}
SENT_WORDS = {
    SentBy.EMAIL: "The message is sent. It is kept here as it went.",
    SentBy.PAPER: "It is written down as sent on paper. Print the PDF now, and post it or hand it over.",
    SentBy.BY_HAND: "It is written down as put in by hand. Download it now, and save it in their system.",
}


class SectionRow(RowForm):
    """One part of a message: `row_id` is its key."""

    words = LongTextField("Words", rows=4, longest=LONGEST_SECTION)
    goes = OneOfField("Does this part go?", [(GOES, "It goes"), (STAYS, "It stays with us")], inline=True, default=GOES)


class WriteForm(LynchpinForm[MessageInput]):
    seen = SeenField()
    to_name = TextField(
        "Who is it to?",
        required="Say to whom it goes",
        hint="The practice or the person, and where they work",
        longest=LONGEST_NAME,
    )
    to_email = EmailField(
        "Their email address (optional)",
        hint="Needed to send it by email. Look twice: whoever reads mail there can open it",
        width=20,
        longest=LONGEST_EMAIL,
        render_kw={"type": "email", "autocomplete": "off", "spellcheck": "false"},
    )
    rows = RowsField(SectionRow, most=MOST_SECTIONS)

    def validate_to_email(self, field: Any) -> None:
        if field.data and not is_email(field.data):
            raise ValidationError("Enter an email address, like name@example.org")

    def to_input(self) -> MessageInput:
        rows = [row.form for row in self.rows]
        return MessageInput(
            to_name=self.to_name.data or "",
            to_email=self.to_email.data or None,
            words={row.row_id.data: row.words.data or "" for row in rows},
            parts=frozenset(row.row_id.data for row in rows if row.goes.data != STAYS),
            seen=self.seen.data,
        )


class SendForm(LynchpinForm[tuple[SentBy, int]]):
    seen = SeenField()
    way = OneOfField(
        "How does it go?",
        [Choice(each.value, words, hint) for each, (words, hint) in WAY_WORDS.items()],
        required="Choose how it goes",
    )
    looked = AnyOfField("", [Choice("yes", "I have looked at the email address, and it is right")], small=True)

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        if self.way.data == SentBy.EMAIL and not self.looked.data:
            self.looked.errors = ["Look at the email address, and tick that it is right"]
            return False
        return bool(is_valid)

    def to_input(self) -> tuple[SentBy, int]:
        return SentBy(self.way.data), self.seen.data


class BeginForm(LynchpinForm[Addressee]):
    addressee = HiddenField()

    def to_input(self) -> Addressee:
        return Addressee.REFERRER if self.addressee.data == Addressee.REFERRER.value else Addressee.PRACTICE


def values_of(message: MessageBack) -> dict[str, Any]:
    """A message as its form shows it."""
    return {
        "seen": message.version,
        "to_name": message.to_name,
        "to_email": message.to_email,
        "rows": rows_of(message.told),
    }


def rows_of(content: Content) -> list[dict[str, str]]:
    return [
        {"row_id": each.key, "words": each.words, "goes": GOES if each.is_in else STAYS} for each in content.sections
    ]


def name_sections(form: WriteForm, content: Content) -> None:
    """Ask for each part by its title. What is requested always goes."""
    titles = {each.key: each.title for each in content.sections}
    for row in form.rows:
        row.form.words.label.text = titles.get(row.form.row_id.data, "")
        if row.form.row_id.data == ACTIONS:
            row.form.words.description = (
                "What they are asked to do. Leave it empty, and the message says that nothing is"
            )
