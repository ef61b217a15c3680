"""Who was erased stays erased, whichever of the two databases was put back from a copy of before."""

import pytest
from sqlalchemy import select

from directory import clock
from directory.audit.models import AuditEvent
from directory.casework.models import Client
from directory.casework.tombstones import ErasedPerson, ErasureReason
from directory.champions.relations.group_contacts import forget_contact, list_contacts
from directory.rights.erased_tables import count_rows
from directory.rights.tombstones import list_lost, replay_tombstones
from directory.security.key_backups import restore_backup, write_backup
from directory.security.key_tables import PersonErased
from directory.security.keystore import KeyStore, use_key_store
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.champions import make_contact
from tests.factories.referrals import make_referral


@pytest.fixture
def store(database, settings, key_store, tmp_path):
    """A key store of this test's own."""
    store = KeyStore(f"sqlite:///{tmp_path}/keys.db", settings.data_keys)
    use_key_store(store)
    yield store
    use_key_store(key_store)
    store.close()


@pytest.fixture
def actor(store, db):
    return make_actor(db)


def bury_in_records(db, actor, person_id):
    """What an erasure leaves that was stopped before the key was destroyed."""
    db.add(
        ErasedPerson(
            person_id=person_id,
            scheme_id=actor.scheme_id,
            reference="ABCDEFGHJK",
            erased_at=clock.now(),
            reason=ErasureReason.ASKED,
        )
    )
    db.flush()


def test_an_erasure_that_was_stopped_half_way_is_finished(db, actor, store):
    client = make_client(db, actor)
    db.flush()
    bury_in_records(db, actor, client.id)

    done = replay_tombstones(db, store)

    assert (done.keys, done.records) == (1, 0)
    with pytest.raises(PersonErased):
        store.key_of(client.id)


def test_a_key_that_a_backup_brought_back_is_destroyed_again(db, actor, store, tmp_path, settings):
    client = make_client(db, actor)
    write_backup(store, tmp_path / "copy.db")
    store.destroy_key(client.id)
    bury_in_records(db, actor, client.id)
    new = KeyStore(f"sqlite:///{tmp_path}/new.db", settings.data_keys)
    restore_backup(new, tmp_path / "copy.db")

    replay_tombstones(db, new)

    assert new.people() == set()
    assert new.tombstones().keys() == {client.id}
    new.close()


def test_records_that_a_backup_brought_back_are_erased_again(db, actor, store):
    """Of the person are left a tombstone, the record of who did what, and that it was done again."""
    referral = make_referral(db, actor)
    db.flush()
    client_id, reference = referral.client_id, referral.client.reference
    store.destroy_key(client_id)
    db.expire_all()

    done = replay_tombstones(db, store)
    db.flush()

    assert (done.keys, done.records) == (0, 1)
    assert count_rows(db, client_id) == {}
    stone = db.scalars(select(ErasedPerson)).one()
    assert (stone.scheme_id, stone.reference, stone.reason) == (actor.scheme_id, reference, None)
    assert stone.erased_at == store.tombstones()[client_id]
    acts = [each.action for each in db.scalars(select(AuditEvent).order_by(AuditEvent.id))]
    assert {"client.taken_on", "referral.sent"} < set(acts)
    assert acts[-1] == "client.erased_again"


def test_a_second_time_there_is_nothing_to_do(db, actor, store):
    store.destroy_key(make_client(db, actor).id)
    replay_tombstones(db, store)
    db.flush()

    done = replay_tombstones(db, store)

    assert (done.keys, done.records) == (0, 0)
    assert len(db.scalars(select(ErasedPerson)).all()) == 1


def test_clients_whose_key_is_missing_are_named_and_left_alone(db, actor, store, tmp_path, settings):
    lost = make_client(db, actor)
    db.flush()
    new = KeyStore(f"sqlite:///{tmp_path}/new.db", settings.data_keys)
    use_key_store(new)
    make_client(db, actor)
    db.flush()

    done = replay_tombstones(db, new)

    assert (done.keys, done.records) == (0, 0)
    assert list_lost(db, new) == [lost.reference]
    assert len(db.scalars(select(Client.id)).all()) == 2
    new.close()


@pytest.fixture
def contact(actor, db):
    """Somebody whom a colleague knows at a group."""
    made = make_contact(db, actor, make_service(db).organization)
    db.flush()
    return made


def test_who_is_known_at_a_group_and_was_forgotten_is_no_client_that_was_erased(db, actor, store, contact):
    forget_contact(db, actor, contact)
    db.flush()
    store.destroy_key(contact.id)

    done = replay_tombstones(db, store)

    db.flush()
    assert (done.keys, done.records) == (0, 0)
    assert db.scalars(select(ErasedPerson)).all() == []
    assert "client.erased_again" not in set(db.scalars(select(AuditEvent.action)))


def test_name_that_a_backup_of_the_records_brought_back_is_forgotten_again(db, actor, store, contact):
    store.destroy_key(contact.id)
    db.expire_all()

    done = replay_tombstones(db, store)

    db.flush()
    [left] = list_contacts(db, actor, contact.organization_id)
    assert (done.keys, done.records) == (0, 1)
    assert (left.id, left.name, left.reach) == (contact.id, None, None)
    assert left.forgotten_at == store.tombstones()[contact.id]
    assert db.scalars(select(ErasedPerson)).all() == []


def test_key_of_somebody_forgotten_is_destroyed_where_that_was_stopped(db, actor, store, contact):
    forget_contact(db, actor, contact)
    db.flush()

    done = replay_tombstones(db, store)

    assert (done.keys, done.records) == (1, 0)
    assert contact.id not in store.people()
