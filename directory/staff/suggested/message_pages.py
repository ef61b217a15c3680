"""What the pages of reports and questions show, and how one is closed."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from wtforms import HiddenField

from directory.catalogue.models.services import Service
from directory.champions.messages.inputs import LONGEST_ANSWER, ClosingInput
from directory.champions.messages.models import About, Ending, ListingMessage
from directory.champions.messages.proposals import (
    LONGEST_NUMBER,
    LONGEST_PART,
    Part,
    TakingInput,
    TakingSchema,
    may_take_at_once,
    name_of,
    read,
)
from directory.staff.records.record_kinds import kind_of
from directory.staff.records.revision_words import ChangeLine
from directory.staff.suggested.reported_facts import facts_reported
from directory.web.components import Fact
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.text import EmailField, LongTextField, TextField
from directory.web.forms import LynchpinForm
from directory.web.listing_words import list_words
from directory.web.parts_now import parts_now
from directory.web.words import uk_short_date

ABOUT_WORDS: Mapping[str, str] = {
    About.QUESTION: "A question",
    About.CLOSED: "It has closed or stopped",
    About.WRONG_CONTACT: "Wrong telephone number, email or web page",
    About.MOVED: "Moved, or at another time",
    About.OTHER: "Something else is wrong",
}
ENDING_WORDS: Mapping[str, str] = {
    Ending.ANSWERED: "Answered",
    Ending.PUT_RIGHT: "Put right",
    Ending.STILL_RIGHT: "Checked: it is right",
    Ending.NOT_REAL: "Not meant",
}
NOT_REAL = Choice(Ending.NOT_REAL.value, "It is no real message", "Advertising, or a joke. Nothing is answered")


PART_WORDS: Mapping[Part, str] = {
    Part.PHONE: "Telephone number",
    Part.EMAIL: "Email address",
    Part.URL: "Web page",
    Part.WHEN: "Day and time",
    Part.WHERE: "Where it is",
    Part.COST: "What it costs",
    Part.WHO_FOR: "Who it is for",
    Part.HOW_TO_JOIN: "How to join",
}


class TakingForm(LynchpinForm[TakingInput]):
    """What the listing is to say, as somebody told it or as its champion would have it."""

    schema = TakingSchema

    version = HiddenField()
    new_phone = TextField("Telephone number", longest=LONGEST_NUMBER, width=20)
    new_email = EmailField()
    new_url = TextField("Web page", longest=2_000)
    new_who_for = LongTextField("Who it is for", longest=LONGEST_PART, rows=3)
    new_how_to_join = LongTextField("How to join", longest=LONGEST_PART, rows=3)
    word = LongTextField(
        "A word to whoever told us (optional)",
        hint="It is sent by email where an address is there. You need not say who you are",
        rows=3,
        longest=LONGEST_ANSWER,
    )


class ClosingForm(LynchpinForm[ClosingInput]):
    """How a message ends."""

    ending: OneOfField
    answer: LongTextField

    def to_input(self) -> ClosingInput:
        return ClosingInput(Ending(self.ending.data), str(self.answer.data or ""))


class ReportClosingForm(ClosingForm):
    ending = OneOfField(
        "What did you find?",
        [
            Choice(Ending.PUT_RIGHT.value, "It was wrong, and I have put it right"),
            Choice(Ending.STILL_RIGHT.value, "I checked: the listing is right", "It counts as checked today"),
            NOT_REAL,
        ],
        required="Choose what you found",
    )
    answer = LongTextField(
        "Your answer (optional)",
        hint="It is sent by email where an address is there. You need not say who you are",
        rows=4,
        longest=LONGEST_ANSWER,
    )


class QuestionClosingForm(ClosingForm):
    answer = LongTextField(
        "Your answer",
        hint="It is sent by email where an address is there. If you rang, write what you said",
        rows=5,
        longest=LONGEST_ANSWER,
    )
    ending = OneOfField(
        "Is it done?",
        [Choice(Ending.ANSWERED.value, "Yes, this answers it"), NOT_REAL],
        required="Choose whether it is done",
    )


@dataclass(frozen=True)
class MessageLine:
    """A message in a list or on its page."""

    href: str
    about: str
    activity: str
    organisation: str
    when: str
    reference: str
    wants_answer: str
    ended: str


@dataclass(frozen=True)
class MessagePage:
    """One message with everything that was written, and whether it waits to be closed.

    `now` is what the listing says of what they report. `proposed` is what it should say, part by part, beside what it
    says; `to_take` are the boxes of those parts that can be taken as they are, and `in_words` names the others.
    """

    message_id: uuid.UUID
    line: MessageLine
    service_id: uuid.UUID
    is_question: bool
    words: str
    email: str
    phone: str
    answer: str
    is_to_close: bool
    now: Sequence[Fact]
    proposed: Sequence[ChangeLine]
    to_take: Sequence[str]
    in_words: str
    write_href: str


def closing_form(message: ListingMessage) -> type[ClosingForm]:
    return QuestionClosingForm if message.is_question else ReportClosingForm


def message_line(message: ListingMessage) -> MessageLine:
    return MessageLine(
        href=url_for("staff.show_message", message_id=message.id),
        about=ABOUT_WORDS[message.about],
        activity=message.service.name,
        organisation=message.service.organization.name,
        when=uk_short_date(message.told_at),
        reference=message.reference,
        wants_answer=wanted_words(message),
        ended=ended_words(message),
    )


def build_message_page(message: ListingMessage, service: Service, today: date, *, is_to_close: bool) -> MessagePage:
    """A message beside what the listing says of it now."""
    parts, said = read(message.proposed), parts_now(service, today)
    now = () if parts else facts_reported(service, message.about, today)
    at_once = [each for each in parts if may_take_at_once(service, each)]
    in_words = list_words([PART_WORDS[each].lower() for each in parts if each not in at_once])
    return MessagePage(
        message_id=message.id,
        line=message_line(message),
        service_id=message.service_id,
        is_question=message.is_question,
        words=message.words or "",
        email=message.email or "",
        phone=message.phone or "",
        answer=message.answer or "",
        is_to_close=is_to_close,
        now=now,
        proposed=[
            ChangeLine(PART_WORDS[each], tuple(said[each]) or ("Nothing",), (words,)) for each, words in parts.items()
        ],
        to_take=[name_of(each) for each in at_once] if is_to_close else [],
        in_words=in_words if is_to_close else "",
        write_href=kind_of(service).href("staff.write_record", service.id),
    )


def wanted_words(message: ListingMessage) -> str:
    """How somebody waits for an answer, without opening what is sealed."""
    if message.email_sealed is not None:
        return "By email"
    return "By telephone" if message.phone_sealed is not None else "No"


def ended_words(message: ListingMessage) -> str:
    """How it ended, when and by whom; nothing while it waits."""
    if message.ending is None or message.closer is None:
        return ""
    return f"{ENDING_WORDS[message.ending]}: {message.closer.name}, {uk_short_date(message.closed_at)}"
