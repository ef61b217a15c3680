"""Adding staff, signing in, and ending every session."""

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.inputs import NewUserInput
from directory.accounts.models import RoleGrant, User
from directory.accounts.operations import (
    SignInFailed,
    add_user,
    check_password,
    make_scheme,
    record_failed_sign_in,
    record_sign_in,
    sign_out_everywhere,
)
from directory.accounts.passwords import NOBODY
from directory.accounts.queries import find_actor, find_user
from directory.audit.models import AuditEvent
from directory.db import new_id, transaction
from directory.errors import WrongInput
from tests.conftest import REAL_NOBODY
from tests.factories.accounts import PASSWORD, make_user

WRONG = "The email address or the password is wrong."


@pytest.fixture
def user(db) -> User:
    return make_user(db, Role.COORDINATOR, email="jo@staff.example")


def sign_in(db, email: str, password: str) -> User:
    found = check_password(find_user(db, email), password)
    record_sign_in(db, found)
    return found


def acts(db) -> list[str]:
    return list(db.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_a_user_signs_in_with_address_and_password(db, user):
    found = sign_in(db, "jo@staff.example", PASSWORD)

    assert found is user
    assert (clock.now() - found.last_signed_in_at).total_seconds() < 60
    assert acts(db) == ["user.added", "user.signed_in"]


@pytest.mark.parametrize("typed", ["JO@staff.example", " jo@staff.example ", "Jo@Staff.Example\t"])
def test_an_address_may_be_typed_in_any_letters(db, user, typed):
    assert sign_in(db, typed, PASSWORD) is user


def test_every_way_to_fail_is_told_in_the_same_words(db, user):
    disabled = make_user(db, email="gone@staff.example")
    disabled.is_active = False
    without_role = make_user(db, email="norole@staff.example")
    without_role.grants = []
    without_password = make_user(db, email="invited@staff.example")
    without_password.password_hash = None
    broken = make_user(db, email="broken@staff.example")
    broken.password_hash = "not a hash"
    db.flush()
    attempts = [
        ("jo@staff.example", "some other words"),
        ("jo@staff.example", ""),
        ("jo@staff.example", PASSWORD.upper()),
        ("nobody@staff.example", PASSWORD),
        ("", PASSWORD),
        (disabled.email, PASSWORD),
        (without_role.email, PASSWORD),
        (without_password.email, PASSWORD),
        (without_password.email, ""),
        (broken.email, PASSWORD),
    ]

    for email, password in attempts:
        with pytest.raises(SignInFailed) as refused:
            sign_in(db, email, password)
        assert str(refused.value) == WRONG

    assert "user.signed_in" not in acts(db)


def test_a_failed_sign_in_is_written_down_without_what_was_typed(db, user):
    record_failed_sign_in(db, user)
    record_failed_sign_in(db, None)
    db.flush()

    failed = db.scalars(select(AuditEvent).where(AuditEvent.action == "user.sign_in_failed")).all()
    assert [event.subject_ids for event in failed] == [[str(user.id)], []]
    assert [event.fields for event in failed] == [[], []]


def test_somebody_unknown_costs_as_much_work_as_a_wrong_password(db, user, monkeypatch):
    compared = []
    monkeypatch.setattr(
        "directory.accounts.passwords.PasswordHasher.verify", lambda _, stored, password: compared.append(stored)
    )

    for email in ("jo@staff.example", "nobody@staff.example"):
        with pytest.raises(SignInFailed):
            sign_in(db, email, "some other words")

    assert compared == [user.password_hash, NOBODY]


def test_the_hash_of_nobody_takes_as_long_as_any_other():
    real = PasswordHasher().hash("four plain words")

    assert REAL_NOBODY.rsplit("$", 2)[0] == real.rsplit("$", 2)[0]


def test_no_password_opens_the_account_of_nobody(db):
    with pytest.raises(SignInFailed):
        sign_in(db, "nobody@staff.example", "nobody")


def test_a_password_is_kept_as_an_argon2id_hash(db, user):
    assert user.password_hash.startswith("$argon2id$")
    assert PASSWORD not in user.password_hash


def test_an_address_has_one_account(db, user):
    with pytest.raises(WrongInput) as refused:
        make_user(db, email="jo@staff.example")

    assert "email" in refused.value.fields
    assert db.scalar(select(func.count()).select_from(User)) == 1


def test_two_who_add_the_same_address_at_once_make_one_account(own_database, meanwhile):
    def add(db):
        wanted = NewUserInput("jo@staff.example", "Jo", PASSWORD, (Role.EDITOR,))
        add_user(db, make_scheme(db, f"Scheme {new_id()}"), wanted)
        db.flush()

    def add_too():
        with transaction() as db:
            add(db)

    with transaction() as db:
        add(db)
        second = meanwhile(add_too)

    with pytest.raises((WrongInput, IntegrityError)):
        second.result(10)
    with transaction() as db:
        assert db.scalar(select(func.count()).select_from(User)) == 1


def test_an_address_in_capitals_is_refused_by_the_database(db):
    db.add(User(id=new_id(), email="Jo@staff.example", name="Jo"))

    with pytest.raises(IntegrityError, match="email_in_lower_case"):
        db.flush()


def test_an_unknown_role_is_refused_by_the_database(db, user):
    db.add(RoleGrant(user_id=user.id, scheme_id=user.grants[0].scheme_id, role="owner"))

    with pytest.raises(IntegrityError, match="known_role"):
        db.flush()


def test_signing_out_everywhere_ends_every_session(db, user):
    before = user.session_stamp

    sign_out_everywhere(db, user)
    db.flush()

    assert find_actor(db, user.id, before) is None
    assert find_actor(db, user.id, user.session_stamp) is not None
    assert acts(db)[-1] == "user.signed_out_everywhere"


def test_signing_in_is_written_down_in_the_scheme_the_user_works_in(db):
    user = make_user(db, Role.EDITOR, email="both@staff.example")
    for _ in range(6):
        scheme = make_scheme(db, f"Scheme {new_id()}")
        user.grants.append(RoleGrant(scheme_id=scheme.id, role="manager"))
    db.flush()
    db.expunge_all()

    signed_in = sign_in(db, "both@staff.example", PASSWORD)
    db.flush()

    event = db.scalars(select(AuditEvent).where(AuditEvent.action == "user.signed_in")).one()
    assert event.scheme_id == find_actor(db, signed_in.id, signed_in.session_stamp).scheme_id


def test_taking_a_user_away_takes_their_roles_and_leaves_the_scheme(db, user):
    db.execute(text("DELETE FROM user_account"))

    assert db.scalar(select(func.count()).select_from(RoleGrant)) == 0
    assert db.scalar(text("SELECT count(*) FROM scheme")) == 1
