"""The pages of risks and safeguarding concerns."""

import html
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.referrals_in.answering_referrals import accept_as_new
from directory.casework.referrals_in.referral_states import ReferralSource
from directory.casework.safety.kinds import RisksAnswer
from directory.casework.safety.models import Risk, SafeguardingConcern
from tests.factories.asking import make_referral_in
from tests.factories.casework import make_client
from tests.factories.safety import make_concern, make_risk
from tests.staff.conftest import in_boxes, new_key

A_RISK = {"kind": "home visit", "words": "A dog that bites strangers"}
A_CONCERN = {"kind": "financial abuse", "words": "Her nephew keeps her bank card"}


def text_of(answer) -> str:
    return html.unescape(answer.text)


@pytest.fixture
def coordinator(sign_in):
    return sign_in()


@pytest.fixture
def colleague(sign_in, db, coordinator):
    return sign_in(scheme=db.get_one(Scheme, coordinator[1].scheme_id))


@pytest.fixture
def manager(sign_in, db, coordinator):
    return sign_in(Role.MANAGER, scheme=db.get_one(Scheme, coordinator[1].scheme_id))


@pytest.fixture
def client(db, coordinator):
    client = make_client(db, coordinator[1])
    db.commit()
    return client


@pytest.fixture
def address(client) -> str:
    return f"/staff/clients/{client.reference}"


def test_risks_show_as_due_until_somebody_asks_and_none_known_is_one_press(coordinator, address):
    browser, _ = coordinator
    before = text_of(browser.get(address))

    answer = browser.post(f"{address}/safety/none-known")

    assert "Risks are not asked yet" in before
    assert answer.location == f"{address}/safety"
    assert "No known risks (Coordinator Example" in text_of(browser.get(address))


def test_words_of_danger_stand_on_the_page_until_somebody_asked_though_the_sender_knew_of_no_risk(db, coordinator):
    browser, actor = coordinator
    nurse = {"source": ReferralSource.PROFESSIONAL, "referrer_name": "Lee Nurse", "referrer_contact": "0113 496 0001"}
    told = {**nurse, "risks_answer": RisksAnswer.NONE_KNOWN, "sounds_urgent": True}
    address = f"/staff/clients/{accept_as_new(db, actor, make_referral_in(db, actor, **told)).reference}"
    db.commit()
    before, asked = text_of(browser.get(address)), text_of(browser.get(f"{address}/safety"))

    browser.post(f"{address}/safety/none-known")

    assert "Words of danger were heard" in before
    assert "No known risks</button>" in re.sub(r"\s+(?=<)", "", asked)
    assert "Words of danger were heard" not in text_of(browser.get(address))


def test_a_risk_is_written_down_shown_first_changed_and_ended(db, coordinator, address):
    browser, _ = coordinator
    browser.post(f"{address}/safety/risks", data={**A_RISK, "submission_key": new_key()})
    risk = db.scalars(select(Risk)).one()
    here = f"{address}/safety/risks/{risk.id}"
    shown = text_of(browser.get(address))

    browser.post(here, data={"kind": "falls", "words": "Fell in May", "seen": risk.version})
    changed = text_of(browser.get(address))
    ending = {"why": "Has a rail now", "seen": risk.version + 1, **in_boxes("ended_on", clock.today())}
    browser.post(f"{here}/end", data=ending)

    assert "A dog that bites strangers" in shown
    assert "Fell in May" in changed
    assert "Risks are not asked yet" in text_of(browser.get(address))
    assert "Has a rail now" in text_of(browser.get(f"{address}/safety"))


def test_risk_is_confirmed_by_who_asked_and_not_where_it_was_changed_meanwhile(db, coordinator, client, address):
    browser, actor = coordinator
    risk = make_risk(db, actor, client)
    db.commit()
    here, seen = f"{address}/safety/risks/{risk.id}", risk.version

    codes = [browser.post(f"{here}/confirm", data={"seen": seen}).status_code for _ in range(2)]
    shown = text_of(browser.get(address))
    browser.post(here, data={**A_RISK, "words": "Two dogs", "seen": seen + 1})
    late = browser.post(f"{here}/confirm", data={"seen": seen - 1})

    assert codes == [303, 303]
    assert f"{actor.name} asked about it on" in shown
    assert (late.status_code, "Somebody else changed this" in text_of(late)) == (422, True)


