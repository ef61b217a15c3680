"""Looking after the people of a team."""

import pytest
from sqlalchemy import select

from directory.accounts.account_links import LinkEnded, Purpose, get_link, make_link
from directory.accounts.actor import Role
from directory.accounts.inputs import InvitationInput
from directory.accounts.models import RoleGrant, User
from directory.accounts.operations import make_scheme
from directory.accounts.people import (
    LastAdministrator,
    OwnAccount,
    WorksElsewhereToo,
    change_roles,
    disable_person,
    enable_person,
    get_person,
    invite_again,
    invite_person,
    list_people,
    roles_in,
    sign_out_person,
    works_elsewhere,
)
from directory.accounts.queries import actor_of, find_actor
from directory.audit.models import AuditEvent
from directory.db import transaction
from directory.errors import NotFound, Refused, WrongInput
from tests.factories.accounts import make_actor, make_invited, make_user

IDA = InvitationInput("ida@staff.example", "Ida Low", (Role.COORDINATOR, Role.EDITOR))


@pytest.fixture
def scheme(db):
    made = make_scheme(db, "Wharfeside Connect")
    db.flush()
    return made


@pytest.fixture
def administrator(db, scheme):
    return make_actor(db, Role.ADMINISTRATOR, scheme=scheme)


@pytest.fixture
def colleague(db, scheme) -> User:
    return make_user(db, Role.COORDINATOR, scheme=scheme)


@pytest.fixture
def in_both(db, colleague) -> User:
    """Somebody who works in another team too."""
    other = make_scheme(db, "The other team")
    db.flush()
    colleague.grants.append(RoleGrant(scheme_id=other.id, role="manager"))
    db.flush()
    return colleague


def last_act(db) -> AuditEvent:
    db.flush()
    return db.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()


def is_signed_in(db, user, stamp) -> bool:
    db.flush()
    return find_actor(db, user.id, stamp) is not None


def test_an_administrator_sees_the_people_of_their_own_team_by_name(db, administrator, colleague):
    make_user(db)
    colleague.name = "aaron small"
    db.flush()

    assert [each.name for each in list_people(db, administrator)] == ["aaron small", "Administrator Example"]


def test_somebody_of_another_team_looks_absent(db, administrator):
    stranger = make_user(db)

    with pytest.raises(NotFound):
        get_person(db, administrator, stranger.id)


def test_somebody_invited_has_the_roles_and_no_password(db, administrator):
    invited = invite_person(db, administrator, administrator.scheme_id, IDA)

    user = get_person(db, administrator, invited.user.id)
    assert (user.email, user.name, user.password_hash) == ("ida@staff.example", "Ida Low", None)
    assert roles_in(user, administrator.scheme_id) == {Role.COORDINATOR, Role.EDITOR}
    assert get_link(db, invited.link.token, Purpose.INVITATION)[1] is user


def test_an_invitation_is_written_down_by_ids_alone(db, administrator):
    invited = invite_person(db, administrator, administrator.scheme_id, IDA)

    event = last_act(db)
    assert (event.action, event.actor_id, event.scheme_id) == (
        "user.invited",
        administrator.user_id,
        administrator.scheme_id,
    )
    assert (event.subject_ids, event.fields) == ([str(invited.user.id)], [])


@pytest.mark.parametrize("make", [make_user, make_invited])
def test_nobody_is_invited_twice_to_a_team(db, administrator, scheme, make):
    make(db, scheme=scheme, email="ida@staff.example")

    with pytest.raises(WrongInput) as refused:
        invite_person(db, administrator, administrator.scheme_id, IDA)

    assert "email" in refused.value.fields


@pytest.mark.parametrize("make", [make_user, make_invited])
def test_an_administrator_does_not_learn_whether_another_team_knows_an_address(db, administrator, make):
    stranger = make(db, email="ida@staff.example")

    invited = invite_person(db, administrator, administrator.scheme_id, IDA)

    seen = get_person(db, administrator, invited.user.id)
    assert (seen.name, seen.email) == ("Ida Low", "ida@staff.example")
    assert not works_elsewhere(seen, administrator.scheme_id)
    assert not roles_in(stranger, administrator.scheme_id)


def test_inviting_again_ends_the_link_before(db, administrator):
    invited = invite_person(db, administrator, administrator.scheme_id, IDA)

    newer = invite_again(db, administrator, invited.user)

    assert get_link(db, newer.token, Purpose.INVITATION)[1] is invited.user
    with pytest.raises(LinkEnded):
        get_link(db, invited.link.token, Purpose.INVITATION)
    assert last_act(db).action == "user.invited_again"


def test_who_has_a_password_is_not_invited_again(db, administrator, colleague):
    with pytest.raises(Refused):
        invite_again(db, administrator, colleague)


