"""Erasing somebody: all of them goes, in whatever moment it is stopped."""

import pytest
from sqlalchemy import event, select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.message_back.models import SentBy
from directory.casework.models import Client
from directory.casework.queries import get_client
from directory.casework.sharing.giving import record_sharing
from directory.casework.tombstones import ErasedPerson, ErasureReason
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.outbox import OutboxMessage
from directory.referrals.telling import TellingInput, record_telling
from directory.referrals.telling_models import ToldHow
from directory.rights.erased_tables import count_rows
from directory.rights.erasure import ErasureInput, Figures, erase_client, finish_erasure, plan_erasure
from directory.rights.tombstones import list_lost, replay_tombstones
from directory.security.key_tables import PersonErased
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.message_back import send_back
from tests.factories.referrals import make_referral
from tests.factories.sharing import wanted_sharing


@pytest.fixture
def actor(db):
    return make_actor(db, Role.COORDINATOR, Role.MANAGER)


def wanted_for(client, **more) -> ErasureInput:
    return ErasureInput(**{"reason": ErasureReason.ASKED, "typed": client.reference, **more})


def test_what_would_go_is_told_beforehand_and_nothing_goes(db, actor):
    client = make_referral(db, actor).client
    db.flush()
    before = count_rows(db, client.id)

    plan = plan_erasure(db, client)

    assert dict(plan.goes)["Who they are"] == 1
    assert dict(plan.goes)["Letters and emails about them"] == 1
    assert sum(number for _, number in plan.goes) == sum(before.values())
    assert plan.figures is Figures.TOO_FEW
    assert count_rows(db, client.id) == before


@pytest.mark.parametrize(
    ("email", "has_left", "is_told"),
    [
        pytest.param("walks@becklane.example", True, True, id="their letter left"),
        pytest.param("walks@becklane.example", False, False, id="their letter still waits"),
        pytest.param(None, False, True, id="somebody rang"),
    ],
)
def test_groups_that_heard_of_the_person_are_named_and_no_others(db, actor, email, has_left, is_told):
    """To ring one that never heard of somebody would tell it."""
    referral = make_referral(db, actor, service=make_service(db, email=email))
    for letter in db.scalars(select(OutboxMessage)):
        letter.sent_at = clock.now() if has_left else None
    db.flush()

    assert bool(plan_erasure(db, referral.client).told) is is_told


def test_whoever_was_told_without_agreement_is_named_too(db, actor):
    """They should hear of it, and nobody here can look it up afterwards."""
    manager = make_actor(db, Role.MANAGER, scheme=db.get_one(Scheme, actor.scheme_id))
    client = make_client(db, actor)
    record_sharing(db, actor, client, wanted_sharing(manager.user_id, told_to="Adult social care"))
    db.flush()

    assert plan_erasure(db, client).told == ["Adult social care"]


@pytest.mark.parametrize(
    ("way", "has_left", "told"),
    [
        pytest.param(SentBy.PAPER, False, ["Sike Road Surgery"], id="on paper"),
        pytest.param(SentBy.EMAIL, True, ["Sike Road Surgery"], id="a letter that left"),
        pytest.param(SentBy.EMAIL, False, [], id="a letter that waits"),
    ],
)
def test_a_practice_that_was_written_to_is_named_too(db, actor, way, has_left, told):
    client = make_client(db, actor)
    send_back(db, actor, client, way)
    for letter in db.scalars(select(OutboxMessage)):
        letter.sent_at = clock.now() if has_left else None
    db.flush()

    assert plan_erasure(db, client).told == told


def test_a_group_that_was_rung_before_its_letter_left_is_named_too(db, actor):
    referral = make_referral(db, actor, service=make_service(db, email="walks@becklane.example"))
    record_telling(
        db, actor, referral, TellingInput(ToldHow.PHONE, clock.today(), "rang-them-once", spoke_to="Sam of the walks")
    )
    name, reference = referral.service.organization.name, referral.client.reference
    db.flush()

    assert plan_erasure(db, get_client(db, actor, reference)).told == [name]


