"""Counting referrals without telling whose they are, and changing one while others are at work."""

from datetime import timedelta

from sqlalchemy import select

from directory import clock
from directory.casework.queries import get_client
from directory.db import reading, transaction
from directory.referrals.models import OnwardReferral
from directory.referrals.queries import count_referred, get_onward_referral
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.referrals import make_referral


def test_people_sent_to_a_service_lately_are_counted_within_the_scheme(db):
    actor, service = make_actor(db), make_service(db, email="walks@becklane.example")
    for _ in range(2):
        make_referral(db, actor, client=make_client(db, actor), service=service)
    long_ago: OnwardReferral = make_referral(db, actor, service=service)
    long_ago.made_at = clock.now() - timedelta(days=60)
    make_referral(db, make_actor(db), service=service)
    db.flush()

    assert count_referred(db, actor, clock.today() - timedelta(days=28)) == {service.id: 2}


def test_who_changes_a_referral_waits_for_whoever_changes_anything_of_the_client(own_database, meanwhile):
    with transaction() as db:
        actor = make_actor(db)
        referral = make_referral(db, actor, client=make_client(db, actor))
        client, number = referral.client.reference, referral.reference

    def change():
        with transaction() as db:
            get_onward_referral(db, actor, number, to_change=True).message = "Second"

    with transaction() as db:
        get_client(db, actor, client, to_change=True)
        late = meanwhile(change)
        db.scalars(select(OnwardReferral)).one().message = "First"

    late.result(60)
    with reading() as db:
        assert db.scalars(select(OnwardReferral)).one().message == "Second"
