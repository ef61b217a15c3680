"""Letters about accounts: what they tell, and when they go."""

from datetime import timedelta

import pyotp
import pytest
import time_machine
from sqlalchemy import select

from directory import clock
from directory.accounts import letters
from directory.accounts.account_links import Purpose, make_link
from directory.accounts.actor import Role
from directory.accounts.letters import KEPT_FOR, forget_old_letters, queue_change, queue_invitation
from directory.accounts.models import Passkey, Scheme
from directory.accounts.operations import change_password
from directory.accounts.passkeys import remove_key
from directory.accounts.passwords import hash_password
from directory.accounts.people import reset_second_step
from directory.accounts.second_step import new_secret, remove_app, set_up_app
from directory.db import new_id
from directory.outbox import Letter, OutboxMessage, queue_letter
from tests.factories.accounts import make_actor, make_user


@pytest.fixture
def user(db):
    return make_user(db, email="jo@staff.example")


def told(db) -> list[OutboxMessage]:
    db.flush()
    return list(db.scalars(select(OutboxMessage).order_by(OutboxMessage.made_at)))


def set_up(db, user):
    secret = new_secret()
    assert set_up_app(db, user, secret, pyotp.TOTP(secret).at(clock.now()))


def remove_a_key(db, user):
    key = Passkey(id=new_id(), user_id=user.id, name="laptop", credential_id=b"one", public_key=b"two")
    db.add(key)
    db.flush()
    remove_key(db, user, key.id)


def reset(db, user):
    scheme = db.get(Scheme, user.working_scheme_id)
    reset_second_step(db, make_actor(db, Role.ADMINISTRATOR, scheme=scheme), user)


@pytest.mark.parametrize(
    ("act", "change"),
    [
        pytest.param(set_up, letters.APP_SET_UP, id="an app is set up"),
        pytest.param(remove_app, letters.APP_REMOVED, id="an app is removed"),
        pytest.param(remove_a_key, letters.PASSKEY_REMOVED, id="a passkey is removed"),
        pytest.param(reset, letters.SECOND_STEP_RESET, id="the second step is reset"),
        pytest.param(
            lambda db, user: change_password(db, user, hash_password("otter kettle canal blue")),
            letters.PASSWORD,
            id="the password is changed",
        ),
    ],
)
def test_who_signs_in_with_something_else_is_told_at_their_own_address(db, user, act, change):
    act(db, user)

    [letter] = told(db)
    assert (letter.address, letter.subject) == ("jo@staff.example", change.subject)
    assert change.what in letter.text
    assert "http" not in letter.text


def test_removing_a_passkey_that_is_not_theirs_tells_nobody(db, user):
    remove_key(db, user, new_id())

    assert told(db) == []


def test_letters_about_accounts_go_when_their_time_is_over_and_no_others(db, user):
    link = make_link(db, user, Purpose.INVITATION)
    queue_invitation(db, user, "Wharfeside Connect", link, "http://localhost/")
    queue_change(db, user, letters.PASSWORD)
    queue_letter(db, user.id, user.id, Letter("another_kind", "key", "a@b.example", "Subject", "Text"))
    with time_machine.travel(clock.now() + KEPT_FOR - timedelta(hours=1)):
        forget_old_letters(db)
        assert len(told(db)) == 3

    with time_machine.travel(clock.now() + KEPT_FOR + timedelta(hours=1)):
        forget_old_letters(db)

    assert [each.kind for each in told(db)] == ["another_kind"]
