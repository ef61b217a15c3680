"""“I’d like to go”: asking a group to come along, or how else one comes to it."""

import uuid
from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from limits import parse

from directory.accounts.guards import open_to_all
from directory.casework.references import read_reference
from directory.catalogue.merging.survivors import id_now
from directory.catalogue.queries import get_published_service
from directory.db import reading, transaction
from directory.errors import NotFound, WrongInput
from directory.public.asking.pages import urgent_codes
from directory.public.blueprint import bp
from directory.public.joining_form import JoinForm
from directory.referrals.joining import CannotAsk, Way, ask_to_join, way_to
from directory.security.limits import count_try
from directory.translation import gettext
from directory.web.activity_page import contact_lines
from directory.web.contact_lines import Line
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page
from directory.web.spam import count_sending

# Nobody is to fill the letter box of a small group, from however many places.
OF_A_GROUP = parse("50 per 1 day")


@dataclass(frozen=True)
class GoPage:
    """An activity, and how one comes to it: by asking, by ringing, by a referral, or not just now."""

    service_id: uuid.UUID
    name: str
    organisation: str
    way: str
    joining: str
    contact: tuple[Line, ...]


@bp.get("/activities/<uuid:service_id>/go")
@open_to_all
def new_joining(service_id: uuid.UUID) -> ResponseReturnValue:
    with reading() as db:
        service = get_published_service(db, id_now(db, "service", service_id))
        way = way_to(service)
        page = GoPage(
            service.id,
            service.name,
            service.organization.name,
            way.value,
            service.application_process or "",
            tuple(contact_lines(service)),
        )
    if way is not Way.ASK:
        return render_page("public/how_to_go.html", page)
    return render_page("public/new_joining.html", page, form=show_form(JoinForm))


@bp.post("/activities/<uuid:service_id>/go")
@open_to_all
@asks_again(new_joining)
def create_joining(service_id: uuid.UUID) -> ResponseReturnValue:
    """Tell the group. What sounds like danger goes to no group: who wrote it is told whom to ring."""
    wanted = load_form(JoinForm)
    with reading() as db:
        if urgent_codes(db, wanted.message or ""):
            words = gettext(
                "This sounds as if it cannot wait. Please ring one of the numbers on this page: a group is not there"
                " for that. To write to the group, leave it out"
            )
            raise WrongInput(words, {"message": words})
    count_sending("requests to come along")
    count_try(OF_A_GROUP, "requests to one group", str(service_id))
    with transaction() as db:
        service = get_published_service(db, id_now(db, "service", service_id))
        with said_on_the_page(CannotAsk):
            reference = ask_to_join(db, service, wanted).reference
    return redirect(url_for("public.show_joining", service_id=service_id, reference=reference), 303)


@bp.get("/activities/<uuid:service_id>/go/<reference>")
@open_to_all
def show_joining(service_id: uuid.UUID, reference: str) -> ResponseReturnValue:
    """What happens next, with the reference. The page knows nothing else, whoever opens it."""
    known = read_reference(reference)
    if known is None:
        raise NotFound(gettext("There is no such page."))
    return render_page("public/show_joining.html", known, service_id=service_id)
