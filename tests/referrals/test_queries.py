"""Counting referrals without telling whose they are."""

from datetime import timedelta

from directory import clock
from directory.referrals.models import OnwardReferral
from directory.referrals.queries import count_referred
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
