"""One page for all that a team asks of a group, by the link in the letter that asks again."""

import html

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.models import Client
from directory.referrals.agreeing import withdraw_group_agreement
from directory.referrals.inputs import MoveInput
from directory.referrals.models import GroupAgreement
from directory.referrals.operations import move_referral
from directory.referrals.queries import get_onward_referral
from directory.referrals.states import ReferralState
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.links import code_in, make_reply_link, sent_letters
from tests.factories.referrals import make_first_visit, make_group_link, make_referral
from tests.staff.conftest import in_boxes, new_key

ADDRESS = "walks@becklane.example"


def text_of(answer) -> str:
    return html.unescape(answer.text)


@pytest.fixture
def people(db, coordinator):
    """Two people of one team, referred to two activities of one group; one of another team."""
    walks, choir = (make_service(db, name, email=ADDRESS) for name in ("Gentle walks", "Choir"))
    edith, omar = (make_client(db, coordinator, name=name) for name in ("Edith Ashworth", "Omar Khan"))
    made = [
        make_referral(db, coordinator, client=edith, service=walks, message="Uses a stick"),
        make_referral(db, coordinator, client=omar, service=choir),
    ]
    stranger = make_actor(db)
    make_referral(db, stranger, client=make_client(db, stranger, name="Olive Other"), service=walks)
    db.commit()
    return made


@pytest.fixture
def group_link(app, db, people):
    token = make_group_link(db, people[0])
    db.commit()
    sent_letters()
    return f"/asked-of-you/{token}"


@pytest.fixture
def open_browser(app, group_link):
    browser = app.test_client()
    browser.post(f"{group_link}/codes")
    answer = browser.post(f"{group_link}/code", data={"code": code_in(sent_letters()[-1])})
    assert (answer.status_code, answer.location) == (303, group_link)
    return browser


def test_without_the_code_nobody_is_named(browser, group_link, people):
    page = text_of(browser.get(group_link))
    one = browser.get(f"/replies/{group_link.rpartition('/')[2]}.{people[0].reference}")

    assert "Edith" not in page
    assert "Send me a code" in page
    assert (one.status_code, one.location) == (303, group_link)


def test_with_it_the_group_reads_when_they_come_first_and_with_whom(open_browser, group_link, people, coordinator, db):
    visit = make_first_visit(db, coordinator, people[0])
    db.commit()

    page = text_of(open_browser.get(group_link))

    assert "Comes along at first: A volunteer of ours: Joan" in page
    assert f"First visit: {visit.visit_on.day} {visit.visit_on:%B %Y}" in page


def test_the_group_is_told_on_what_number_to_ring_the_team(db, browser, open_browser, group_link, people, coordinator):
    db.get_one(Scheme, coordinator.scheme_id).phone = "0113 496 0100"
    db.commit()

    closed, page = text_of(browser.get(group_link)), text_of(open_browser.get(group_link))
    one = text_of(open_browser.get(f"/replies/{group_link.rpartition('/')[2]}.{people[0].reference}"))

    for shown in (closed, page, one):
        assert 'href="tel:01134960100"' in shown
    assert "We asked you on" in page
    assert "Press a name" in page


def test_with_it_everybody_of_this_team_is_there_with_what_helps_them(open_browser, group_link):
    page = text_of(open_browser.get(group_link))

    assert "Edith Ashworth" in page
    assert "Uses a stick" in page
    assert "Omar Khan" in page
    assert "Olive Other" not in page


def test_each_answer_is_given_from_there_and_leads_back(db, coordinator, open_browser, group_link, people):
    one = f"/replies/{group_link.rpartition('/')[2]}.{people[0].reference}"
    page = open_browser.get(one)
    said = {"to": "accepted", "seen": 1, "submission_key": new_key(), **in_boxes("happened_on", clock.today())}

    answer = open_browser.post(f"{one}/answers", data=said)
    db.expire_all()

    assert f'href="{group_link}"' in page.text
    assert answer.status_code == 303
    assert get_onward_referral(db, coordinator, people[0].reference).state == "accepted"
    assert "They will come" in text_of(open_browser.get(group_link))


