"""A client's plan: filled from a match, referred from, set aside and put back."""

import html
import re

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.models import PlannedActivity
from directory.casework.plan import set_aside
from directory.referrals.models import OnwardReferral
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.plans import make_planned
from tests.staff.conftest import agreed_to_group, hidden, new_key
from tests.staff.matching.test_chosen import ask


@pytest.fixture
def walks(db):
    return make_service(db, "Walking group", email="walks@becklane.example")


def text_of(answer) -> str:
    return html.unescape(answer.text)


def plan_on(page: str) -> str:
    """The part of a client's page that is their plan."""
    return page.split('id="plan"')[1].split("</section>")[0]


def add_to_plan(browser, results: str, *services, **more):
    """The page that opens when Add to the plan is pressed with activities ticked."""
    page = browser.get(results).text
    [address] = re.findall(r'formaction="([^"]+/plan)"', page)
    shown = {f"reasons-{each.id}": hidden(page, f"reasons-{each.id}") for each in services}
    ticked = {"chosen": [str(each.id) for each in services]}
    return browser.post(address, data={**shown, **ticked, **more}, follow_redirects=True)


def test_chosen_activities_go_on_the_plan_with_the_reasons_that_were_shown(sign_in, db, walks):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)

    page = text_of(add_to_plan(browser, ask(browser, hobbies="walking", client=client.reference), walks))

    assert "1 activity is on the plan." in page
    assert "Walking group" in plan_on(page)
    assert "Tuesday" in plan_on(page)
    assert "To talk about" in plan_on(page)
    assert "You said “walking”" in db.query(PlannedActivity).one().reasons


def test_a_match_for_nobody_in_particular_offers_no_plan(sign_in, db, walks):
    browser, _ = sign_in()

    page = browser.get(ask(browser, hobbies="walking")).text

    assert "Make a leaflet" in page
    assert "Add to the plan" not in page


def test_nothing_ticked_says_what_to_do(sign_in, db, walks):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)

    page = text_of(add_to_plan(browser, ask(browser, hobbies="walking", client=client.reference)))

    assert "Nothing is ticked yet" in page


def test_what_was_set_aside_before_is_told(sign_in, db, walks):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    planned = make_planned(db, coordinator, client, walks)
    set_aside(db, coordinator, planned, seen=planned.version)
    db.flush()

    page = text_of(add_to_plan(browser, ask(browser, hobbies="walking", client=client.reference), walks))

    assert "1 activity was set aside before" in page
    assert "Put back" in plan_on(page)


def test_an_empty_plan_says_how_to_fill_it(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)

    assert "No activity is on the plan yet" in text_of(browser.get(f"/staff/clients/{client.reference}"))


def test_what_is_set_aside_can_be_put_back(sign_in, db, walks):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    planned = make_planned(db, coordinator, client, walks)
    address = f"/staff/clients/{client.reference}/plan/{planned.id}"

    aside = browser.post(f"{address}/set-aside", data={"seen": planned.version}, follow_redirects=True)
    seen = hidden(plan_on(aside.text), "seen")
    back = browser.post(f"{address}/put-back", data={"seen": seen}, follow_redirects=True)

    assert "Set aside: 1" in plan_on(aside.text)
    assert "To talk about" in plan_on(back.text)
    assert "Set aside: 1" not in plan_on(back.text)


def test_what_a_colleague_changed_meanwhile_is_told(sign_in, db, walks):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    planned = make_planned(db, coordinator, client, walks)

    answer = browser.post(f"/staff/clients/{client.reference}/plan/{planned.id}/set-aside", data={"seen": "99"})

    assert answer.status_code == 409
    assert "Somebody else changed this on the plan" in text_of(answer)


def test_refer_on_the_plan_leads_to_a_referral_that_marks_it(sign_in, db, walks):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    make_planned(db, coordinator, client, walks, "You said “walking”.")
    plan = plan_on(browser.get(f"/staff/clients/{client.reference}").text)
    sent = {name: html.unescape(hidden(plan, name)) for name in ("client", "service_id", "reasons")}

    check = browser.post("/staff/referrals/check", data=sent)
    browser.post("/staff/referrals", data={**sent, **agreed_to_group(), "submission_key": new_key()})

    assert "You said “walking”." in text_of(check)
    assert db.query(OnwardReferral).one().service_id == walks.id
    plan = plan_on(browser.get(f"/staff/clients/{client.reference}").text)
    assert "Referred" in plan
    assert "Refer<" not in plan


def test_nobody_is_referred_from_a_plan_who_has_not_agreed(sign_in, db, walks):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, consent_given_on=None)
    make_planned(db, coordinator, client, walks)

    plan = plan_on(browser.get(f"/staff/clients/{client.reference}").text)

    assert "Set aside" in plan
    assert "Refer<" not in plan


def test_what_left_the_directory_is_told_and_not_referred_to(sign_in, db, walks):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    make_planned(db, coordinator, client, walks)
    walks.stage = "archived"
    db.flush()

    plan = plan_on(browser.get(f"/staff/clients/{client.reference}").text)

    assert "No longer in the directory" in plan
    assert "Refer<" not in plan


def test_a_manager_sees_the_plan_and_changes_nothing(sign_in, db, walks):
    _, coordinator = sign_in()
    browser, _ = sign_in(Role.MANAGER, scheme=db.get(Scheme, coordinator.scheme_id))
    client = make_client(db, coordinator)
    make_planned(db, coordinator, client, walks)

    plan = plan_on(browser.get(f"/staff/clients/{client.reference}").text)

    assert "Walking group" in plan
    assert "<button" not in plan


def test_the_plan_of_another_scheme_looks_like_none_at_all(sign_in, db, walks):
    browser, _ = sign_in()
    _, stranger = sign_in()
    client = make_client(db, stranger)
    planned = make_planned(db, stranger, client, walks)

    answer = browser.post(
        f"/staff/clients/{client.reference}/plan/{planned.id}/set-aside", data={"seen": planned.version}
    )

    assert answer.status_code == 404
    assert planned.state == "to talk about"


def test_who_changes_a_plan_is_written_down(sign_in, db, walks):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)

    add_to_plan(browser, ask(browser, hobbies="walking", client=client.reference), walks)

    written = {event.action: event for event in db.query(AuditEvent) if event.actor_id == coordinator.user_id}
    assert {"plan.added", "client.viewed"} <= set(written)
    assert written["client.viewed"].subject_ids == [str(client.id)]
