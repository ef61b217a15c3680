"""What the pages behind the link of somebody who would like to come show, and what the group is asked there."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.links.letters import masked
from directory.provider.reply_pages import AskingPage
from directory.referrals.joining import SharedRequest
from directory.referrals.joining_answers import may_be_written_to
from directory.referrals.joining_models import JoinAnswer
from directory.web.components import Fact
from directory.web.fields.choices import OneOfField
from directory.web.forms import LynchpinForm
from directory.web.join_request_facts import join_request_facts
from directory.web.words import uk_date

ANSWER_WORDS = {
    JoinAnswer.IN_TOUCH: "We have been in touch with them",
    JoinAnswer.COME: "They can just come along",
    JoinAnswer.FULL: "We are full just now",
    JoinAnswer.NOT_FOR_US: "It is not for us",
}


class JoinAnswerForm(LynchpinForm[JoinAnswer]):
    answer = OneOfField(
        "What do you want to tell us?",
        [(each.value, words) for each, words in ANSWER_WORDS.items()],
        required="Choose an answer",
    )

    def to_input(self) -> JoinAnswer:
        return JoinAnswer(self.answer.data)


@dataclass(frozen=True)
class JoiningPage:
    """Who would like to come, how to reach them, and what the group has answered so far."""

    token: str
    team: str
    activity: str
    name: str
    facts: Sequence[Fact]
    message: str
    answered: str
    is_written_to: bool


def asking_page(shared: SharedRequest, token: str) -> AskingPage:
    return AskingPage(token, shared.team, shared.request.service.name, masked(shared.address))


def joining_page(shared: SharedRequest, token: str) -> JoiningPage:
    """The page for whoever has shown the code. It opens what is sealed of the person."""
    request = shared.request
    answered = ""
    if request.answer and request.answered_at:
        answered = f"{ANSWER_WORDS[JoinAnswer(request.answer)]}, on {uk_date(request.answered_at)}"
    return JoiningPage(
        token=token,
        team=shared.team,
        activity=request.service.name,
        name=request.name,
        facts=join_request_facts(request),
        message=request.message or "",
        answered=answered,
        is_written_to=may_be_written_to(request),
    )
