"""The pages about a team's people, and inviting somebody to their first sign-in."""

import html
import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.accounts.queries import find_invited, find_user
from directory.app import create_app
from directory.jobs.sending import send_waiting
from directory.matching.current import MatcherKeeper
from directory.outbox import OutboxMessage
from tests.factories.accounts import PASSWORD, make_user

IDA = {"name": "Ida Low", "email": "Ida@staff.example", "roles": ["coordinator", "editor"]}
NEW = "otter kettle canal blue"


@pytest.fixture
def administrator(sign_in):
    """The browser of an administrator, and them as an actor."""
    return sign_in(Role.ADMINISTRATOR)


def link_in(text: str) -> str:
    """The path of the link that a text holds."""
    return urlsplit(re.search(r"http://localhost/staff/\S+?(?=[\s<])", html.unescape(text))[0]).path


def invite(browser, **changed):
    return browser.post("/staff/people", data={**IDA, **changed})


def test_somebody_is_invited_chooses_a_password_and_signs_in(app, db, administrator):
    browser, _ = administrator
    guest = app.test_client()

    page = browser.get(invite(browser).location).text
    path = link_in(page)
    asked = guest.get(path)
    chosen = guest.post(path, data={"password": NEW})
    answer = guest.post("/staff/sign-in", data={"email": "ida@staff.example", "password": NEW})

    assert "Ida Low can choose a password now." in page
    assert "ida@staff.example" in asked.text
    assert (chosen.status_code, chosen.location) == (303, "/staff/sign-in")
    assert (answer.status_code, answer.location) == (303, "/staff/")
    assert "Listings" in guest.get("/staff/").text
    assert "Active" in browser.get("/staff/people").text


def test_the_link_to_hand_over_is_shown_once(administrator):
    browser, _ = administrator
    page = invite(browser).location

    assert "http://localhost/staff/invitation/" in browser.get(page).text
    assert "/staff/invitation/" not in browser.get(page).text


def test_where_mail_leaves_the_link_goes_to_its_reader_alone(settings, database, db, postcodes):
    app = create_app(
        replace(settings, smtp_url="smtp://localhost", mail_from="team@scheme.example", site_url="https://x.example"),
        database=database,
        keeper=MatcherKeeper(with_semantic=False),
    )
    app.config["WTF_CSRF_ENABLED"] = False
    user, browser, sent = make_user(db, Role.ADMINISTRATOR), app.test_client(), []
    browser.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD})

    page = browser.get(invite(browser).location).text
    send_waiting(sent.append, "team@scheme.example")

    [letter] = sent
    assert "Ida Low is sent an invitation." in page
    assert "/staff/invitation/" not in page
    assert letter["To"] == "ida@staff.example"
    assert re.search(r"https://x\.example/staff/invitation/\S{43}\s", letter.get_content())


def test_an_invitation_that_ended_is_not_sent(db, administrator):
    browser, _ = administrator
    browser.application.config["LYNCHPIN_SENDS_MAIL"] = True
    invite(browser)
    user, sent = find_invited(db, "ida@staff.example"), []
    browser.post(f"/staff/people/{user.id}/disable")

    send_waiting(sent.append, "team@scheme.example")

    assert sent == []
    assert db.scalars(select(OutboxMessage.cancelled_at)).one() is not None


def test_what_is_missing_in_an_invitation_is_told_and_nobody_is_invited(db, administrator):
    browser, _ = administrator

    answer = invite(browser, name="", email="ida", roles=[])

    assert answer.status_code == 422
    for words in ("Enter the person's name", "Enter an email address, like", "Choose at least one role"):
        assert words in html.unescape(answer.text)
    assert find_user(db, "ida") is None


def test_an_address_that_the_team_has_already_is_told(db, administrator):
    browser, _ = administrator
    invite(browser)

    answer = invite(browser)

    assert answer.status_code == 422
    assert "or was invited with it" in answer.text


def test_the_list_says_who_may_do_what_and_when_they_were_here(db, administrator):
    browser, _ = administrator
    invite(browser)
    make_user(db, Role.EDITOR, email="stranger@staff.example")
    db.commit()

    page = browser.get("/staff/people").text

    assert "Coordinator, Editor" in page
    assert "Invited" in page
    assert "Never" in page
    assert "stranger@staff.example" not in page


