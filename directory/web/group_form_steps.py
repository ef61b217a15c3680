"""The pages of the form in which a group tells of itself, one after the other, with what helps to answer them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError
from wtforms import HiddenField

from directory.catalogue.access.questions import QUESTIONS, Answer
from directory.catalogue.inputs import AGES_IN_ORDER, LONGEST_DESCRIPTION, LONGEST_NAME, OLDEST
from directory.champions.messages.inputs import check_email
from directory.champions.onboarding.form_listing import IS_FREE, PAYS
from directory.champions.suggesting.group_suggestion_inputs import LONGEST_LINE
from directory.geo.postcodes import parse_postcode
from directory.web.fields.choices import AnyOfField, Choice, OneOfField
from directory.web.fields.money import MoneyField
from directory.web.fields.text import EmailField, LongTextField, NumberField, PostcodeField, TextField
from directory.web.forms import LynchpinForm

CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
CLOCK_WANTED = "Enter a time like 10:30 or 14:00"
DAYS = (
    Choice("MO", "Monday"),
    Choice("TU", "Tuesday"),
    Choice("WE", "Wednesday"),
    Choice("TH", "Thursday"),
    Choice("FR", "Friday"),
    Choice("SA", "Saturday"),
    Choice("SU", "Sunday"),
)
# The questions that most people who go have to know the answer to. The rest is asked at a first visit.
ASKED = ("step-free-entrance", "step-free-inside", "accessible-toilet", "seats", "hearing-loop", "quiet-space")


class PageForm(LynchpinForm[dict[str, Any]]):
    """One page of questions. What was left open is left out."""

    step = HiddenField()

    @property
    def questions(self) -> list[Any]:
        """What people see of it, in order."""
        return [each for each in self if each.name not in ("csrf_token", "submission_key", "step")]

    def to_input(self) -> dict[str, Any]:
        return {each.name: each.data for each in self.questions if each.data not in (None, "", [])}


class WhatForm(PageForm):
    activity = TextField("What is it called?", required="Enter what it is called", longest=LONGEST_NAME)
    organization = TextField(
        "Who runs it? (optional)", hint="The name of your group, charity or company", longest=LONGEST_NAME
    )
    about = LongTextField(
        "What happens there?",
        required="Say what happens there",
        hint="What would somebody see who comes for the first time? What do they do, and with whom?",
        rows=6,
        longest=LONGEST_DESCRIPTION,
    )


class WhoForm(PageForm):
    who_for = LongTextField(
        "Who is it for? (optional)",
        hint="Such as: anybody who likes to sing; people who care for somebody; men over 50",
        rows=3,
        longest=2_000,
    )
    minimum_age = NumberField("Youngest age (optional)", width=3, most=OLDEST)
    maximum_age = NumberField("Oldest age (optional)", width=3, most=OLDEST)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the oldest are no younger than the youngest."""
        is_valid = bool(super().validate(extra_validators))
        youngest, oldest = self.minimum_age.data, self.maximum_age.data
        if is_valid and youngest is not None and oldest is not None and oldest < youngest:
            self.maximum_age.errors = [AGES_IN_ORDER]
            return False
        return is_valid


