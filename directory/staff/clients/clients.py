"""Clients: taking somebody on, and one person's page."""

from collections.abc import Sequence
from typing import Any

from flask import g, redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.closing.queries import list_standing
from directory.casework.joining.leading import list_joined
from directory.casework.joining.pairing import tell_apart_from
from directory.casework.models import Purpose
from directory.casework.plan import list_plan
from directory.casework.queries import list_by_reference
from directory.casework.referrals_in.recognising import list_likely, take_on_in_turn
from directory.casework.referrals_in.referral_queries import list_referrals_of
from directory.casework.triage.taking_on import take_on_directly
from directory.casework.wordings import get_own_scheme, newest_wording
from directory.casework.young_people import find_age_question
from directory.catalogue.queries import services_by_id
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.outcomes.queries import list_responses
from directory.referrals.queries import list_onward_referrals
from directory.referrals.untold import find_untold
from directory.staff.blueprint import bp
from directory.staff.cases.closing.closing_pages import case_href, ended_lines
from directory.staff.cases.goals.whole_plan_page import goal_lines
from directory.staff.cases.plan_page import build_plan
from directory.staff.clients.alerts import alerts_of
from directory.staff.clients.client_forms import NewClientForm
from directory.staff.clients.client_pages import client_page
from directory.staff.clients.found_clients import new_client_page
from directory.staff.clients.joining.joining_pages import second_records
from directory.staff.clients.own_page_part import read_own_page_part
from directory.staff.clients.safety.safety_pages import safety_of
from directory.staff.clients.timeline.gathering import list_newest
from directory.staff.clients.timeline.timeline_page import days_of
from directory.staff.clients.young_people import young_words
from directory.staff.drafts.offering import begun_lines
from directory.staff.records.records import get_client
from directory.staff.referrals.referral_in_pages import came_line, reason_line
from directory.staff.support_sessions.session_pages import session_part
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page, tell


@bp.get("/clients/new")
@requires("casework.write")
def new_client() -> ResponseReturnValue:
    form: Any = show_form(NewClientForm)
    likely: Sequence[str] = g.get("likely", ())
    with transaction() if likely else reading() as db:
        actor = current_actor()
        page = new_client_page(list_by_reference(db, actor, likely), form.not_these.data)
        wording = newest_wording(db, actor.scheme_id, Purpose.REFERRAL).text
    return render_page("staff/new_client.html", page, form=form, wording=wording)


@bp.post("/clients")
@requires("casework.write")
@asks_again(new_client)
def create_client() -> ResponseReturnValue:
    with transaction() as db:
        take_on_in_turn(db, current_actor())
        wanted = load_form(NewClientForm)
        g.likely = list_likely(db, current_actor(), wanted)
        if g.likely:
            raise WrongInput("You may have this person on your list already. Look whether one of these is them.")
        client = take_on_directly(db, current_actor(), wanted)
        tell_apart_from(db, current_actor(), client, wanted.not_these)
        reference = client.reference
    tell("Client added.")
    return redirect(url_for("staff.show_client", reference=reference), 303)


@bp.get("/clients/<reference>")
@requires("casework.read")
def show_client(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor, now, today = current_actor(), clock.now(), clock.today()
        client = get_client(db, actor, reference)
        planned, referrals = list_plan(db, actor, client), list_onward_referrals(db, actor, client)
        plan = build_plan(actor, client, planned, services_by_id(db, [each.service_id for each in planned]), now)
        untold, responses = find_untold(db, referrals), list_responses(db, actor, client)
        page = client_page(actor, client, plan, referrals, untold, responses, today)
        young = young_words(client, get_own_scheme(db, actor).minimum_age, find_age_question(db, client))
        sent = list_referrals_of(db, client)
        came, reasons = [came_line(each) for each in sent], [reason_line(each) for each in sent if each.reason]
        safety = safety_of(db, actor, client)
        sessions = session_part(db, actor, client, now, today)
        own = read_own_page_part(db, actor, client, now)
        newest = days_of(list_newest(db, actor, client))
        alike, joined = second_records(db, actor, client), list_joined(db, client)
        begun = begun_lines(db, actor, client)
        ended, goals = ended_lines(client, list_standing(db, client)), goal_lines(db, client)
    return render_page(
        "staff/show_client.html",
        page,
        alerts=alerts_of(client, today),
        young=young,
        own=own,
        came=came,
        reasons=reasons,
        safety=safety,
        newest=newest,
        sessions=sessions,
        ended=ended,
        case_href=case_href(client),
        goals=goals,
        alike=alike,
        joined=joined,
        begun=begun,
    )
