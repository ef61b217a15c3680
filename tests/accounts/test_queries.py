"""Who is at work, and in which scheme."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import RoleGrant
from directory.accounts.operations import make_scheme
from directory.accounts.queries import actor_of, default_scheme, find_actor, list_colleagues, list_users
from directory.db import new_id
from directory.errors import NotFound
from tests.factories.accounts import make_actor, make_user


def test_the_actor_behind_a_cookie_has_the_roles_of_one_scheme(db):
    user = make_user(db, Role.COORDINATOR, Role.CHAMPION)
    elsewhere = make_scheme(db, "Elsewhere")
    user.grants.append(RoleGrant(scheme_id=elsewhere.id, role=Role.ADMINISTRATOR.value))
    db.flush()

    actor = find_actor(db, user.id, user.session_stamp)

    held = {
        grant.scheme_id: {each.role for each in user.grants if each.scheme_id == grant.scheme_id}
        for grant in user.grants
    }
    assert actor.roles == held[actor.scheme_id]
    assert actor.user_id == user.id


@pytest.mark.parametrize("why", ["disabled", "other stamp", "no role left", "nobody"])
def test_a_cookie_opens_nothing_once(db, why):
    user = make_user(db)
    user_id, stamp = user.id, user.session_stamp
    if why == "disabled":
        user.is_active = False
    elif why == "other stamp":
        stamp = new_id()
    elif why == "no role left":
        user.grants = []
    else:
        user_id = new_id()
    db.flush()
    db.expunge_all()

    assert find_actor(db, user_id, stamp) is None


def test_a_role_taken_away_is_gone_at_the_next_look(db):
    user = make_user(db, Role.COORDINATOR, Role.MANAGER)
    user.grants = [grant for grant in user.grants if grant.role == Role.MANAGER]
    db.flush()
    db.expire_all()

    assert find_actor(db, user.id, user.session_stamp).roles == {Role.MANAGER}


def test_a_command_acts_as_somebody_by_address(db):
    user = make_user(db, email="jo@staff.example")
    db.expunge_all()

    assert actor_of(db, "Jo@Staff.Example").user_id == user.id


@pytest.mark.parametrize("is_known", [True, False], ids=["disabled", "unknown"])
def test_nobody_acts_as_somebody_who_cannot_sign_in(db, is_known):
    if is_known:
        make_user(db, email="jo@staff.example").is_active = False
        db.flush()

    with pytest.raises(NotFound, match=r"jo@staff\.example"):
        actor_of(db, "jo@staff.example")


def test_colleagues_have_joined_are_active_hold_the_role_and_work_in_the_same_scheme(db):
    scheme = make_scheme(db, "North")
    db.flush()
    actor = make_actor(db, Role.MANAGER, scheme=scheme)
    coordinator = make_user(db, Role.COORDINATOR, scheme=scheme)
    make_user(db, Role.COORDINATOR, scheme=scheme).is_active = False
    make_user(db, Role.COORDINATOR, scheme=scheme).joined_at = None
    make_user(db, Role.COORDINATOR)
    db.flush()

    assert list_colleagues(db, actor, Role.COORDINATOR) == [coordinator]


def test_everybody_is_listed_by_name_with_their_schemes(db):
    for name in ("Zoe", "Adam"):
        make_user(db).name = name
    db.flush()
    db.expire_all()

    users = list_users(db)

    assert [user.name for user in users] == ["Adam", "Zoe"]
    assert all(grant.scheme.name for user in users for grant in user.grants)


def test_the_default_scheme_takes_what_belongs_to_no_other(db):
    assert default_scheme(db) is None
    make_scheme(db, "A first one")
    main = make_scheme(db, "Main", is_default=True)
    db.flush()

    assert default_scheme(db) is main
