"""Choosing a password by a link."""

import pytest
from sqlalchemy import select

from directory.accounts.account_links import LinkEnded, Purpose, get_link, make_link
from directory.accounts.choosing_passwords import check_new_password, choose_password
from directory.accounts.models import RoleGrant, User
from directory.accounts.operations import check_password, make_scheme
from directory.accounts.passwords import hash_password
from directory.accounts.queries import find_actor, find_user
from directory.audit.models import AuditEvent
from directory.errors import WrongInput
from tests.factories.accounts import PASSWORD, make_user

NEW = "otter kettle canal blue"


@pytest.fixture
def user(db) -> User:
    return make_user(db, scheme=make_scheme(db, "Wharfeside Connect"))


@pytest.mark.parametrize(
    ("purpose", "act"), [(Purpose.INVITATION, "user.invitation_taken"), (Purpose.RESET, "user.password_changed")]
)
def test_the_password_chosen_by_a_link_is_the_one_to_sign_in_with(db, user, purpose, act):
    link = make_link(db, user, purpose)

    choose_password(db, link.token, purpose, hash_password(NEW))
    db.flush()

    assert check_password(find_user(db, user.email), NEW) is user
    with pytest.raises(Exception, match="wrong"):
        check_password(find_user(db, user.email), PASSWORD)
    event = db.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (event.action, event.actor_id, event.subject_ids) == (act, user.id, [str(user.id)])


def test_choosing_a_password_ends_every_session_and_every_link(db, user):
    before = user.session_stamp
    invitation, link = make_link(db, user, Purpose.INVITATION), make_link(db, user, Purpose.RESET)

    choose_password(db, link.token, Purpose.RESET, hash_password(NEW))
    db.flush()

    assert find_actor(db, user.id, before) is None
    for token, purpose in ((invitation.token, Purpose.INVITATION), (link.token, Purpose.RESET)):
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
        check_new_password(holder, password)

    assert "password" in refused.value.fields
