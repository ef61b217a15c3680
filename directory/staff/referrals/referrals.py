"""Referrals: the list, looking one over before it is sent, and sending it."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.guards import MADE_FOR, current_actor, requires
from directory.casework.agreeing import ConsentNeeded, PersonHasDied
from directory.casework.drafts.keeping import drop_draft, find_draft
from directory.casework.models import GivenBy
from directory.casework.queries import list_supported_clients
from directory.catalogue.merging.survivors import id_now
from directory.catalogue.queries import find_services_named, get_service
from directory.champions.noting.notes import list_ring_first
from directory.db import transaction
from directory.errors import WrongInput
from directory.matching.current import current_matcher_keeper
from directory.matching.profile import Profile
from directory.referrals.agreeing import list_grounds
from directory.referrals.figures import find_figures
from directory.referrals.inputs import OldOne
from directory.referrals.operations import NotReferable, check_referable, refer_onward
from directory.referrals.queries import list_onward_referrals
from directory.referrals.sending_on import show_before
from directory.referrals.tell_by import TellBy
from directory.referrals.told_parts import ToldPart
from directory.referrals.tried import find_not_for_them
from directory.referrals.untold import find_untold
from directory.staff.blueprint import bp
from directory.staff.downloads import ENDING, list_file
from directory.staff.drafts.offering import find_offer, show_drafted
from directory.staff.list_sheets import referrals_sheet
from directory.staff.matching.shown_reasons import read_reasons
from directory.staff.records.records import get_client
from directory.staff.referrals.chain_part import before_part, old_one_choices
from directory.staff.referrals.new_referral_pages import (
    ChooseClientPage,
    check_page,
    find_page,
    preview_page,
    results_href,
)
from directory.staff.referrals.referral_forms import (
    ChooseClientForm,
    FindActivityForm,
    ReferralForm,
    client_choices,
    ground_choices,
    heeding_choices,
    read_service_id,
    tell_choices,
)
from directory.staff.referrals.referral_pages import ReferralList, referral_rows
from directory.web.fields.choices import Choices
from directory.web.forms import (
    HIDDEN,
    apply_errors,
    asks_again,
    load_form,
    load_query,
    said_on_the_page,
    show_form,
    take_form,
)
from directory.web.kept_forms import MARK
from directory.web.pages import render_page, tell

# What every form has of its own.
DRAFT = "referral"
NOT_CARRIED = HIDDEN | {MARK, MADE_FOR, "change"}


@bp.get("/referrals")
@requires("casework.read")
def show_referrals() -> ResponseReturnValue:
    is_all = request.args.get("show") == "all"
    with transaction() as db:
        referrals = list_onward_referrals(db, current_actor(), only_open=not is_all)
        rows = referral_rows(referrals, find_untold(db, referrals), clock.today())
        page = ReferralList(rows, is_all)
    return render_page("staff/show_referrals.html", page)


@bp.get(f"/referrals.{ENDING}")
@requires("casework.read")
def download_referrals(ending: str) -> ResponseReturnValue:
    """The referrals of the page as a sheet. Whose they are is written down as for the page."""
    is_all = request.args.get("show") == "all"
    with transaction() as db:
        referrals = list_onward_referrals(db, current_actor(), only_open=not is_all)
        name = "All referrals" if is_all else "Open referrals"
        sheet = referrals_sheet(name, referrals, find_untold(db, referrals))
    return list_file(sheet, ending)


@bp.get("/referrals/new")
@requires("casework.refer")
def new_referral() -> ResponseReturnValue:
    form: Any = load_query(FindActivityForm)
    asked = form.name.data or ""
    with transaction() as db:
        client = get_client(db, current_actor(), form.client.data or "")
        before = show_before(db, current_actor(), client, form.sent_on_from.data or "")
        page = find_page(client, asked, find_services_named(db, asked) if asked else (), before)
    return render_page("staff/new_referral.html", page, form=form)


def show_check() -> ResponseReturnValue:
    """The page on which a referral is looked over; where nobody is chosen yet, who it is for is asked first."""
    reference = request.form.get("client", "")
    if not reference:
        return choose_client()
    signed, match = request.form.get("reasons", ""), request.form.get("match", "")
    return check_of(reference, read_service_id(request.form.get("service_id")), signed, match)


@bp.get("/clients/<reference>/referrals/<uuid:service_id>")
@requires("casework.refer")
def go_on_writing_to_group(reference: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """The same page for somebody and an activity, with what was begun of it where that is gone on with."""
    with transaction() as db:
        actor = current_actor()
        begun = find_draft(db, actor, get_client(db, actor, reference), DRAFT, str(service_id))
        typed = dict(begun.typed) if begun else {}
    return check_of(reference, service_id, typed.get("reasons", ""), typed.get("match", ""))


def check_of(reference: str, service_id: uuid.UUID, signed: str, match: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        reasons = read_reasons(service_id, client.reference, signed)
        service = get_service(db, id_now(db, "service", service_id))
        today = clock.today()
        notes = list_ring_first(db, actor.scheme_id, service.id, today)
        grounds = list_grounds(db, actor, client)
        before = show_before(db, actor, client, request.form.get("sent_on_from", ""))
        page = check_page(
            db,
            service,
            client,
            reasons,
            actor.scheme_name,
            match,
            has_grounds=bool(grounds),
            figures=find_figures(db, actor, service),
            before=before_part(before) if before is not None else None,
            tried=find_not_for_them(db, actor, client, service.id),
        )
        choices: dict[str, Choices] = {
            "old_one": old_one_choices(before),
            "tell_by": tell_choices(has_address=bool(page.contact.address)),
            "heeded": heeding_choices(notes, today),
            "sharing_id": ground_choices(grounds),
        }
        draft = find_offer(db, actor, client, DRAFT, service_id)
    values = {
        "client": client.reference,
        "service_id": str(service_id),
        "reasons": signed,
        "match": match,
        "sent_on_from": before.reference if before is not None else "",
        "old_one": OldOne.STAYS.value,
        "tell_by": (TellBy.EMAIL if page.contact.address else TellBy.PHONE).value,
        "agreed_by": GivenBy.THEMSELF.value,
        "parts": [each.value for each in ToldPart],
    }
    # Back from the look at what is sent, all that was typed is there still.
    is_back = "change" in request.form
    form: Any = take_form(ReferralForm) if is_back else show_drafted(ReferralForm, draft, values, choices)
    # A form that comes back asks for what was noted since it was opened.
    form.offer(choices)
    return render_page("staff/check_referral.html", page, form=form, must_ring=bool(notes), draft=draft)


def choose_client() -> ResponseReturnValue:
    service_id, match = read_service_id(request.form.get("service_id")), request.form.get("match", "")
    with transaction() as db:
        actor = current_actor()
        page = ChooseClientPage(get_service(db, id_now(db, "service", service_id)).name, results_href(match))
        choices = {"client": client_choices(list_supported_clients(db, actor), actor)}
    values = {"service_id": str(service_id), "reasons": request.form.get("reasons", ""), "match": match}
    form: Any = show_form(ChooseClientForm, values, choices)
    if "client" in request.form:
        apply_errors(form, WrongInput("Choose who it is for.", {"client": "Choose who it is for"}))
    return render_page("staff/choose_client.html", page, form=form)


@bp.post("/referrals/check")
@requires("casework.refer")
@asks_again(show_check)
def check_referral() -> ResponseReturnValue:
    return show_check()


@bp.post("/referrals/preview")
@requires("casework.refer")
@asks_again(show_check)
def preview_referral() -> ResponseReturnValue:
    """The letter and the page as the group will get them, once all that is asked first is answered."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, request.form.get("client", ""))
        wanted = load_form(ReferralForm, {"sharing_id": ground_choices(list_grounds(db, actor, client))})
        wanted = replace(wanted, service_id=id_now(db, "service", wanted.service_id))
        with said_on_the_page(PersonHasDied, ConsentNeeded, NotReferable):
            check_referable(db, actor, client, wanted, clock.today())
        urgent = urgent_codes(db, wanted.message or "")
        service = get_service(db, wanted.service_id)
        page = preview_page(service, client, wanted, actor.scheme_name, urgent, carried_on())
    return render_page("staff/preview_referral.html", page)


def carried_on() -> list[tuple[str, str]]:
    """All that was typed, to be sent again with the hidden fields that the next page has of its own."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_CARRIED]


def urgent_codes(db: Session, message: str) -> Sequence[str]:
    """The needs that cannot wait of which a message speaks, or may speak."""
    if not message:
        return ()
    return current_matcher_keeper().matcher(db).match(Profile(statement=message), top=1).urgent_codes


@bp.post("/referrals")
@requires("casework.refer")
@asks_again(show_check)
def create_referral() -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        # A no of theirs that is being written down comes first, and so does the end of their case.
        client = get_client(db, actor, request.form.get("client", ""), to_change=True)
        wanted = load_form(ReferralForm, {"sharing_id": ground_choices(list_grounds(db, actor, client))})
        with said_on_the_page(PersonHasDied, ConsentNeeded, NotReferable):
            reference = refer_onward(db, actor, client, wanted).reference
        drop_draft(db, actor, client, DRAFT, str(read_service_id(request.form.get("service_id"))))
    tell("The referral is made.")
    return redirect(url_for("staff.show_referral", reference=reference), 303)