class WhenForm(PageForm):
    days = AnyOfField("On which days? (optional)", DAYS)
    opens_at = TextField("When does it begin? (optional)", hint="Like 10:30", width=5, longest=5)
    closes_at = TextField("When does it end? (optional)", width=5, longest=5)
    when_words = LongTextField(
        "What else should people know about when? (optional)",
        hint="Such as: every second week; not in August; come when you like",
        rows=3,
        longest=1_000,
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether times are times, and something is said of when it is at all."""
        is_valid = bool(super().validate(extra_validators))
        for each in (self.opens_at, self.closes_at):
            if each.data and not CLOCK.fullmatch(each.data):
                each.errors = [CLOCK_WANTED]
                is_valid = False
        if not self.days.data and not self.when_words.data:
            self.days.errors = ["Choose the days, or say below when it is"]
            is_valid = False
        return is_valid

    def to_input(self) -> dict[str, Any]:
        told = super().to_input()
        return told | {each: clock(told[each]) for each in ("opens_at", "closes_at") if each in told}


def clock(text: str) -> str:
    """A time as it was typed, as 09:30."""
    found = CLOCK.fullmatch(text)
    return f"{int(found[1]):02}:{found[2]}" if found else ""


class WhereForm(PageForm):
    place = TextField(
        "What is the place called? (optional)",
        hint="Such as: St Mark's Hall. Leave it open if it is by phone, online or in people's homes",
        longest=LONGEST_LINE,
    )
    street = TextField("Street and number (optional)", longest=LONGEST_LINE)
    town = TextField("Town (optional)", longest=LONGEST_LINE)
    postcode = PostcodeField("Postcode (optional)")

    def to_input(self) -> dict[str, Any]:
        told = super().to_input()
        return told | ({"postcode": str(parse_postcode(told["postcode"]))} if "postcode" in told else {})


def access_form() -> type[PageForm]:
    """The questions about getting in and being there, each with what helps to answer it."""
    answers = (
        Choice(Answer.YES.value, "Yes"),
        Choice(Answer.NO.value, "No"),
        Choice(Answer.UNKNOWN.value, "I do not know"),
    )
    asked = {
        code: OneOfField(f"{QUESTIONS[code].asks} (optional)", answers, hint=QUESTIONS[code].prompt, inline=True)
        for code in ASKED
    }
    return type("AccessForm", (PageForm,), asked)


class CostForm(PageForm):
    cost = OneOfField(
        "Does it cost something?",
        [Choice(IS_FREE, "No, it is free"), Choice(PAYS, "Yes"), Choice("varies", "It depends")],
        required="Say whether it costs something",
    )
    amount = MoneyField("How much is it for one time? (optional)")
    cost_words = LongTextField(
        "What else should people know about the cost? (optional)",
        hint="Such as: the first time is free; tea is 50p; ask us about free places",
        rows=3,
        longest=1_000,
    )

    def to_input(self) -> dict[str, Any]:
        told = {each: text for each, text in super().to_input().items() if each != "amount"}
        return told | ({"amount_pence": self.amount.pence} if self.amount.data else {})


class JoiningForm(PageForm):
    joining = LongTextField(
        "How do people join?",
        required="Say how people join",
        hint="Such as: just come; ring us first; somebody has to send you. Who opens the door, and who says hello?",
        rows=4,
        longest=2_000,
    )


class ContactForm(PageForm):
    phone = TextField("Phone number for people who ask (optional)", longest=40, render_kw={"type": "tel"})
    email = EmailField("Email address for people who ask (optional)")
    url = TextField("Web page (optional)", hint="Starts with https://", longest=2_000, render_kw={"type": "url"})
    title = TextField(
        "Whom do people reach there? (optional)",
        hint="What they do, such as “the secretary”. Please name nobody",
        longest=LONGEST_LINE,
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether there is any way to reach the group at all, and the web page is one."""
        is_valid = bool(super().validate(extra_validators))
        if not self.phone.data and not self.email.data:
            self.phone.errors = ["Enter a phone number or an email address"]
            is_valid = False
        if self.email.data:
            is_valid = is_address(self.email) and is_valid
        if self.url.data and not re.fullmatch(r"https?://\S+\.\S+", self.url.data):
            self.url.errors = ["Enter a web page that starts with https://"]
            is_valid = False
        return is_valid


def is_address(field: Any) -> bool:
    """Whether what was typed is an email address; the field says so where it is none."""
    try:
        check_email(field.data)
    except ValidationError as error:
        field.errors = [str(error.messages[0])]
        return False
    return True


@dataclass(frozen=True)
class Step:
    """One page of the form."""

    name: str
    title: str
    form: type[PageForm]


STEPS: Sequence[Step] = (
    Step("what", "What it is", WhatForm),
    Step("who", "Who it is for", WhoForm),
    Step("when", "When it is", WhenForm),
    Step("where", "Where it is", WhereForm),
    Step("access", "Getting in and being there", access_form()),
    Step("cost", "What it costs", CostForm),
    Step("joining", "How to join", JoiningForm),
    Step("contact", "How to reach you", ContactForm),
)


def find_step(name: str) -> Step | None:
    return next((each for each in STEPS if each.name == name), None)


def first_open(done: frozenset[str]) -> Step | None:
    """The first page that nobody has gone through; None where all are done."""
    return next((each for each in STEPS if each.name not in done), None)


def shown_values(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What was answered on a page, as its boxes show it."""
    pence = answers.get("amount_pence")
    return {**answers, "amount": f"{pence // 100}.{pence % 100:02}"} if pence is not None else dict(answers)
