"""One page for all that a team asks of a group, by the link in the letter that asks again."""

import html

import pytest

from directory import clock
from directory.referrals.agreeing import withdraw_group_agreement
from directory.referrals.queries import get_onward_referral
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.links import code_in, sent_letters
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
