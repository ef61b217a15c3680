"""Telling others about somebody without their agreement: writing it down, reading it, and a manager's look at it."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.guards import current_actor, requires
from directory.accounts.queries import list_colleagues
from directory.casework.drafts.keeping import drop_draft
from directory.casework.sharing.giving import get_sharing, list_unreviewed, record_sharing, review_sharing
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.clients.sharing_forms import ReviewForm, SharingForm, manager_choices
from directory.staff.clients.sharing_pages import NewSharingPage, UnreviewedPage, sharing_line, sharing_page
from directory.staff.drafts.offering import find_offer, show_drafted
from directory.staff.records.records import get_client
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page, tell


@bp.get("/sharing")
@requires("casework.oversee")
def show_unreviewed() -> ResponseReturnValue:
    """What was told without agreement and no manager has looked at yet."""
    with transaction() as db:
        page = UnreviewedPage([sharing_line(each) for each in list_unreviewed(db, current_actor())])
    return render_page("staff/show_unreviewed.html", page)


@bp.get("/clients/<reference>/sharing/new")
@requires("casework.share")
def new_sharing(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        page = NewSharingPage(client.listed_name, client.reference)
        choices = manager_choices(list_colleagues(db, actor, Role.MANAGER))
        draft = find_offer(db, actor, client, "sharing")
    form: Any = show_drafted(SharingForm, draft, {"shared_on": clock.today()}, choices)
    return render_page("staff/new_sharing.html", page, form=form, draft=draft)


@bp.post("/clients/<reference>/sharing")
@requires("casework.share")
@asks_again(new_sharing)
def create_sharing(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        wanted = load_form(SharingForm, manager_choices(list_colleagues(db, actor, Role.MANAGER)))
        sharing_id = record_sharing(db, actor, client, wanted).id
        drop_draft(db, actor, client, "sharing")
    tell("It is written down. A manager will look at it.")
    return redirect(url_for("staff.show_sharing", reference=reference, sharing_id=sharing_id), 303)


@bp.get("/clients/<reference>/sharing/<uuid:sharing_id>")
@requires("casework.read")
def show_sharing(reference: str, sharing_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        page = sharing_page(actor, get_sharing(db, actor, get_client(db, actor, reference), sharing_id))
    form: Any = show_form(ReviewForm)
    return render_page("staff/show_sharing.html", page, form=form)


@bp.post("/clients/<reference>/sharing/<uuid:sharing_id>/review")
@requires("casework.oversee")
@asks_again(show_sharing)
def save_review(reference: str, sharing_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        sharing = get_sharing(db, actor, get_client(db, actor, reference), sharing_id, to_change=True)
        is_news = review_sharing(db, actor, sharing, load_form(ReviewForm))
    tell("What you found is written down." if is_news else "Another manager wrote down what they found before you.")
    return redirect(url_for("staff.show_sharing", reference=reference, sharing_id=sharing_id), 303)