def test_all_goes_but_a_tombstone_and_who_did_what(db, actor, key_store):
    client = make_referral(db, actor).client
    db.flush()

    erase_client(db, actor, client, wanted_for(client, typed=f" {client.reference.lower()} "))
    finish_erasure(key_store, [client.id], clock.now())
    db.flush()

    assert count_rows(db, client.id) == {}
    stone = db.scalars(select(ErasedPerson)).one()
    assert (stone.person_id, stone.reference, stone.reason) == (client.id, client.reference, "asked")
    last = db.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (last.action, last.actor_id, last.subject_ids) == ("client.erased", actor.user_id, [str(client.id)])
    with pytest.raises(PersonErased):
        key_store.key_of(client.id)
    with pytest.raises(PersonErased, match="as the person asked"):
        get_client(db, actor, client.reference)


def test_another_reference_erases_nobody(db, actor):
    client, other = make_client(db, actor), make_client(db, actor)
    db.flush()

    for typed in (other.reference, "", client.reference[:-1]):
        with pytest.raises(WrongInput, match="Check the reference"):
            erase_client(db, actor, client, wanted_for(client, typed=typed))

    assert len(db.scalars(select(Client.id)).all()) == 2


class Killed(BaseException):
    """The process ended here."""


def kill_at(engine, step: int):
    """Have the statement of a number, and everything after it, never happen. Returns what ends that."""
    seen = []

    def count(*_):
        seen.append(1)
        if len(seen) >= step:
            raise Killed

    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", count)

    def end():
        event.remove(engine, "before_cursor_execute", count)
        event.remove(engine, "commit", count)

    return end


def erase_until_killed(actor, reference, store) -> None:
    with transaction() as db:
        client = get_client(db, actor, reference, to_change=True)
        erase_client(db, actor, client, wanted_for(client))
    finish_erasure(store, [client.id], clock.now())


def test_stopped_between_any_two_steps_it_is_whole_or_not_begun_and_is_finished_later(own_database, key_store):
    """Every statement to the records is one step; the last is that the key is still there and all else is done."""
    with transaction() as db:
        actor = make_actor(db, Role.COORDINATOR, Role.MANAGER)
        client = make_referral(db, actor).client
        reference, person_id = client.reference, client.id
    with reading() as db:
        whole = count_rows(db, person_id)

    steps = 0
    for step in range(1, 200):
        end = kill_at(own_database.write, step)
        try:
            erase_until_killed(actor, reference, key_store)
        except Killed:
            steps += 1
        else:
            break
        finally:
            end()
        with reading() as db:
            assert count_rows(db, person_id) == whole
            assert db.scalars(select(ErasedPerson)).all() == []
        assert key_store.key_of(person_id)

    assert steps > len(whole)
    assert_is_gone(key_store, person_id)


def test_stopped_before_the_key_is_destroyed_it_is_finished_at_the_next_start(own_database, key_store):
    with transaction() as db:
        actor = make_actor(db, Role.COORDINATOR, Role.MANAGER)
        client = make_referral(db, actor).client
        person_id = client.id
        db.flush()
        erase_client(db, actor, client, wanted_for(client))
    assert key_store.key_of(person_id)

    with transaction() as db:
        replay_tombstones(db, key_store)
        replay_tombstones(db, key_store)

    assert_is_gone(key_store, person_id)


def assert_is_gone(store, person_id) -> None:
    with reading() as db:
        assert count_rows(db, person_id) == {}
        assert person_id in db.scalars(select(ErasedPerson.person_id)).all()
        assert list_lost(db, store) == []
    with pytest.raises(PersonErased):
        store.key_of(person_id)


def test_two_who_erase_at_once_erase_once(own_database, key_store, at_once):
    with transaction() as db:
        actor = make_actor(db, Role.COORDINATOR, Role.MANAGER)
        client = make_client(db, actor)
        reference, person_id = client.reference, client.id

    results = at_once(*[lambda: erase_until_killed(actor, reference, key_store)] * 2)

    assert sorted(type(each).__name__ for each in results) == ["NoneType", "PersonErased"]
    assert_is_gone(key_store, person_id)


def test_who_refers_somebody_while_they_are_erased_brings_nothing_back(own_database, key_store, at_once):
    with transaction() as db:
        actor = make_actor(db, Role.COORDINATOR, Role.MANAGER)
        client = make_client(db, actor)
        reference, person_id = client.reference, client.id

    def refer():
        with transaction() as db:
            make_referral(db, actor, client=get_client(db, actor, reference, to_change=True))

    at_once(refer, lambda: erase_until_killed(actor, reference, key_store))

    assert_is_gone(key_store, person_id)
