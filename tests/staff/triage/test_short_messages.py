"""The short message to whoever referred somebody, as staff write, read and give it."""

import html
import json

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.casework.referrals_in.answering_referrals import decline_referral_in
from directory.casework.referrals_in.referral_inputs import DeclineInput
from directory.casework.referrals_in.referral_states import DeclineReason, ReferralSource
from directory.casework.triage.models import ReferrerNotice
from tests.factories.asking import make_referral_in
from tests.factories.signposts import notices_of
from tests.staff.conftest import in_boxes


@pytest.fixture
def world(sign_in, db):
    """A coordinator's browser, them, and what a nurse is to be told of somebody who did not want it."""
    browser, actor = sign_in()
    told = {"source": ReferralSource.PROFESSIONAL, "referrer_name": "Lee Nurse", "referrer_contact": "0113 496 0000"}
    referral = make_referral_in(db, actor, **told)
    decline_referral_in(db, actor, referral, DeclineInput(DeclineReason.DOES_NOT_WANT))
    [notice] = notices_of(db, referral)
    db.commit()
    return browser, actor, notice, f"/staff/referrers-to-tell/{notice.id}"


def text_of(answer) -> str:
    return html.unescape(answer.text)


def again(db, notice) -> ReferrerNotice:
    db.expire_all()
    return db.get_one(ReferrerNotice, notice.id)


def test_the_page_shows_all_that_they_hear(world):
    browser, _, _, address = world

    page = text_of(browser.get(address))

    assert "They are not supported by our service." in page
    assert "No actions are requested." in page
    assert "They do not want social prescribing now." not in page


def test_what_the_person_agreed_to_is_written_and_stands_in_the_files(world, db):
    browser, _, notice, address = world
    data = {"seen": notice.version, "actions": "Ask again in spring", "more": "She has her choir"}

    browser.post(f"{address}/words", data={**data, "practice": "practice", **in_boxes("agreed_on", clock.today())})

    page = text_of(browser.get(address))
    document = json.loads(browser.get(f"{address}/file.json").text)
    assert all(words in page for words in ("Ask again in spring", "She has her choir", "and their GP practice"))
    assert [each["code"][0]["coding"][0]["code"] for each in document["entry"][0]["resource"]["event"]] == [
        "871711000000103"
    ]


def test_what_they_were_given_stays_as_it_was(world, db):
    browser, actor, notice, address = world

    answer = browser.post(f"{address}/told", data={"seen": notice.version, "way": "paper"})

    kept = again(db, notice)
    assert answer.status_code == 303
    assert (kept.told_way, kept.told_by) == ("paper", actor.user_id)
    assert "They are not supported by our service." in kept.content
    assert browser.get(f"{address}/words").status_code == 409


def test_somebody_else_wrote_in_it_meanwhile(world, db):
    browser, _, notice, address = world
    browser.post(f"{address}/words", data={"seen": notice.version, "actions": "Ask again in spring"})

    answer = browser.post(f"{address}/words", data={"seen": notice.version, "actions": "Nothing"})

    assert answer.status_code == 422
    assert "Somebody else changed this" in text_of(answer)
    assert again(db, notice).actions == "Ask again in spring"


def test_another_team_finds_nothing(world, sign_in, db):
    _, _, _, address = world
    stranger, _ = sign_in(Role.COORDINATOR)

    assert stranger.get(address).status_code == 404


def test_it_stands_on_the_first_page_until_they_are_told(world, db):
    browser, _, notice, address = world
    before = text_of(browser.get("/staff/"))

    browser.post(f"{address}/told", data={"seen": notice.version, "way": "phone"})

    assert "Tell whoever referred them: they are not taken on" in before
    assert "Tell whoever referred them" not in text_of(browser.get("/staff/"))


def test_the_way_in_which_they_left_a_number_is_chosen_already(world):
    browser, _, _, address = world

    page = browser.get(address).text

    assert 'value="phone" checked' in page


@pytest.fixture
def for_themself(sign_in, db):
    """A coordinator's browser, and what somebody who asked for themself is to be told."""
    browser, actor = sign_in()
    referral = make_referral_in(db, actor, email="noor@home.example", contact_by="email")
    decline_referral_in(db, actor, referral, DeclineInput(DeclineReason.NO_ROOM))
    [notice] = notices_of(db, referral)
    db.commit()
    return browser, notice, f"/staff/referrers-to-tell/{notice.id}"


def test_who_asked_for_themself_reads_it_in_plain_words(for_themself):
    browser, _, address = for_themself

    page = text_of(browser.get(address))

    assert "Short message to them" in page
    assert "We have no room at the moment." in page
    assert "They would rather be reached by email." in page
    assert "FHIR" not in page
    assert browser.get(f"{address}/file.json").status_code == 404
    assert browser.get(f"{address}/file.pdf").status_code == 200


def test_something_else_can_be_said_to_them(for_themself):
    browser, notice, address = for_themself

    form = text_of(browser.get(f"{address}/words"))
    browser.post(f"{address}/words", data={"seen": notice.version, "more": "The library has a list of groups"})

    assert "What are they asked to do?" not in form
    assert "The library has a list of groups" in text_of(browser.get(address))


def test_they_stand_on_the_first_page_until_they_are_told(for_themself, db):
    browser, notice, address = for_themself
    before = text_of(browser.get("/staff/"))

    browser.post(f"{address}/told", data={"seen": notice.version, "way": "paper"})

    assert "Tell them, who asked themselves: they are not taken on" in before
    assert "Tell them, who asked themselves" not in text_of(browser.get("/staff/"))
    assert "We have no room at the moment." in again(db, notice).content