def test_somebody_invited_gets_a_new_link(db, administrator, app):
    browser, _ = administrator
    first = link_in(browser.get(invite(browser).location).text)
    user = find_invited(db, "ida@staff.example")

    second = link_in(browser.get(browser.post(f"/staff/people/{user.id}/invitation").location).text)

    guest = app.test_client()
    assert guest.get(first).status_code == 404
    assert guest.get(second).status_code == 200


def colleague_of(db, actor, *roles) -> User:
    user = make_user(db, *roles)
    user.grants[0].scheme_id = actor.scheme_id
    db.commit()
    return user


@pytest.fixture
def colleague(app, db, administrator):
    """Somebody of the team who is signed in, and their browser."""
    user, browser = colleague_of(db, administrator[1], Role.COORDINATOR), app.test_client()
    browser.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD})
    assert browser.get("/staff/clients").status_code == 200
    return user, browser


def test_changed_roles_are_true_at_the_next_click(administrator, colleague):
    user, browser = colleague

    answer = administrator[0].post(f"/staff/people/{user.id}/roles", data={"roles": ["editor", "champion"]})

    assert answer.status_code == 303
    assert browser.get("/staff/clients").status_code == 303
    browser.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD})
    assert browser.get("/staff/clients").status_code == 403
    assert "Champion, Editor" in administrator[0].get("/staff/people").text


def test_a_disabled_colleague_is_out_until_the_account_is_enabled(administrator, colleague):
    user, browser = colleague
    asked = administrator[0].get(f"/staff/people/{user.id}/disable").text

    administrator[0].post(f"/staff/people/{user.id}/disable")

    assert "Disable this account?" in asked
    assert browser.get("/staff/clients").status_code == 303
    credentials = {"email": user.email, "password": PASSWORD}
    assert browser.post("/staff/sign-in", data=credentials).status_code == 422
    assert "Disabled" in administrator[0].get("/staff/people").text
    administrator[0].post(f"/staff/people/{user.id}/enable")
    assert browser.post("/staff/sign-in", data=credentials).status_code == 303


def test_a_colleague_is_signed_out_everywhere(administrator, colleague):
    user, browser = colleague

    administrator[0].post(f"/staff/people/{user.id}/sign-out")

    assert browser.get("/staff/clients").status_code == 303


def test_the_last_administrator_is_told_to_find_another_first(administrator):
    browser, actor = administrator

    answer = browser.post(f"/staff/people/{actor.user_id}/roles", data={"roles": ["editor"]})

    assert answer.status_code == 422
    assert "Make somebody else an administrator first" in answer.text
    assert browser.get("/staff/people").status_code == 200


def test_nobody_is_offered_to_disable_themselves(administrator):
    browser, actor = administrator

    page = browser.get(f"/staff/people/{actor.user_id}").text
    answer = browser.post(f"/staff/people/{actor.user_id}/disable")

    assert "Disable the account" not in page
    assert answer.status_code == 422
    assert "You cannot disable your own account" in answer.text


def test_people_of_another_team_look_absent(administrator, sign_in):
    _, stranger = sign_in(Role.ADMINISTRATOR)

    answers = [
        administrator[0].get(f"/staff/people/{stranger.user_id}"),
        administrator[0].post(f"/staff/people/{stranger.user_id}/roles", data={"roles": ["editor"]}),
        administrator[0].post(f"/staff/people/{stranger.user_id}/disable"),
        administrator[0].post(f"/staff/people/{stranger.user_id}/sign-out"),
    ]

    assert {answer.status_code for answer in answers} == {404}


def test_administrators_see_people_in_the_bar_and_no_clients(administrator, sign_in):
    page, other = administrator[0].get("/staff/").text, sign_in(Role.COORDINATOR)[0].get("/staff/").text

    assert 'href="/staff/people"' in page
    assert 'href="/staff/clients"' not in page
    assert 'href="/staff/people"' not in other


def test_who_was_away_for_long_comes_back_when_an_administrator_lets_them(app, db, administrator, colleague):
    user, _ = colleague
    user.made_at = user.last_signed_in_at = clock.now() - timedelta(days=91)
    db.commit()
    guest, credentials = app.test_client(), {"email": user.email, "password": PASSWORD}

    refused = guest.post("/staff/sign-in", data=credentials)
    page = administrator[0].get(f"/staff/people/{user.id}").text
    administrator[0].post(f"/staff/people/{user.id}/enable")

    assert refused.status_code == 422
    assert "The email address or the password is wrong" in refused.text
    assert "Dormant" in page
    assert "Enable the account" in page
    assert guest.post("/staff/sign-in", data=credentials).status_code == 303
