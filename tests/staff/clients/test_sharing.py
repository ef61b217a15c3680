"""The pages of what was told without agreement."""

import html

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from tests.factories.casework import make_client
from tests.factories.sharing import make_sharing
from tests.staff.conftest import in_boxes, new_key


def text_of(answer) -> str:
    return html.unescape(answer.text)


@pytest.fixture
def manager(sign_in):
    return sign_in(Role.MANAGER)


@pytest.fixture
def coordinator(sign_in, db, manager):
    return sign_in(scheme=db.get(Scheme, manager[1].scheme_id))


def form_of(manager, **more):
    return {
        "ground": "safeguarding",
        "reason": "He was in the room",
        "told": "The locked door",
        "told_to": "Adult social care",
        "manager_id": str(manager.user_id),
        "manager_part": "told",
        "submission_key": new_key(),
        **in_boxes("shared_on", clock.today()),
        **more,
    }


def test_it_is_written_down_shown_on_the_clients_page_and_listed_for_a_manager(db, manager, coordinator):
    browser, actor = coordinator
    client = make_client(db, actor, consent_given_on=None)
    address = f"/staff/clients/{client.reference}"

    answer = browser.post(f"{address}/sharing", data=form_of(manager[1]))

    assert answer.status_code == 303
    page = text_of(browser.get(answer.location))
    assert "The locked door" in page
    assert "Coordinator Example; Manager Example was told" in page
    assert "Not looked at yet" in text_of(browser.get(f"{address}/agreements"))
    assert "Edith Ashworth" in text_of(manager[0].get("/staff/sharing"))


def test_every_question_has_to_be_answered(db, manager, coordinator):
    browser, actor = coordinator
    client = make_client(db, actor)

    answer = browser.post(f"/staff/clients/{client.reference}/sharing", data={})

    assert answer.status_code == 422
    for said in ("Choose what makes it necessary", "Say whom you told", "Say what you told them", "Choose a manager"):
        assert said in text_of(answer)


def test_a_manager_writes_down_what_they_found(db, manager, coordinator):
    client = make_client(db, coordinator[1])
    sharing = make_sharing(db, coordinator[1], client)
    db.commit()
    address = f"/staff/clients/{client.reference}/sharing/{sharing.id}"

    manager[0].post(f"{address}/review", data={"review": "It was needed"})

    assert "It was needed" in text_of(coordinator[0].get(address))
    assert "Nothing waits for you" in text_of(manager[0].get("/staff/sharing"))


def test_a_coordinator_does_not_review(db, manager, coordinator):
    client = make_client(db, coordinator[1])
    sharing = make_sharing(db, coordinator[1], client)
    db.commit()
    address = f"/staff/clients/{client.reference}/sharing/{sharing.id}/review"

    assert coordinator[0].post(address, data={"review": "Fine"}).status_code == 403
    assert coordinator[0].get("/staff/sharing").status_code == 403


def test_referral_without_agreement_tells_both_ways(db, manager, coordinator):
    browser, actor = coordinator
    client = make_client(db, actor, consent_given_on=None)

    address = f"/staff/clients/{client.reference}"

    page, agreements = (text_of(browser.get(each)) for each in (address, f"{address}/agreements"))

    assert "until they agree" in page
    assert "Share without agreement" in agreements
