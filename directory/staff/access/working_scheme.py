"""Choosing which team somebody works for, who has roles in several; and forms that were made for another one."""

from dataclasses import dataclass

from flask import redirect, request
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from directory.accounts.actor import Actor
from directory.accounts.guards import SIGNED_IN, MadeForAnotherScheme, current_actor, requires, work_in
from directory.accounts.operations import choose_scheme as keep_choice
from directory.db import transaction
from directory.staff.access.people_pages import role_words
from directory.staff.access.sign_in import local_path
from directory.staff.blueprint import bp
from directory.web.fields.choices import Choice, OneOfField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.kept_forms import keep_form, mark_used, show_kept, take_kept
from directory.web.pages import render_page, tell

CHANGED_SCHEME = "You had changed to another team, so nothing is saved yet. Check your answers and send them again."


@dataclass(frozen=True)
class ChosenScheme:
    """Which scheme somebody wants to work in, where they were going, and a form they had sent, sealed."""

    scheme: str
    onward: str
    kept: str


@dataclass(frozen=True)
class OtherSchemePage:
    """The team a form was made for, and the one its sender works for now. `is_kept` where what they typed waits."""

    made_for: str
    working_for: str
    is_kept: bool


class SchemeForm(LynchpinForm[ChosenScheme]):
    next = HiddenField()
    kept = HiddenField()
    scheme = OneOfField("Which team do you work for now?", required="Choose a team")

    def to_input(self) -> ChosenScheme:
        return ChosenScheme(self.scheme.data, local_path(self.next.data), self.kept.data or "")


class BackForm(LynchpinForm[None]):
    """Leads back to the team that a form was made for."""

    next = HiddenField()
    kept = HiddenField()
    scheme = HiddenField()


def schemes_of(actor: Actor) -> dict[str, list[Choice]]:
    """The answers to choose from."""
    return {"scheme": [Choice(str(each.id), each.name) for each in actor.schemes]}


@bp.get("/working-for")
@requires(SIGNED_IN, in_any_scheme=True)
def choose_scheme() -> ResponseReturnValue:
    actor = current_actor()
    values = {"next": request.args.get("next", ""), "scheme": str(actor.scheme_id)}
    form = show_form(SchemeForm, values, schemes_of(actor))
    return render_page("staff/choose_scheme.html", role_words(actor.roles), form=form)


@bp.post("/working-for")
@requires(SIGNED_IN, in_any_scheme=True)
@asks_again(choose_scheme)
def work_for_scheme() -> ResponseReturnValue:
    """Work for another team from now on, and go on to where somebody was going, or to the form they had sent."""
    actor = current_actor()
    wanted = load_form(SchemeForm, schemes_of(actor))
    kept = take_kept(wanted.kept, actor.user_id)
    scheme = next(each for each in actor.schemes if str(each.id) == wanted.scheme)
    with transaction() as db:
        keep_choice(db, actor, scheme)
    work_in(wanted.scheme)
    if kept is None:
        tell(f"You are working for {scheme.name} now.")
        return redirect(wanted.onward, 303)
    mark_used(wanted.kept)
    return show_kept(kept, CHANGED_SCHEME)


def show_other_scheme(error: MadeForAnotherScheme) -> ResponseReturnValue:
    """Say that nothing was done in the wrong team, and offer to go back to the right one, with what was typed."""
    kept = keep_form() if error.scheme else ""
    form = BackForm(formdata=None, data={"kept": kept, "scheme": str(error.scheme.id)}) if error.scheme else None
    page = OtherSchemePage(
        made_for=error.scheme.name if error.scheme else "",
        working_for=current_actor().scheme_name,
        is_kept=bool(kept),
    )
    response = render_page("staff/other_scheme.html", page, form=form)
    response.status_code = 409
    return response