def test_changed_roles_hold_at_once_and_end_every_session(db, administrator, colleague):
    before = colleague.session_stamp

    change_roles(db, administrator, colleague, [Role.MANAGER, Role.CHAMPION])

    assert not is_signed_in(db, colleague, before)
    assert find_actor(db, colleague.id, colleague.session_stamp).roles == {Role.MANAGER, Role.CHAMPION}
    assert (last_act(db).action, last_act(db).fields) == ("user.roles_changed", ["roles"])


def test_the_same_roles_once_more_change_nothing(db, administrator, colleague):
    before = colleague.session_stamp

    change_roles(db, administrator, colleague, [Role.COORDINATOR])

    assert is_signed_in(db, colleague, before)
    assert last_act(db).action == "user.added"


def test_roles_in_another_team_are_kept(db, administrator, in_both):
    change_roles(db, administrator, in_both, [])
    db.flush()

    assert [each.role for each in in_both.grants] == ["manager"]


def test_nobody_is_left_without_any_role(db, administrator, colleague):
    with pytest.raises(WrongInput):
        change_roles(db, administrator, colleague, [])

    assert roles_in(colleague, administrator.scheme_id) == {Role.COORDINATOR}


def test_a_disabled_account_is_signed_out_and_its_links_end(db, administrator, colleague):
    before, link = colleague.session_stamp, make_link(db, colleague, Purpose.RESET)

    disable_person(db, administrator, colleague)

    assert not is_signed_in(db, colleague, before)
    assert not is_signed_in(db, colleague, colleague.session_stamp)
    enable_person(db, administrator, colleague)
    with pytest.raises(LinkEnded):
        get_link(db, link.token, Purpose.RESET)


def test_an_enabled_account_works_again_and_its_old_sessions_do_not(db, administrator, colleague):
    before = colleague.session_stamp
    disable_person(db, administrator, colleague)

    enable_person(db, administrator, colleague)

    assert is_signed_in(db, colleague, colleague.session_stamp)
    assert not is_signed_in(db, colleague, before)
    assert last_act(db).action == "user.enabled"


def test_somebody_can_be_signed_out_everywhere(db, administrator, colleague):
    before = colleague.session_stamp

    sign_out_person(db, administrator, colleague)

    assert not is_signed_in(db, colleague, before)
    event = last_act(db)
    assert (event.action, event.actor_id) == ("user.signed_out_everywhere", administrator.user_id)


def test_nobody_disables_themselves(db, administrator, scheme):
    make_user(db, Role.ADMINISTRATOR, scheme=scheme)

    with pytest.raises(OwnAccount):
        disable_person(db, administrator, get_person(db, administrator, administrator.user_id))


def test_an_account_of_another_team_too_is_not_disabled_by_one(db, administrator, in_both):
    with pytest.raises(WorksElsewhereToo):
        disable_person(db, administrator, in_both)

    assert in_both.is_active


def test_the_server_may_disable_an_account_of_two_teams(db, in_both):
    disable_person(db, None, in_both)

    assert not in_both.is_active
    assert last_act(db).actor_id is None


def test_the_last_administrator_keeps_the_role(db, administrator, scheme):
    # Neither somebody disabled, nor somebody who has not come yet, nor one of another team can take over.
    make_user(db, Role.ADMINISTRATOR, scheme=scheme).is_active = False
    invite_person(db, administrator, scheme.id, InvitationInput("new@staff.example", "New", (Role.ADMINISTRATOR,)))
    make_user(db, Role.ADMINISTRATOR)
    db.flush()
    last = get_person(db, administrator, administrator.user_id)

    with pytest.raises(LastAdministrator):
        change_roles(db, administrator, last, [Role.EDITOR])
    with pytest.raises(LastAdministrator):
        disable_person(db, None, last)

    assert last.is_active
    assert roles_in(last, scheme.id) == {Role.ADMINISTRATOR}


def test_an_administrator_may_go_where_another_stays(db, administrator, scheme):
    make_user(db, Role.ADMINISTRATOR, scheme=scheme)

    change_roles(db, administrator, get_person(db, administrator, administrator.user_id), [Role.EDITOR])
    db.flush()

    assert [each.name for each in list_people(db, administrator)] == ["Administrator Example", "Administrator Example"]


def test_two_administrators_who_take_the_role_from_one_another_leave_one(own_database, at_once):
    with transaction() as db:
        scheme = make_scheme(db, "Wharfeside Connect")
        emails = [make_user(db, Role.ADMINISTRATOR, scheme=scheme).email for _ in range(2)]

    def demote(by, whom):
        with transaction() as db:
            actor = actor_of(db, by)
            change_roles(db, actor, get_person(db, actor, actor_of(db, whom).user_id), [Role.EDITOR])

    at_once(lambda: demote(*emails), lambda: demote(*reversed(emails)))

    with transaction() as db:
        assert len(db.scalars(select(RoleGrant).where(RoleGrant.role == "administrator")).all()) == 1
