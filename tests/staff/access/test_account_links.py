"""The pages behind the links that people are sent."""

import re
from datetime import timedelta

import pytest
import time_machine

from directory import clock
from directory.accounts.account_links import Purpose, make_link
from directory.accounts.actor import Role
from directory.accounts.models import AccountLink
from directory.accounts.operations import check_password
from directory.accounts.queries import find_user, find_user_by_id
from directory.staff.access.account_links import path_of
from tests.factories.accounts import PASSWORD, make_invited, make_user

NEW = "otter kettle canal blue"


@pytest.fixture
def guest(app):
    return app.test_client()


@pytest.fixture
def user(db):
    return make_invited(db)


@pytest.fixture
def path(db, user):
    """Where the link of an invitation leads."""
    link = make_link(db, user, Purpose.INVITATION)
    db.commit()
    return path_of(Purpose.INVITATION, link.token)


def has_password(db, user, password) -> bool:
    db.expire_all()
    try:
        return check_password(find_user(db, user.email), password) is not None
    except Exception:
        return False


def test_programs_that_check_mail_use_no_link_up(db, guest, user, path):
    for _ in range(3):
        assert guest.get(path).status_code == guest.head(path).status_code == 200

    assert guest.post(path, data={"password": NEW}).status_code == 303
    assert has_password(db, user, NEW)


def test_a_link_works_once(db, guest, user, path):
    guest.post(path, data={"password": NEW})

    again, shown = guest.post(path, data={"password": "another fine otter here"}), guest.get(path)

    assert again.status_code == shown.status_code == 404
    assert "Ask for a new one" in again.text
    assert has_password(db, user, NEW)


def test_a_link_that_is_too_old_changes_nothing(db, guest, user, path):
    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1)):
        answer = guest.post(path, data={"password": NEW})

    assert answer.status_code == 404
    assert not has_password(db, user, NEW)


def test_a_weak_password_is_told_and_leaves_the_link_as_it_was(db, guest, user, path):
    answer = guest.post(path, data={"password": "Password2026!"})

    assert answer.status_code == 422
    assert "the first that others would try" in answer.text
    assert "Password2026!" not in answer.text
    assert guest.post(path, data={"password": NEW}).status_code == 303


def test_who_was_signed_in_with_this_browser_is_signed_out(db, sign_in, path, user):
    browser, _ = sign_in(Role.MANAGER)

    answer = browser.post(path, data={"password": NEW}, follow_redirects=True)

    assert "You have joined" in answer.text
    assert "Sign in" in answer.text
    assert browser.get("/staff/").status_code == 303


@pytest.fixture
def account(db, user):
    """The account that whoever is invited has in another team."""
    account = make_user(db, email=user.email)
    db.commit()
    return account


def test_the_page_of_an_invitation_tells_nobody_who_has_an_account(guest, path, db, user):
    before = guest.get(path).text
    make_user(db, email=user.email)
    db.commit()

    assert without_tokens(guest.get(path).text) == without_tokens(before)


def without_tokens(page: str) -> str:
    return re.sub(r'value="[^"]*"|nonce="[^"]*"', "", page)


def test_who_has_an_account_joins_with_their_password(db, guest, path, user, account):
    wrong = guest.post(path, data={"password": NEW})
    right = guest.post(path, data={"password": PASSWORD})

    db.expire_all()
    assert wrong.status_code == 422
    assert "You have an account here already" in wrong.text
    assert right.location == "/staff/sign-in"
    assert len(find_user_by_id(db, account.id).grants) == 2
    assert not has_password(db, account, NEW)


def test_the_password_of_an_account_cannot_be_guessed_by_an_invitation(guest, path, account):
    answers = [guest.post(path, data={"password": NEW}).status_code for _ in range(11)]

    assert answers == [422] * 10 + [429]


def test_who_is_disabled_elsewhere_does_not_come_back_by_an_invitation(db, guest, path, account):
    account.is_active = False
    db.commit()

    answer = guest.post(path, data={"password": PASSWORD})

    db.expire_all()
    assert answer.status_code == 422
    assert len(find_user_by_id(db, account.id).grants) == 1


def test_a_link_of_this_purpose_opens_no_other_page(db, guest, user):
    link = make_link(db, user, Purpose.RESET)
    db.commit()

    assert guest.get(path_of(Purpose.INVITATION, link.token)).status_code == 404
    assert db.get_one(AccountLink, link.id).used_at is None


def test_the_page_of_a_link_is_kept_nowhere(guest, path):
    answer = guest.get(path)

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