def test_what_is_wrong_with_a_risk_is_said_and_what_was_typed_stays(coordinator, address):
    browser, _ = coordinator
    tomorrow = in_boxes("since", clock.today() + timedelta(days=1))

    answer = browser.post(f"{address}/safety/risks", data={"words": "A dog", **tomorrow})

    assert answer.status_code == 422
    assert "Choose what kind of risk it is" in text_of(answer)
    assert "The date must be today or earlier" in text_of(answer)
    assert "A dog" in text_of(answer)


def test_that_a_colleague_changed_it_meanwhile_is_said_and_what_was_typed_stays(db, coordinator, client, address):
    browser, actor = coordinator
    risk = make_risk(db, actor, client)
    db.commit()
    here = f"{address}/safety/risks/{risk.id}"
    browser.post(here, data={**A_RISK, "words": "Two dogs", "seen": risk.version})

    answer = browser.post(here, data={**A_RISK, "words": "A cat", "seen": risk.version})

    assert answer.status_code == 422
    assert "Somebody else changed this" in text_of(answer)
    assert "A cat" in text_of(answer)


def test_a_concern_of_a_colleague_is_read_by_the_coordinator_and_managers_alone(
    db, coordinator, colleague, manager, address
):
    answer = colleague[0].post(f"{address}/safety/concerns", data={**A_CONCERN, "submission_key": new_key()})

    concern = db.scalars(select(SafeguardingConcern)).one()
    here = f"{address}/safety/concerns/{concern.id}"
    assert answer.location == f"{address}/safety"
    for who, page in [(coordinator, address), (manager, address), (coordinator, here), (manager, here)]:
        assert "Her nephew keeps her bank card" in text_of(who[0].get(page))
    for page in (address, f"{address}/safety", f"{address}/looks", f"{address}/timeline"):
        assert "nephew" not in text_of(colleague[0].get(page))
        assert "afeguarding.raised" not in text_of(colleague[0].get(page))
    assert colleague[0].get(here).status_code == 404
    assert colleague[0].post(here, data=A_CONCERN).status_code == 404


def test_pages_of_who_may_not_read_are_the_same_with_and_without_a_concern(db, coordinator, colleague, client, address):
    pages = (address, f"{address}/safety")
    before = [seen_of(colleague[0].get(page)) for page in pages]

    make_concern(db, coordinator[1], client)
    db.commit()

    assert [seen_of(colleague[0].get(page)) for page in pages] == before


def seen_of(answer) -> str:
    """What people see of a page."""
    return " ".join(re.sub("<[^>]*>", " ", text_of(answer)).split())


def test_what_was_done_about_a_concern_is_kept_and_whether_the_person_may_read_it(db, coordinator, client, address):
    browser, actor = coordinator
    concern = make_concern(db, actor, client)
    db.commit()
    here = f"{address}/safety/concerns/{concern.id}"
    told = {**A_CONCERN, "acted": "Rang the duty desk", "seen": concern.version}

    refused = browser.post(here, data={**told, "told": "hidden"})
    browser.post(here, data={**told, "told": "shown"})

    assert refused.status_code == 422
    assert "Say what harm it would do" in text_of(refused)
    page = text_of(browser.get(f"{address}/safety"))
    assert "Rang the duty desk" in page
    assert "They find it in what they are given" in page


def test_a_concern_is_ended_by_a_person_with_a_day(db, coordinator, client, address):
    browser, actor = coordinator
    concern = make_concern(db, actor, client)
    db.commit()
    ending = {"why": "The council took it on", "seen": concern.version, **in_boxes("ended_on", clock.today())}

    browser.post(f"{address}/safety/concerns/{concern.id}/end", data=ending)

    assert "nephew" not in text_of(browser.get(address))
    assert "The council took it on" in text_of(browser.get(f"{address}/safety"))
