"""Where somebody is sent, as it is typed: the name of an activity, which is then found, or any other place."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from directory.casework.inputs import LONGEST_NOTE
from directory.catalogue.models.services import Service
from directory.catalogue.queries import find_services_named
from directory.errors import WrongInput
from directory.referrals.signposts.models import SignpostAnswer
from directory.referrals.signposts.signposting import SignpostInput
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.text import LongTextField, TextField, tidy_text
from directory.web.forms import LynchpinForm
from directory.web.ids import find_id

ELSEWHERE = "elsewhere"
ANSWER_WORDS = {
    SignpostAnswer.OFFERED: "They have not said yet",
    SignpostAnswer.ACCEPTED: "They want to go",
    SignpostAnswer.DECLINED: "They do not want to go",
}
SHORTEST_NAME = 3


class PlaceQuestions:
    """The questions of where somebody is sent, for forms to take over."""

    place = TextField(
        "Where did you send them?",
        hint="The name of an activity or a group, or any other place",
        longest=200,
    )
    which = OneOfField("Is it one of these?", small=True)
    reason = TextField("What for? (optional)", longest=LONGEST_NOTE)
    answer = OneOfField(
        "What do they say to it?",
        [Choice(each.value, words) for each, words in ANSWER_WORDS.items()],
        default=SignpostAnswer.OFFERED.value,
        small=True,
    )
    in_spite = LongTextField("Why do you send them there all the same?", rows=2, longest=500)

    @property
    def answered(self) -> SignpostAnswer:
        return SignpostAnswer(self.answer.data or SignpostAnswer.OFFERED)


class SignpostForm(PlaceQuestions, LynchpinForm[SignpostInput]):
    def to_input(self) -> SignpostInput:
        return SignpostInput(
            str(self.submission_key.data),
            find_id(self.which.data),
            self.place.data or None,
            self.reason.data or None,
            self.in_spite.data or None,
            self.answered,
        )


@dataclass(frozen=True)
class Place:
    """What may be meant by a place as it was typed: an activity for certain, or several to choose from."""

    service_id: uuid.UUID | None = None
    choices: Sequence[Choice] = ()


def find_place(db: Session, typed: str | None, service: Service | None = None) -> Place:
    """What is meant by a place. One activity of just that name is meant; of those that hold it, somebody chooses."""
    if service is not None:
        return Place(service.id, [place_choice(service), elsewhere()])
    words = tidy_text(typed) or ""
    if len(words) < SHORTEST_NAME:
        return Place()
    found = find_services_named(db, words)
    same = [each for each in found if each.name.casefold() == words.casefold()]
    choices = [*map(place_choice, found), elsewhere()] if found else []
    return Place(same[0].id if len(same) == 1 else None, choices)


def place_choice(service: Service) -> Choice:
    return Choice(str(service.id), f"{service.name}, {service.organization.name}")


def elsewhere() -> Choice:
    return Choice(ELSEWHERE, "None of these: the place as I typed it")


def settle_place(wanted: SignpostInput, which: str, place: Place) -> SignpostInput:
    """Where somebody is sent. Raises WrongInput where it may be one of several activities and nobody said which."""
    if which == ELSEWHERE:
        return replace(wanted, service_id=None)
    service_id = wanted.service_id or place.service_id
    if service_id is None and place.choices:
        raise WrongInput("Say which.", {"which": "Say whether it is one of these"})
    return replace(wanted, service_id=service_id)
