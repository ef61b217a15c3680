"""Accounts that nobody has used for long."""

from datetime import timedelta

import pytest
import time_machine

from directory import clock
from directory.accounts import dormancy
from directory.accounts.account_links import Purpose, make_link
from directory.accounts.actor import Role
from directory.accounts.choosing_passwords import join_with_password
from directory.accounts.dormancy import is_dormant, use_dormancy
from directory.accounts.models import User
from directory.accounts.operations import SignInFailed, check_password, make_scheme, may_sign_in, record_sign_in
from directory.accounts.passwords import hash_password
from directory.accounts.people import LastAdministrator, disable_person, enable_person
from directory.accounts.queries import find_user
from tests.factories.accounts import PASSWORD, make_invited, make_user

NOW = clock.now()
LONG_AGO, LATELY = NOW - timedelta(days=91), NOW - timedelta(days=89)


@pytest.fixture(autouse=True)
def _ninety_days(monkeypatch):
    monkeypatch.setattr(dormancy, "_after", timedelta(days=90))


@pytest.mark.parametrize(
    ("made", "signed_in", "enabled", "is_it"),
    [
        pytest.param(LONG_AGO, None, None, True, id="never signed in"),
        pytest.param(LATELY, None, None, False, id="new"),
        pytest.param(LONG_AGO, LONG_AGO, None, True, id="long away"),
        pytest.param(LONG_AGO, LATELY, None, False, id="here lately"),
        pytest.param(LONG_AGO, LONG_AGO, LATELY, False, id="enabled lately"),
        pytest.param(LONG_AGO, LONG_AGO, LONG_AGO, True, id="enabled long ago"),
        pytest.param(NOW - timedelta(days=90), None, None, False, id="to the minute"),
    ],
)
def test_an_account_is_dormant_once_nobody_used_it_for_ninety_days(made, signed_in, enabled, is_it):
    user = User(made_at=made, last_signed_in_at=signed_in, enabled_at=enabled)

    assert is_dormant(user, NOW) is is_it


def test_an_installation_may_have_no_dormant_accounts():
    use_dormancy(None)

    assert not is_dormant(User(made_at=LONG_AGO), NOW)


def test_a_dormant_account_is_refused_like_a_wrong_password(db):
    user = make_user(db, email="away@staff.example")
    user.made_at = LONG_AGO
    db.flush()

    with pytest.raises(SignInFailed, match="The email address or the password is wrong"):
        check_password(find_user(db, "away@staff.example"), PASSWORD)


def test_signing_in_keeps_an_account_awake(db):
    user = make_user(db)

    for days in (60, 120, 180):
        with time_machine.travel(NOW + timedelta(days=days)):
            record_sign_in(db, check_password(find_user(db, user.email), PASSWORD))
            db.flush()

    with time_machine.travel(NOW + timedelta(days=271)):
        assert not may_sign_in(user)


def test_an_administrator_wakes_a_dormant_account(db):
    user = make_user(db)
    user.made_at = LONG_AGO

    enable_person(db, None, user)

    assert may_sign_in(user)


def test_an_invitation_that_waited_for_long_is_not_dormant_once_it_is_taken(db):
    user = make_invited(db)
    user.made_at = LONG_AGO
    link = make_link(db, user, Purpose.INVITATION)

    join_with_password(db, link.token, hash_password(PASSWORD))

    assert may_sign_in(user)


def test_a_dormant_administrator_looks_after_nobody(db):
    scheme = make_scheme(db, "Wharfeside Connect")
    last, dormant = (make_user(db, Role.ADMINISTRATOR, scheme=scheme) for _ in range(2))
    dormant.made_at = LONG_AGO
    db.flush()

    with pytest.raises(LastAdministrator):
        disable_person(db, None, last)