def test_who_no_longer_agrees_is_gone_from_the_page_at_once(db, coordinator, open_browser, group_link, people):
    withdraw_group_agreement(db, coordinator, get_onward_referral(db, coordinator, people[0].reference))
    db.commit()

    page = text_of(open_browser.get(group_link))
    one = open_browser.get(f"/replies/{group_link.rpartition('/')[2]}.{people[0].reference}")

    assert "Edith" not in page
    assert "Omar Khan" in page
    assert one.status_code == 404


def test_the_link_leads_to_nobody_of_another_team_or_group(db, coordinator, open_browser, group_link):
    other = make_referral(db, coordinator, service=make_service(db, "Bowls", email="bowls@becklane.example"))
    db.commit()

    assert open_browser.get(f"/replies/{group_link.rpartition('/')[2]}.{other.reference}").status_code == 404
    assert open_browser.get(f"/replies/{group_link.rpartition('/')[2]}.NOBODY").status_code == 404


def test_language_and_help_to_talk_stand_there_as_far_as_they_agreed(db, coordinator, open_browser, group_link, people):
    for each in people:
        client = db.get_one(Client, each.client_id)
        client.language, client.interpreter = "Urdu", "Her daughter helps"
    [agreement] = db.scalars(select(GroupAgreement).where(GroupAgreement.onward_referral_id == people[1].id))
    agreement.parts = '["talking"]'
    [silent] = db.scalars(select(GroupAgreement).where(GroupAgreement.onward_referral_id == people[0].id))
    silent.parts = '["phone"]'
    db.commit()

    page = text_of(open_browser.get(group_link))

    assert page.count("Language: Urdu") == 1
    assert page.index("Language: Urdu") > page.index("Omar Khan")
    assert "Interpreter or other help to talk: Her daughter helps" in page


@pytest.fixture
def own_browser(app, db, people):
    """A browser that has shown the code of the link in the letter about one of them alone, and where that leads."""
    sent_letters()
    link = f"/replies/{make_reply_link(db, people[0])}"
    db.commit()
    browser = app.test_client()
    browser.post(f"{link}/codes")
    browser.post(f"{link}/code", data={"code": code_in(sent_letters()[-1])})
    return browser, link


def test_the_link_about_one_shows_who_else_is_asked_about_and_that_is_written_down(db, own_browser, people):
    browser, link = own_browser

    page = text_of(browser.get(link))

    assert "Also asked of you" in page
    assert "Of those we told you by phone, ring us" in page
    assert "Omar Khan" in page
    assert "Olive Other" not in page
    looks = db.scalars(select(AuditEvent).where(AuditEvent.action == "client.shown_to_group"))
    assert {each for look in looks for each in look.subject_ids} == {str(each.client_id) for each in people}


def test_without_the_code_the_link_about_one_names_nobody_else(app, own_browser):
    _, link = own_browser

    page = text_of(app.test_client().get(link))

    assert "Omar" not in page
    assert "Also asked of you" not in page


def test_who_comes_already_or_no_longer_agrees_is_not_among_them(db, coordinator, own_browser, people):
    browser, link = own_browser
    other = get_onward_referral(db, coordinator, people[1].reference)
    move_referral(db, coordinator, other, MoveInput(ReferralState.ATTENDED, clock.today()))
    bowls = make_service(db, "Bowls", email=ADDRESS)
    gone = make_referral(db, coordinator, client=make_client(db, coordinator, name="Ada Example"), service=bowls)
    withdraw_group_agreement(db, coordinator, get_onward_referral(db, coordinator, gone.reference))
    db.commit()

    page = text_of(browser.get(link))

    assert "Edith Ashworth" in page
    assert "Also asked of you" not in page
