"""Opening a link: a code goes to the registered contact, and with the code this browser may look for half an hour.

It is the same whatever a link is for. Whoever follows links in letters changes nothing: codes are sent, and links
opened, by forms alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from flask import Response, make_response, redirect, url_for
from limits import parse
from sqlalchemy.orm import Session

from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.links.codes import Verdict, make_code, try_code
from directory.links.letters import queue_code
from directory.links.models import SignedLink
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import get_link, record_link_act
from directory.links.visits import LASTS, begin_visit, end_visit
from directory.security.limits import check_tries, count_try
from directory.security.origins import network_address
from directory.web.fields.text import TextField
from directory.web.forms import LynchpinForm, load_form
from directory.web.visit_cookie import brought_visit, hand_out_visit

# Nobody's letter box is to be filled.
CODES_OF_A_LINK = parse("5 per hour")
CODES_OF_A_LINK_IN_A_DAY = parse("15 per 1 day")
CODES_FROM_AN_ADDRESS = parse("30 per hour")
# Going on for days, with a new code each time, would find one in the end.
WRONG_CODES_OF_A_LINK = parse("20 per 1 day")
WRONG = "That code is not right. Look at the newest email from us, and type its six digits"
OVER = "That code is too old, or was tried too often. Ask for a new one"


class Opening(Protocol):
    """What stands behind a link that works, as far as its codes need it: where they go, and the team they are from."""

    @property
    def link(self) -> SignedLink: ...
    @property
    def address(self) -> str: ...
    @property
    def team(self) -> str: ...


@dataclass(frozen=True)
class Door:
    """How links of one purpose are opened.

    `find` gives what is behind one, or raises LinkEnded. `acts` is how the audit record calls what is done with one;
    the pages are the endpoints where a link leads, and where its code is typed.
    """

    purpose: LinkPurpose
    find: Callable[[Session, str], Opening]
    acts: str
    first_page: str
    code_page: str


class CodeForm(LynchpinForm[str]):
    code = TextField(
        "Code",
        required="Enter the code",
        hint="Six digits, in the email that we sent just now",
        width=10,
        longest=40,
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"},
    )

    def to_input(self) -> str:
        return str(self.code.data)


def send_new_code(door: Door, token: str) -> Response:
    """Send a code to the registered contact, in place of the one before, and go to where it is typed."""
    link_id = id_of_link(door, token)
    count_try(CODES_FROM_AN_ADDRESS, "codes of links", network_address())
    count_try(CODES_OF_A_LINK, "codes of a link", link_id)
    count_try(CODES_OF_A_LINK_IN_A_DAY, "codes of a link in a day", link_id)
    with transaction() as db:
        link = get_link(db, token, door.purpose, to_use=True)
        behind = door.find(db, token)
        queue_code(db, link, make_code(db, link, token), behind.address, behind.team)
        record_link_act(db, link, f"{door.acts}.code_sent")
    return make_response(redirect(url_for(door.code_page, token=token), 303))


def open_link(door: Door, token: str) -> Response:
    """Let this browser look for half an hour, if the code it sends is right. Raises WrongInput."""
    link_id = id_of_link(door, token)
    typed = load_form(CodeForm)
    check_tries(WRONG_CODES_OF_A_LINK, "wrong codes of a link", link_id)
    with transaction() as db:
        link = get_link(db, token, door.purpose, to_use=True)
        door.find(db, token)
        verdict = try_code(db, link, token, typed)
        visit = begin_visit(db, link) if verdict is Verdict.RIGHT else ""
        record_link_act(db, link, f"{door.acts}.{'opened' if visit else 'code_wrong'}")
    if not visit:
        count_try(WRONG_CODES_OF_A_LINK, "wrong codes of a link", link_id)
        message = WRONG if verdict is Verdict.WRONG else OVER
        raise WrongInput(message, {"code": message})
    answer = make_response(redirect(url_for(door.first_page, token=token), 303))
    hand_out_visit(answer, link, visit, LASTS)
    return answer


def close_link(door: Door, token: str) -> Response:
    """Have this browser show nothing any more, as on a computer that others use."""
    with transaction() as db:
        end_visit(db, brought_visit(get_link(db, token, door.purpose)))
    return make_response(redirect(url_for(door.first_page, token=token), 303))


def id_of_link(door: Door, token: str) -> str:
    """The id of a link that works, by which tries are counted. Raises LinkEnded."""
    with reading() as db:
        return str(door.find(db, token).link.id)
