"""What the pages behind the link of a referral show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from directory.casework.models import Client
from directory.casework.rules import may_write_home
from directory.links.letters import masked
from directory.provider.room_form import ANSWERS as ANSWERS_ON_ROOM
from directory.provider.room_form import RoomAsked, said_words
from directory.referrals.question_models import ReferralQuestion
from directory.referrals.replies import SharedReferral, possible_answers
from directory.referrals.states import ReferralState
from directory.web.components import Fact
from directory.web.words import uk_date

S = ReferralState
STATE_WORDS = {
    S.SENT: "You have not answered yet",
    S.ACCEPTED: "There is room for them",
    S.WAITING: "On your waiting list",
    S.ATTENDED: "They came",
    S.NOT_ATTENDED: "They did not come",
    S.GOING: "They still come",
}


@dataclass(frozen=True)
class AskingPage:
    """What anybody with the link sees: which team asks, about what, and where a code would go."""

    token: str
    team: str
    activity: str
    address: str


@dataclass(frozen=True)
class AskedLine:
    """A question of the group, and what the team answered; nothing where it has not yet."""

    question: str
    answer: str


@dataclass(frozen=True)
class ReplyPage:
    """What the group sees once it has shown its code: who is referred, how to reach them, and what to say of it."""

    token: str
    team: str
    activity: str
    reference: str
    name: str
    state: str
    facts: Sequence[Fact]
    message: str
    asked: Sequence[AskedLine]
    answers: Sequence[ReferralState]
    room: RoomAsked
    seen: int


def asking_page(shared: SharedReferral, token: str) -> AskingPage:
    return AskingPage(token, shared.team, shared.referral.service.name, masked(shared.address))


def reply_page(
    shared: SharedReferral, token: str, today: date, questions: Sequence[ReferralQuestion] = ()
) -> ReplyPage:
    """The page for whoever has shown the code. It opens what is sealed of the person."""
    referral = shared.referral
    state = ReferralState(referral.state)
    return ReplyPage(
        token=token,
        team=shared.team,
        activity=referral.service.name,
        reference=referral.reference,
        name=referral.client.name,
        state=f"{STATE_WORDS[state]}, since {uk_date(referral.state_on)}"
        if state is not S.SENT
        else STATE_WORDS[state],
        facts=facts_of(referral.client, today),
        message=referral.message or "",
        asked=[AskedLine(each.question, each.answer or "") for each in questions],
        answers=possible_answers(state),
        room=RoomAsked(
            said_words(referral.service, today), ANSWERS_ON_ROOM, url_for("provider.say_room_too", token=token)
        ),
        seen=len(referral.moves),
    )


def facts_of(client: Client, today: date) -> list[Fact]:
    """How to reach somebody and talk with them, as far as it is known: neither where they live nor how old they are.

    Where others at home could read what is written to them, nobody is told where to write.
    """
    may_write = may_write_home(client.letters_home, client.age_on(today))
    told = (
        ("How to reach them safely", client.safe_contact),
        ("Phone", client.phone),
        ("Other phone", client.other_phone),
        ("Email", client.email if may_write else None),
        ("Letters and emails to their home", None if may_write else "No: please do not write there"),
        ("Would rather be reached by", client.contact_by),
        ("Good times to reach them", client.contact_times),
        ("Language", client.language),
        ("Interpreter or other help to talk", client.interpreter),
    )
    return [Fact(name, value) for name, value in told if value]
