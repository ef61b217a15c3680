"""Choosing a password by a link, and joining a team."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from directory.accounts.account_links import LinkEnded, Purpose, get_link, make_link
from directory.accounts.actor import Role
from directory.accounts.choosing_passwords import choose_new_password, join_with_account, join_with_password
from directory.accounts.models import RoleGrant, User
from directory.accounts.operations import check_password, hash_new_password, make_scheme
from directory.accounts.passwords import hash_password
from directory.accounts.queries import find_actor, find_user
from directory.audit.models import AuditEvent
from directory.db import transaction
from directory.errors import WrongInput
from tests.factories.accounts import PASSWORD, make_invited, make_user

NEW = "otter kettle canal blue"


@pytest.fixture
def user(db) -> User:
    return make_user(db, scheme=make_scheme(db, "Wharfeside Connect"))


def last_act(db) -> AuditEvent:
    db.flush()
    return db.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()


def test_the_password_chosen_by_a_link_is_the_one_to_sign_in_with(db, user):
    link = make_link(db, user, Purpose.RESET)

    choose_new_password(db, link.token, hash_password(NEW))

    event = last_act(db)
    assert check_password(find_user(db, user.email), NEW) is user
    with pytest.raises(Exception, match="wrong"):
        check_password(find_user(db, user.email), PASSWORD)
    assert (event.action, event.actor_id, event.subject_ids) == ("user.password_changed", user.id, [str(user.id)])


def test_an_invitation_is_taken_by_choosing_a_password(db):
    invited = make_invited(db)
    link = make_link(db, invited, Purpose.INVITATION)
    assert find_user(db, invited.email) is None

    join_with_password(db, link.token, hash_password(NEW))

    event = last_act(db)
    assert check_password(find_user(db, invited.email), NEW) is invited
    assert (event.action, event.subject_ids) == ("user.invitation_taken", [str(invited.id)])


def test_who_has_an_account_joins_another_team_with_it(db, user):
    before, team = user.session_stamp, make_scheme(db, "The other team")
    invited = make_invited(db, Role.EDITOR, scheme=team, email=user.email)
    link = make_link(db, invited, Purpose.INVITATION)
    db.flush()

    join_with_account(db, link.token, user.id)

    event = last_act(db)
    assert {(each.scheme_id, each.role) for each in user.grants} >= {(team.id, "editor")}
    assert len(user.grants) == 2
    assert user.working_scheme_id != team.id
    assert check_password(find_user(db, user.email), PASSWORD) is user
    assert find_actor(db, user.id, before) is None
    assert db.get(User, invited.id) is None
    assert (event.action, event.scheme_id) == ("user.invitation_taken", team.id)
    with pytest.raises(LinkEnded):
        get_link(db, link.token, Purpose.INVITATION)


def test_of_two_teams_that_invited_an_address_the_first_that_is_joined_makes_the_account(own_database):
    with transaction() as db:
        first, second = (make_invited(db, email="ida@staff.example") for _ in range(2))
        links = [make_link(db, each, Purpose.INVITATION) for each in (first, second)]
    with transaction() as db:
        join_with_password(db, links[0].token, hash_password(NEW))

    def join_as_if_there_were_no_account():
        with transaction() as db:
            join_with_password(db, links[1].token, hash_password(NEW))

    with pytest.raises(IntegrityError):
        join_as_if_there_were_no_account()
    with transaction() as db:
        join_with_account(db, links[1].token, first.id)
    with transaction() as db:
        joined = find_user(db, "ida@staff.example")
        assert joined.id == first.id
        assert len(joined.grants) == 2


def test_choosing_a_password_ends_every_session_and_every_link(db, user):
    before = user.session_stamp
    other, link = make_link(db, user, Purpose.INVITATION), make_link(db, user, Purpose.RESET)

    choose_new_password(db, link.token, hash_password(NEW))
    db.flush()

    assert find_actor(db, user.id, before) is None
    for token, purpose in ((other.token, Purpose.INVITATION), (link.token, Purpose.RESET)):
        with pytest.raises(LinkEnded):
            get_link(db, token, purpose)


@pytest.mark.parametrize(
    "password", ["Wharfeside-Connect-1", "The Other Team 2026", "coordinator example", "too short"]
)
def test_what_is_known_of_its_owner_is_no_password(db, user, password):
    other = make_scheme(db, "The Other Team")
    db.flush()
    user.grants.append(RoleGrant(scheme_id=other.id, role="editor"))
    db.flush()
    holder = get_link(db, make_link(db, user, Purpose.RESET).token, Purpose.RESET)[1]

    with pytest.raises(WrongInput) as refused:
        hash_new_password(holder, password)

    assert "password" in refused.value.fields
