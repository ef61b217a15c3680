"""Codes of an app and recovery codes: good once, near their time, and for nobody else."""

from datetime import timedelta

import pyotp
import pytest
import time_machine
from sqlalchemy import select, text

from directory import clock
from directory.accounts.models import RecoveryCode
from directory.accounts.second_step import (
    accept_code,
    count_recovery_codes,
    has_second_step,
    make_recovery_codes,
    new_secret,
    remove_app,
    set_up_app,
)
from directory.audit.models import AuditEvent
from directory.db import transaction
from tests.factories.accounts import make_user


@pytest.fixture(autouse=True)
def _early_in_a_half_minute():
    """Late in one it may be over before a code is tried."""
    now = clock.now()
    with time_machine.travel(now.replace(second=now.second // 30 * 30 + 1)):
        yield


@pytest.fixture
def user(db):
    return make_user(db)


@pytest.fixture
def phone(db, user):
    """An app that was set up a while ago."""
    phone = pyotp.TOTP(new_secret())
    with time_machine.travel(clock.now() - timedelta(minutes=5)):
        assert set_up_app(db, user, phone.secret, code_of(phone))
    db.commit()
    return phone


def code_of(phone, seconds: int = 0) -> str:
    return phone.at(clock.now() + timedelta(seconds=seconds))


def test_an_app_that_shows_another_code_is_not_taken_into_use(db, user):
    phone, other = pyotp.TOTP(new_secret()), pyotp.TOTP(new_secret())

    assert not set_up_app(db, user, phone.secret, code_of(other))
    assert not has_second_step(db, user.id)


@pytest.mark.parametrize(("seconds", "is_good"), [(0, True), (-30, True), (30, True), (-90, False), (90, False)])
def test_a_code_is_good_about_its_own_half_minute(db, user, phone, seconds, is_good):
    assert accept_code(db, user.id, code_of(phone, seconds)) is is_good


def test_a_code_is_typed_with_a_blank_as_the_app_shows_it(db, user, phone):
    code = code_of(phone)

    assert accept_code(db, user.id, f" {code[:3]} {code[3:]} ")


def test_a_code_is_good_once_and_so_is_an_older_one_no_more(db, user, phone):
    before, code = code_of(phone, -30), code_of(phone)

    assert accept_code(db, user.id, code)
    assert not accept_code(db, user.id, code)
    assert not accept_code(db, user.id, before)


def test_the_code_that_set_an_app_up_does_not_sign_in_too(db, user):
    phone = pyotp.TOTP(new_secret())
    code = code_of(phone)
    set_up_app(db, user, phone.secret, code)

    assert not accept_code(db, user.id, code)


def test_a_code_of_somebody_else_is_not_good(db, user, phone):
    other = make_user(db)

    assert not accept_code(db, other.id, code_of(phone))


@pytest.mark.parametrize("typed", ["", "abc", "000000", "12345", "１２３４５６", "0" * 500])
def test_what_is_no_code_is_refused(db, user, phone, typed):
    assert not accept_code(db, user.id, typed)


def test_the_secret_is_sealed_and_goes_with_the_app(db, user, phone):
    [stored] = db.execute(text("SELECT secret_sealed FROM authenticator_app")).scalars()

    assert phone.secret.encode() not in bytes(stored)

    remove_app(db, user)
    assert not has_second_step(db, user.id)
    assert not accept_code(db, user.id, code_of(phone))


def test_ten_recovery_codes_are_good_once_each_however_they_are_typed(db, user):
    codes = make_recovery_codes(db, user.id)

    assert len(set(codes)) == 10
    assert accept_code(db, user.id, codes[0].lower().replace("-", " "))
    assert not accept_code(db, user.id, codes[0])
    assert accept_code(db, user.id, codes[1].replace("0", "o").replace("1", "l"))
    assert count_recovery_codes(db, user.id) == 8


def test_new_recovery_codes_end_the_old_ones(db, user):
    old = make_recovery_codes(db, user.id)
    make_recovery_codes(db, user.id)

    assert not accept_code(db, user.id, old[0])
    assert count_recovery_codes(db, user.id) == 10


def test_a_recovery_code_of_somebody_else_is_not_good(db, user):
    codes = make_recovery_codes(db, make_user(db).id)

    assert not accept_code(db, user.id, codes[0])


def test_recovery_codes_are_not_kept_as_they_are(db, user):
    codes = make_recovery_codes(db, user.id)
    db.flush()

    kept = repr([vars(each) for each in db.scalars(select(RecoveryCode))])

    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_what_was_tried_is_written_down_without_the_code(db, user, phone):
    code = code_of(phone)
    accept_code(db, user.id, "999999" if code != "999999" else "000000")
    accept_code(db, user.id, code)
    db.flush()

    events = db.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()

    assert [each.action for each in events][-2:] == ["user.second_step_failed", "user.second_step_taken"]
    assert code not in repr([vars(each) for each in events])


def test_of_two_requests_with_one_code_one_is_let_in(own_database, at_once):
    with transaction() as db:
        user = make_user(db)
        phone = pyotp.TOTP(new_secret())
        with time_machine.travel(clock.now() - timedelta(minutes=5)):
            set_up_app(db, user, phone.secret, code_of(phone))
    code = code_of(phone)

    def sign_in():
        with transaction() as db:
            return accept_code(db, user.id, code)

    assert sorted(at_once(sign_in, sign_in)) == [False, True]
