"""A client's safety: what stands, writing down, changing and ending risks and safeguarding concerns."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.drafts.keeping import drop_draft
from directory.casework.operations import ChangedMeanwhile
from directory.casework.safety.keeping import (
    RiskStands,
    add_concern,
    add_risk,
    change_concern,
    change_risk,
    confirm_risk,
    end_concern,
    end_risk,
    say_none_known,
)
from directory.casework.safety.policy import may_read_concerns
from directory.casework.safety.queries import get_concern, get_risk, list_concerns, list_risks, list_standing
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.clients.safety.safety_forms import (
    ConcernChangeForm,
    ConcernForm,
    RiskConfirmForm,
    RiskForm,
    SafetyEndingForm,
    shown_values,
    told_of,
)
from directory.staff.clients.safety.safety_pages import OneSafetyPage, concern_line, risk_line, safety_page
from directory.staff.drafts.offering import find_offer, show_drafted
from directory.staff.records.records import get_client
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form, take_form
from directory.web.pages import render_page, tell

HERE = "/clients/<reference>/safety"
RISK, CONCERN = f"{HERE}/risks/<uuid:risk_id>", f"{HERE}/concerns/<uuid:concern_id>"


@bp.get(HERE)
@requires("casework.read")
def show_safety(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        concerns = list_concerns(db, actor, client.id) if may_read_concerns(actor, client) else None
        page = safety_page(client, list_standing(db, actor, client), list_risks(db, client.id), concerns)
    return render_page("staff/show_safety.html", page)


@bp.post(f"{HERE}/none-known")
@requires("casework.read")
@asks_again(show_safety)
def save_none_known(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        with said_on_the_page(RiskStands):
            say_none_known(db, actor, get_client(db, actor, reference, to_change=True))
    tell("It is written down that no risk is known.")
    return to_safety(reference)


@bp.get(f"{HERE}/risks/new")
@requires("casework.read")
def new_risk(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        page, draft = (
            OneSafetyPage(client.listed_name, client.reference),
            find_offer(db, current_actor(), client, "risk"),
        )
    form: Any = show_drafted(RiskForm, draft)
    return render_page("staff/new_risk.html", page, form=form, draft=draft)


@bp.post(f"{HERE}/risks")
@requires("casework.read")
@asks_again(new_risk)
def create_risk(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        form = take_form(RiskForm)
        add_risk(db, actor, client, form.load(), str(form.submission_key.data))
        drop_draft(db, actor, client, "risk")
    tell("The risk is written down. It stands until somebody ends it.")
    return to_safety(reference)


@bp.get(RISK)
@requires("casework.read")
def edit_risk(reference: str, risk_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        risk = get_risk(db, client, risk_id)
        page = OneSafetyPage(client.listed_name, client.reference, str(risk.id), risk_line(risk, client))
        known = shown_values(risk, "kind", "words", "since")
        draft = find_offer(db, current_actor(), client, "risk-change", risk.id)
    form: Any = show_drafted(RiskForm, draft, known)
    ending: Any = show_form(SafetyEndingForm, {"seen": known["seen"], "ended_on": clock.today()})
    confirming: Any = show_form(RiskConfirmForm, {"seen": known["seen"]})
    confirming.seen.data = known["seen"]
    return render_page("staff/edit_risk.html", page, form=form, ending=ending, confirming=confirming, draft=draft)


@bp.post(RISK)
@requires("casework.read")
@asks_again(edit_risk)
def update_risk(reference: str, risk_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        risk, form = get_risk(db, client, risk_id), take_form(RiskForm)
        with said_on_the_page(ChangedMeanwhile):
            change_risk(db, actor, risk, form.load(), form.seen.data)
        drop_draft(db, actor, client, "risk-change", str(risk_id))
    tell("The risk is changed.")
    return to_safety(reference)


@bp.post(f"{RISK}/confirm")
@requires("casework.read")
@asks_again(edit_risk)
def confirm_known_risk(reference: str, risk_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        risk = get_risk(db, get_client(db, actor, reference, to_change=True), risk_id)
        seen = load_form(RiskConfirmForm)
        with said_on_the_page(ChangedMeanwhile):
            confirm_risk(db, actor, risk, seen)
    tell("It is written down that you asked, and it is so.")
    return to_safety(reference)


@bp.post(f"{RISK}/end")
@requires("casework.read")
@asks_again(edit_risk)
def finish_risk(reference: str, risk_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        risk = get_risk(db, get_client(db, actor, reference, to_change=True), risk_id)
        form = take_form(SafetyEndingForm)
        with said_on_the_page(ChangedMeanwhile):
            end_risk(db, actor, risk, form.load(), form.seen.data)
    tell("The risk is over. It stays in their record, as ended.")
    return to_safety(reference)


@bp.get(f"{HERE}/concerns/new")
@requires("casework.read")
def new_concern(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        draft = find_offer(db, current_actor(), client, "concern")
        page = OneSafetyPage(client.listed_name, client.reference)
    form: Any = show_drafted(ConcernForm, draft)
    return render_page("staff/new_concern.html", page, form=form, draft=draft)


@bp.post(f"{HERE}/concerns")
@requires("casework.read")
@asks_again(new_concern)
def create_concern(reference: str) -> ResponseReturnValue:
    """Write a concern down. Who may not read it learns that it is kept, and nothing after that."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        form = take_form(ConcernForm)
        add_concern(db, actor, client, form.load(), str(form.submission_key.data))
        drop_draft(db, actor, client, "concern")
    tell("It is written down. Their coordinator and the managers can read it.")
    return to_safety(reference)


@bp.get(CONCERN)
@requires("casework.read")
def edit_concern(reference: str, concern_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        concern = get_concern(db, actor, client, concern_id)
        page = OneSafetyPage(client.listed_name, client.reference, str(concern.id), concern_line(concern, client))
        known = shown_values(concern, "kind", "words", "noticed_on", "acted", "why_hidden")
        known["told"] = told_of(concern.is_hidden)
        draft = find_offer(db, actor, client, "concern-change", concern.id)
    form: Any = show_drafted(ConcernChangeForm, draft, known)
    ending: Any = show_form(SafetyEndingForm, {"seen": known["seen"], "ended_on": clock.today()})
    return render_page("staff/edit_concern.html", page, form=form, ending=ending, draft=draft)


@bp.post(CONCERN)
@requires("casework.read")
@asks_again(edit_concern)
def update_concern(reference: str, concern_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        concern, form = get_concern(db, actor, client, concern_id), take_form(ConcernChangeForm)
        with said_on_the_page(ChangedMeanwhile):
            change_concern(db, actor, concern, *form.load(), form.seen.data)
        drop_draft(db, actor, client, "concern-change", str(concern_id))
    tell("The concern is changed.")
    return to_safety(reference)


@bp.post(f"{CONCERN}/end")
@requires("casework.read")
@asks_again(edit_concern)
def finish_concern(reference: str, concern_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        concern = get_concern(db, actor, get_client(db, actor, reference, to_change=True), concern_id)
        form = take_form(SafetyEndingForm)
        with said_on_the_page(ChangedMeanwhile):
            end_concern(db, actor, concern, form.load(), form.seen.data)
    tell("The concern no longer stands. It stays in their record, as ended.")
    return to_safety(reference)


def to_safety(reference: str) -> ResponseReturnValue:
    return redirect(url_for("staff.show_safety", reference=reference), 303)
