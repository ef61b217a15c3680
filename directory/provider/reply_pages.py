"""What the pages behind the link of a referral show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from directory.links.letters import masked
from directory.provider.asked_people import STATE_WORDS, AskedPerson
from directory.provider.room_form import ANSWERS as ANSWERS_ON_ROOM
from directory.provider.room_form import RoomAsked, said_words
from directory.referrals.agreeing import is_agreed_to, parts_of
from directory.referrals.question_models import ReferralQuestion
from directory.referrals.replies import BY_GROUP, SharedReferral, possible_answers
from directory.referrals.states import ReferralState
from directory.referrals.told_parts import facts_told
from directory.referrals.told_visit import visit_told
from directory.referrals.visit_models import FirstVisit
from directory.web.components import Fact
from directory.web.words import uk_date

S = ReferralState


@dataclass(frozen=True)
class AskingPage:
    """What anybody with the link sees: which team asks and where it is rung, about what, and where a code would go."""

    token: str
    team: str
    activity: str
    address: str
    phone: str = ""


@dataclass(frozen=True)
class AskedLine:
    """A question of the group, and what the team answered; nothing where it has not yet."""

    question: str
    answer: str


@dataclass(frozen=True)
class ReplyPage:
    """What the group sees once it has shown its code: who is referred, how to reach them, and what to say of it.

    `is_agreed` where they agreed that the group is told; else it is told on another ground. `also` are others whom the
    team would like to introduce to the group, or who are about to come.
    """

    token: str
    team: str
    activity: str
    reference: str
    name: str
    state: str
    facts: Sequence[Fact]
    visit: Sequence[Fact]
    message: str
    is_agreed: bool
    asked: Sequence[AskedLine]
    answers: Sequence[ReferralState]
    room: RoomAsked
    seen: int
    close_href: str
    back_href: str = ""
    also: Sequence[AskedPerson] = ()
    phone: str = ""


def asking_page(shared: SharedReferral, token: str) -> AskingPage:
    return AskingPage(token, shared.team, shared.referral.service.name, masked(shared.address), shared.phone)


def reply_page(
    shared: SharedReferral,
    token: str,
    today: date,
    questions: Sequence[ReferralQuestion] = (),
    visit: FirstVisit | None = None,
) -> ReplyPage:
    """The page for whoever has shown the code. It opens what is sealed of the person."""
    referral = shared.referral
    state, parts = ReferralState(referral.state), parts_of(referral)
    return ReplyPage(
        token=token,
        team=shared.team,
        activity=referral.service.name,
        reference=referral.reference,
        name=referral.client.name,
        state=f"{STATE_WORDS[state]}, since {uk_date(referral.state_on)}"
        if state is not S.SENT
        else STATE_WORDS[state],
        facts=[Fact(*each) for each in facts_told(referral.client, parts, today)],
        visit=[Fact(*each) for each in visit_told(visit, parts)],
        message=referral.message or "",
        is_agreed=is_agreed_to(referral),
        asked=[AskedLine(each.question, each.answer or "") for each in questions],
        answers=possible_answers(state),
        room=RoomAsked(
            said_words(referral.service, today), ANSWERS_ON_ROOM, url_for("provider.say_room_too", token=token)
        ),
        seen=len(referral.moves),
        close_href=close_href_of(token),
        back_href=back_href_of(token),
        phone=shared.phone,
    )


def close_href_of(token: str) -> str:
    """Where this browser is made to show nothing any more."""
    group, by, _ = token.partition(BY_GROUP)
    return url_for("group_page.close_group_page", token=group) if by else url_for("provider.close_reply", token=token)


def back_href_of(token: str) -> str:
    """The page of all that is asked of the group, where this one was come to from there."""
    group, by, _ = token.partition(BY_GROUP)
    return url_for("group_page.show_asked", token=group) if by else ""
