"""The pages on which somebody, or an administrator for them, says where they are rung at work."""

import html

from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from tests.factories.accounts import make_user

NUMBER = "0113 496 0191"


def phone_of(db, user_id) -> str | None:
    db.expire_all()
    return db.get(User, user_id).work_phone


def test_somebody_says_where_they_are_rung(sign_in, db):
    browser, actor = sign_in()

    answer = browser.post("/staff/account/phone", data={"work_phone": f" {NUMBER} "})

    page = browser.get(answer.location).text
    assert phone_of(db, actor.user_id) == NUMBER
    assert NUMBER in page
    assert "Your number is saved." in page
    assert NUMBER in browser.get("/staff/account/phone").text


def test_a_number_is_taken_out_again(sign_in, db):
    browser, actor = sign_in()
    browser.post("/staff/account/phone", data={"work_phone": NUMBER})

    browser.post("/staff/account/phone", data={"work_phone": ""})

    assert phone_of(db, actor.user_id) is None


def test_what_is_no_number_comes_back_with_how_to_put_it_right(sign_in, db):
    browser, actor = sign_in()

    answer = browser.post("/staff/account/phone", data={"work_phone": "ask for me"})

    assert answer.status_code == 422
    assert "Enter a phone number with its area code" in html.unescape(answer.text)
    assert "ask for me" in answer.text
    assert phone_of(db, actor.user_id) is None


def test_an_administrator_says_it_for_a_colleague(sign_in, db):
    browser, actor = sign_in(Role.ADMINISTRATOR)
    colleague = make_user(db, scheme=db.get(Scheme, actor.scheme_id))
    db.commit()

    answer = browser.post(f"/staff/people/{colleague.id}/phone", data={"work_phone": NUMBER})

    assert answer.location == f"/staff/people/{colleague.id}"
    assert NUMBER in browser.get(answer.location).text
    assert phone_of(db, colleague.id) == NUMBER


def test_somebody_of_another_team_is_not_found(sign_in, db):
    browser, _ = sign_in(Role.ADMINISTRATOR)
    stranger = make_user(db)
    db.commit()

    answer = browser.post(f"/staff/people/{stranger.id}/phone", data={"work_phone": NUMBER})

    assert answer.status_code == 404
    assert phone_of(db, stranger.id) is None
