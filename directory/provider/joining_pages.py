"""What the pages behind the link of somebody who would like to come show."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.links.letters import masked
from directory.provider.reply_pages import AskingPage
from directory.referrals.joining import SharedRequest
from directory.web.components import Fact
from directory.web.words import uk_date


@dataclass(frozen=True)
class JoiningPage:
    """Who would like to come, and how to reach them."""

    token: str
    team: str
    activity: str
    name: str
    facts: Sequence[Fact]
    message: str


def asking_page(shared: SharedRequest, token: str) -> AskingPage:
    return AskingPage(token, shared.team, shared.request.service.name, masked(shared.address))


def joining_page(shared: SharedRequest, token: str) -> JoiningPage:
    """The page for whoever has shown the code. It opens what is sealed of the person."""
    request = shared.request
    told = (
        ("Phone", request.phone),
        ("Email", request.email),
        ("Safe to leave a message?", "Yes" if request.may_leave_message else "No: please leave none, with nobody"),
        ("Would rather be reached by", request.contact_by),
        ("Good times to reach them", request.contact_times),
        ("What helps them to take part", request.access_needs),
        ("Interpreter or other help to talk", request.interpreter),
        ("Asked", uk_date(request.made_at)),
        ("Reference", request.reference),
    )
    facts = [Fact(name, value) for name, value in told if value]
    return JoiningPage(token, shared.team, request.service.name, request.name, facts, request.message or "")
