"""What you watch, and whether you want the weekly letter: to look at, to change, and to stop from the letter itself."""

import uuid
from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, open_to_all, requires
from directory.champions.digest import watching
from directory.champions.digest.models import WeeklyLetter
from directory.champions.digest.watching import find_letter_of_link, get_term_named
from directory.db import reading, transaction
from directory.errors import NotFound, WrongInput
from directory.staff.blueprint import bp
from directory.staff.watching_pages import build_watching_page
from directory.web.fields.text import TextField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.ids import find_id
from directory.web.pages import render_page, tell

NOTHING_NAMED = "Write a need, interest or kind of people, or the first half of a postcode"
NAMES = "known-terms"
LETTER = "/weekly-letter/<token>"


@dataclass(frozen=True)
class WatchInput:
    """A term by its name, a district, or both."""

    term: str
    area: str


class WatchForm(LynchpinForm[WatchInput]):
    term = TextField(
        "Need, interest or kind of people", longest=100, width=20, render_kw={"list": NAMES, "autocomplete": "off"}
    )
    area = TextField("Area", hint="The first half of a postcode, like LS11", longest=10, width=5)

    def to_input(self) -> WatchInput:
        wanted = WatchInput((self.term.data or "").strip(), (self.area.data or "").strip())
        if not wanted.term and not wanted.area:
            raise WrongInput(f"{NOTHING_NAMED}.", {"term": NOTHING_NAMED})
        return wanted


@bp.get("/watching")
@requires("matching.match")
def show_watching() -> ResponseReturnValue:
    """What the actor watches and keeps, and whether they want letters; an activity may be named to watch its like."""
    with reading() as db:
        page = build_watching_page(db, current_actor(), find_id(request.args.get("activity", "")))
    return render_page("staff/show_watching.html", page, form=show_form(WatchForm))


@bp.post("/watching")
@requires("matching.match")
@asks_again(show_watching)
def watch() -> ResponseReturnValue:
    """Watch what is named. Pressed twice, it is watched once; pressed on a match, it leads back there."""
    with transaction() as db:
        watch_both(db, current_actor(), load_form(WatchForm))
    tell("You watch it now. What happens is in the next weekly letter.")
    match = find_id(request.args.get("match", ""))
    here = url_for("staff.show_matches", question_id=match) if match else url_for("staff.show_watching")
    return redirect(here, 303)


def watch_both(db: Session, actor: Actor, wanted: WatchInput) -> None:
    if wanted.term:
        watching.watch_term(db, actor, get_term_named(db, wanted.term))
    if wanted.area:
        watching.watch_area(db, actor, wanted.area)


@bp.post("/watching/<uuid:watch_id>/stop")
@requires("matching.match")
def stop_watching(watch_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        watching.stop_watching(db, current_actor(), watch_id)
    tell("You do not watch it any more.")
    return redirect(url_for("staff.show_watching"), 303)


@bp.post("/watching/letter")
@requires("matching.match")
def choose_weekly_letter() -> ResponseReturnValue:
    """Have the weekly letter, or none."""
    wants = request.form.get("wants") == "yes"
    with transaction() as db:
        actor = current_actor()
        (watching.resume_letters if wants else watching.stop_letters)(db, actor.user_id)
    tell("You get the weekly letter." if wants else "You get no weekly letter any more.")
    return redirect(url_for("staff.show_watching"), 303)


@dataclass(frozen=True)
class StopPage:
    """Whose letter is to be stopped, and whether it is stopped already."""

    name: str
    token: str
    is_stopped: bool


@bp.get(LETTER)
@open_to_all
def show_stop_letter(token: str) -> ResponseReturnValue:
    """The page behind the link of a letter: a button, as programs that check mail open every link."""
    with reading() as db:
        letter = get_letter(db, token)
        page = StopPage(letter.user.name, token, watching.has_stopped(db, letter.user_id))
    return render_page("staff/stop_weekly_letter.html", page)


@bp.post(LETTER)
@open_to_all
def stop_letter(token: str) -> ResponseReturnValue:
    with transaction() as db:
        watching.stop_letters(db, get_letter(db, token).user_id)
    return redirect(url_for("staff.show_stop_letter", token=token), 303)


def get_letter(db: Session, token: str) -> WeeklyLetter:
    """The letter whose link this is. Raises NotFound for a link that is too old or none."""
    letter = find_letter_of_link(db, token)
    if letter is None:
        raise NotFound(
            "This link is too old, or a part of it is missing. Sign in, and stop the letter on “What you watch”."
        )
    return letter
