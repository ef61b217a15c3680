"""Wanting no more support, from one's own page: saying it, and taking it back while nobody has seen to it."""

from dataclasses import dataclass

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guards import open_to_all
from directory.casework.own_page.stopping import LONGEST_WHY, ask_to_stop, take_back
from directory.casework.queries import open_case
from directory.db import transaction
from directory.own_page.blueprint import bp
from directory.own_page.opening import back_to_page, find_opened
from directory.own_page.shown import part_page
from directory.own_page.telling import tell_team
from directory.rights.own_page import OwnPage, record_own_look
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.pages import render_page, tell
from directory.web.press_form import PressForm


@dataclass(frozen=True)
class StopInput:
    """Why somebody wants no more support, if they say so, and the key of the form."""

    why: str | None
    submission_key: str


class StopForm(LynchpinForm[StopInput]):
    why = LongTextField(
        "Would you like to say why? (optional)",
        hint="Your coordinator reads it. It helps us to do better",
        rows=3,
        longest=LONGEST_WHY,
    )

    def to_input(self) -> StopInput:
        return StopInput(self.why.data or None, str(self.submission_key.data))


@bp.get("/<token>/no-more-support")
@open_to_all
def confirm_stopping(token: str) -> ResponseReturnValue:
    """What follows from it, before it is said; the page itself for who is not supported."""
    page = None
    with transaction() as db:
        own = find_opened(db, token)
        if own is not None and open_case(own.client) is not None:
            record_own_look(db, own)
            page = part_page(own, token)
    if page is None:
        return back_to_page(token)
    return render_page("own_page/confirm_stopping.html", page, form=show_form(StopForm))


@bp.post("/<token>/no-more-support")
@open_to_all
@asks_again(confirm_stopping)
def stop_own_support(token: str) -> ResponseReturnValue:
    """Tell the coordinator. A second click tells it once."""
    tell_team(token, keep_wish)
    return back_to_page(token)


def keep_wish(db: Session, own: OwnPage) -> None:
    wanted = load_form(StopForm)
    ask_to_stop(db, own.client, wanted.why, wanted.submission_key)


@bp.post("/<token>/no-more-support/taken-back")
@open_to_all
def take_back_stopping(token: str) -> ResponseReturnValue:
    """Go on as before, where nobody has seen to it yet."""
    is_news = False
    with transaction() as db:
        own = find_opened(db, token, to_change=True)
        if own is not None:
            load_form(PressForm)
            is_news = take_back(db, own.client)
    if own is not None:
        tell(
            "It is taken back: your support goes on." if is_news else "Somebody has seen to it already. Please ring us."
        )
    return back_to_page(token)
