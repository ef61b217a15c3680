"""Somebody who is known asks again: somebody supports them, and no new way to reach them safely is lost."""

import pytest
from sqlalchemy import delete, select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import RoleGrant, Scheme, User
from directory.audit.models import AuditEvent
from directory.casework.operations import close_case
from directory.casework.own_page.keeping import send_own_page
from directory.casework.referrals_in.answering_referrals import accept_as_known
from directory.casework.referrals_in.referral_states import ReferralSource
from directory.outbox import count_waiting
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in, wanted_of_friend
from tests.factories.casework import make_client, make_reachable

WAY = "Text first, never ring the house"


@pytest.fixture
def actor(db):
    return make_actor(db)


def today() -> str:
    day = clock.today()
    return f"{day.day} {day:%B %Y}"


def come_back(db, actor, client, wanted=None, **told) -> None:
    accept_as_known(db, actor, make_referral_in(db, actor, wanted, **told), client)
    db.flush()
    db.refresh(client)


def test_a_new_way_to_be_reached_stands_in_front_of_what_was_known(db, actor):
    client = make_client(db, actor, phone="0113 496 0000", email="noor@home.example")
    client.safe_contact = "Ring the house after 6"

    come_back(db, actor, client, email="noor@work.example", safe_contact=WAY)

    told, message, before = client.safe_contact.split("\n")
    assert told == f"Told us on {today()}: phone 07700 900111; email noor@work.example; {WAY}"
    assert (message, before) == ("Leave no message.", "Known before: Ring the house after 6")
    assert (client.phone, client.email) == ("0113 496 0000", "noor@home.example")


@pytest.mark.parametrize(
    ("wanted", "who"),
    [
        pytest.param(wanted_of_friend(safe_contact=WAY), "A friend or relative told us", id="friend"),
        pytest.param(None, "A professional told us", id="professional"),
    ],
)
def test_it_says_where_somebody_else_told_it(db, actor, wanted, who):
    client = make_client(db, actor, phone="07700 900111")
    told = {"source": ReferralSource.PROFESSIONAL, "referrer_name": "Dr Lee", "safe_contact": WAY}

    come_back(db, actor, client, wanted, **told)

    assert client.safe_contact == f"{who} on {today()}: {WAY}\nLeave no message."


def test_what_was_known_is_not_told_again(db, actor):
    client = make_client(db, actor, phone="07700900111", email="Noor@home.example")
    client.safe_contact = WAY

    come_back(db, actor, client, email="noor@home.example", safe_contact=WAY, may_leave_message=True)

    assert client.safe_contact == WAY


def test_a_way_that_is_part_of_a_warning_is_told(db, actor):
    client = make_client(db, actor, phone="07700 900111")
    client.safe_contact = f"Never do this: {WAY}"

    come_back(db, actor, client, safe_contact=WAY, may_leave_message=True)

    assert client.safe_contact.startswith(f"Told us on {today()}: {WAY}\n")


def test_what_was_not_known_is_filled_in_and_what_differs_is_told(db, actor):
    client = make_client(db, actor, phone="07700 900111")
    client.contact_times, client.language = "Mornings", "Polish"

    told = {"contact_times": "After 2pm", "language": "Urdu", "interpreter": "Urdu by phone"}
    come_back(db, actor, client, may_leave_message=True, **told)

    assert client.safe_contact == f"Told us on {today()}: good times: After 2pm"
    assert (client.contact_times, client.language, client.interpreter) == ("Mornings", "Polish", "Urdu by phone")
    changes = db.scalars(select(AuditEvent).where(AuditEvent.action == "client.corrected")).all()
    assert [sorted(each.fields) for each in changes] == [["interpreter", "safe_contact"]]


def test_an_address_that_groups_are_not_told_is_not_in_what_they_read(db, actor):
    client = make_client(db, actor)
    client.letters_home = False

    come_back(db, actor, client, email="noor@work.example")

    assert "noor@work.example" not in client.safe_contact
    assert "another email address, kept with what we were asked" in client.safe_contact


def test_who_reads_what_comes_to_an_old_address_sees_no_new_way(db, actor):
    client = make_reachable(db, actor)
    send_own_page(db, actor, client, "a-key-of-a-form")

    come_back(db, actor, client)

    assert "07700 900111" in client.safe_contact
    assert count_waiting(db) == 0


@pytest.fixture
def colleague(db, actor):
    """Who takes them on this time."""
    return make_actor(db, scheme=db.get_one(Scheme, actor.scheme_id))


def leave(db, actor) -> None:
    db.get_one(User, actor.user_id).is_active = False


def change_work(db, actor) -> None:
    db.execute(delete(RoleGrant).where(RoleGrant.user_id == actor.user_id))


@pytest.mark.parametrize("gone", [leave, change_work])
def test_whose_coordinator_has_left_is_with_who_takes_them_on(db, actor, colleague, gone):
    client = make_client(db, actor)
    gone(db, actor)

    come_back(db, colleague, client)

    assert client.coordinator_id == colleague.user_id
    [change] = db.scalars(select(AuditEvent).where(AuditEvent.action == "client.taken_on_again")).all()
    assert (change.actor_id, change.fields) == (colleague.user_id, ["coordinator_id"])


def test_who_was_not_supported_is_with_who_takes_them_on(db, actor, colleague):
    client = make_client(db, actor)
    close_case(db, actor, client.cases[0], clock.today())

    come_back(db, colleague, client)

    assert client.coordinator_id == colleague.user_id


def test_who_is_supported_stays_with_their_coordinator(db, actor, colleague):
    client = make_client(db, actor)

    come_back(db, colleague, client)

    assert client.coordinator_id == actor.user_id


@pytest.mark.parametrize(("roles", "takes"), [((), False), ((Role.COORDINATOR, Role.MANAGER), True)])
def test_a_restricted_record_comes_to_nobody_who_may_not_decide_about_it(db, actor, roles, takes):
    client = make_client(db, actor)
    client.restricted_at = clock.now()
    leave(db, actor)
    other = make_actor(db, *roles, scheme=db.get_one(Scheme, actor.scheme_id))

    come_back(db, other, client)

    assert (client.coordinator_id == other.user_id) is takes
