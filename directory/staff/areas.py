"""Where a team helps: from where requests for support come to it."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.accounts.scheme_areas import choose_areas, list_areas, read_areas
from directory.casework.wordings import get_own_scheme
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.pages import render_page, tell


class AreasForm(LynchpinForm[frozenset[str]]):
    areas = LongTextField(
        "First halves of the postcodes where you help",
        hint="Like LS10, LS11, LS12. Who lives there and asks for support comes to your team",
        rows=4,
        longest=4_000,
    )

    def to_input(self) -> frozenset[str]:
        return read_areas(self.areas.data or "")


@bp.get("/areas")
@requires("agreements.keep")
def edit_areas() -> ResponseReturnValue:
    with reading() as db:
        actor = current_actor()
        areas, is_default = list_areas(db, actor), get_own_scheme(db, actor).is_default
    form: Any = show_form(AreasForm, {"areas": ", ".join(areas)})
    return render_page("staff/edit_areas.html", is_default, form=form)


@bp.post("/areas")
@requires("agreements.keep")
@asks_again(edit_areas)
def save_areas() -> ResponseReturnValue:
    with transaction() as db:
        choose_areas(db, current_actor(), load_form(AreasForm))
    tell("Requests from there come to your team from now on.")
    return redirect(url_for("staff.edit_areas"), 303)
