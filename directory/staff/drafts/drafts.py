"""Keeping what is typed into a form while it is typed, and throwing it away."""

from typing import cast

from flask import current_app, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import MADE_FOR, current_actor, requires
from directory.casework.drafts.keeping import KEPT_FOR, drop_draft, get_client_unseen, save_draft
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.drafts.drafted_forms import get_drafted
from directory.web.forms import asks_again
from directory.web.kept_forms import LEFT_OUT
from directory.web.pages import tell
from directory.web.words import in_uk, uk_short_date

# The script of the page asks for a line of its own, and shows it beside the form.
BY_SCRIPT = "X-Draft"


def show_its_form(reference: str, form: str, about: str) -> ResponseReturnValue:
    """The page of the form, as it would be shown had it been sent: for who was signed out meanwhile."""
    drafted = get_drafted(form, about)
    view = current_app.view_functions[drafted.endpoint]
    return cast(ResponseReturnValue, view(**drafted.arguments(reference, about)))


@bp.post("/clients/<reference>/drafts/<form>/<about>")
@requires("casework.read")
@asks_again(show_its_form)
def save_draft_of(reference: str, form: str, about: str) -> ResponseReturnValue:
    """Keep a form as it is, whatever still lacks in it."""
    get_drafted(form, about)
    with transaction() as db:
        client = get_client_unseen(db, current_actor(), reference)
        draft = save_draft(db, current_actor(), client, form, about, typed_so_far())
        saved_at = draft.saved_at
    if request.headers.get(BY_SCRIPT):
        return jsonify(said=f"Kept at {in_uk(saved_at):%H:%M}. Only you can see it.")
    tell(f"It is kept until {uk_short_date(saved_at + KEPT_FOR)}. Only you can see it. It is under My day on Today.")
    return redirect(url_for("staff.show_client", reference=reference), 303)


@bp.post("/clients/<reference>/drafts/<form>/<about>/throw-away")
@requires("casework.read")
def throw_draft_away(reference: str, form: str, about: str) -> ResponseReturnValue:
    drafted = get_drafted(form, about)
    with transaction() as db:
        drop_draft(db, current_actor(), get_client_unseen(db, current_actor(), reference), form, about)
    tell("What you had begun is thrown away.")
    return redirect(drafted.href(reference, about), 303)


def typed_so_far() -> list[tuple[str, str]]:
    """What a form holds, without its tokens."""
    left_out = (*LEFT_OUT, MADE_FOR)
    return [(name, value) for name, value in request.form.items(multi=True) if not name.endswith(left_out) and value]
