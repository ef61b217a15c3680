"""Where staff and their team are reached."""

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import RoleGrant, Scheme, User
from directory.accounts.operations import make_scheme
from directory.accounts.people import disable_person
from directory.accounts.work_phones import change_work_phone, number_of, ways_to_reach
from directory.audit.models import AuditEvent
from directory.errors import Refused
from tests.factories.accounts import make_actor, make_user

NUMBER = "0113 496 0191"


@pytest.fixture
def administrator(db):
    return make_actor(db, Role.ADMINISTRATOR)


@pytest.fixture
def colleague(db, administrator) -> User:
    return make_user(db, scheme=db.get(Scheme, administrator.scheme_id))


def changes(db) -> list[AuditEvent]:
    return list(db.scalars(select(AuditEvent).where(AuditEvent.action == "user.phone_changed")))


def test_a_number_is_kept_and_who_changed_it_is_written_down_without_it(db, administrator, colleague):
    assert change_work_phone(db, administrator, colleague, NUMBER)

    [event] = changes(db)
    assert number_of(colleague) == NUMBER
    assert (event.actor_id, event.fields) == (administrator.user_id, ["work_phone"])


def test_the_same_number_again_changes_nothing(db, administrator, colleague):
    change_work_phone(db, administrator, colleague, NUMBER)

    assert not change_work_phone(db, administrator, colleague, NUMBER)
    assert len(changes(db)) == 1


def test_the_number_of_who_works_in_two_teams_is_theirs_to_change(db, administrator, colleague):
    other = make_scheme(db, "The other team")
    db.flush()
    colleague.grants.append(RoleGrant(scheme_id=other.id, role="manager"))
    db.flush()

    with pytest.raises(Refused):
        change_work_phone(db, administrator, colleague, NUMBER)

    assert number_of(colleague) == ""


def test_who_has_left_is_rung_no_more(db, administrator, colleague):
    change_work_phone(db, administrator, colleague, NUMBER)

    disable_person(db, administrator, colleague)

    assert number_of(colleague) == ""


@pytest.mark.parametrize(
    ("address", "phone", "lines"),
    [
        (None, None, []),
        (None, NUMBER, [NUMBER]),
        ("Staithe House\nLarkenshaw", NUMBER, ["Staithe House", "Larkenshaw", NUMBER]),
    ],
    ids=["nothing is known", "a number alone", "both"],
)
def test_a_letter_says_where_a_team_is_as_far_as_it_is_known(address, phone, lines):
    assert ways_to_reach(Scheme(address=address, phone=phone)) == lines
