"""Staff give referrers a link to their own referrals."""

import html

import pytest

from directory.casework.own_referrals.keeping import list_referrer_links
from tests.factories.links import link_in, sent_letters
from tests.factories.message_back import make_practice
from tests.factories.own_referrals import make_from_practice, make_referrer_link
from tests.factories.senders import make_sender

PAGE = "/staff/referrer-links"


@pytest.fixture
def worker(sign_in):
    return sign_in()


def text_of(answer) -> str:
    return html.unescape(answer.text)


def test_practice_is_put_on_the_list_and_sent_the_link_after_a_look_at_the_address(worker, db):
    browser, actor = worker
    practice = make_practice(db, actor)
    make_from_practice(db, actor)
    db.commit()

    browser.post(PAGE, data={"referrer": f"practice:{practice.id}"})
    before = text_of(browser.get(PAGE))
    [link] = list_referrer_links(db, actor)
    browser.post(f"{PAGE}/{link.id}/send")

    assert "surgery@practice.example" in before
    assert "1 referral in the last 12 months" in before
    assert "Not sent." in before
    assert link_in(sent_letters()[-1]).startswith("/your-referrals/")
    assert "Not opened yet" in text_of(browser.get(PAGE))


def test_nothing_is_sent_by_putting_somebody_on_the_list(worker, db):
    browser, actor = worker
    practice = make_practice(db, actor)
    db.commit()

    browser.post(PAGE, data={"referrer": f"practice:{practice.id}"})

    assert sent_letters() == []


def test_address_that_is_none_is_asked_for_again_and_stays(worker, db):
    browser, actor = worker
    sender = make_sender(db, actor, name="Beck Lane Hospital")
    db.commit()

    answer = browser.post(PAGE, data={"referrer": f"system:{sender.id}", "email": "records at beck"})

    assert answer.status_code == 422
    assert "Enter an email address" in text_of(answer)
    assert "records at beck" in text_of(answer)


def test_link_is_ended_and_taken_off(worker, db):
    browser, actor = worker
    link = make_referrer_link(db, actor)
    db.commit()
    browser.post(f"{PAGE}/{link.id}/send")
    sent_letters()

    browser.post(f"{PAGE}/{link.id}/end")
    ended = text_of(browser.get(PAGE))
    browser.post(f"{PAGE}/{link.id}/remove")

    assert "It has ended." in ended
    assert "Nobody has a link yet" in text_of(browser.get(PAGE))


def test_another_team_neither_sees_nor_ends_it(worker, sign_in, db):
    _, actor = worker
    link = make_referrer_link(db, actor)
    db.commit()
    stranger, _ = sign_in()

    assert "Sike Road" not in text_of(stranger.get(PAGE))
    assert [stranger.post(f"{PAGE}/{link.id}/{each}").status_code for each in ("send", "end", "remove")] == [404] * 3


def test_where_there_is_nobody_to_choose_the_page_says_what_to_do(worker):
    browser, _ = worker

    assert "There is nobody to choose yet." in text_of(browser.get(PAGE))
