"""Two colleagues who have to do with somebody who asked, at the same moment."""

import threading

import pytest

from directory.casework.referrals_in.answering_referrals import accept_as_new
from directory.casework.referrals_in.referral_queries import get_referral_in
from directory.casework.referrals_in.referral_states import ReferralInState
from directory.db import transaction
from tests.factories.accounts import make_actor
from tests.factories.asking import make_referral_in


@pytest.fixture
def actor(own_database, key_store):
    with transaction() as db:
        return make_actor(db)


def test_whoever_waited_while_a_colleague_took_somebody_on_finds_them_as_they_are_now(actor):
    with transaction() as db:
        reference = make_referral_in(db, actor).reference
    found = []

    def look() -> None:
        with transaction() as db:
            found.append(get_referral_in(db, actor, reference, to_change=True).state)

    waiting = threading.Thread(target=look)
    with transaction() as db:
        accept_as_new(db, actor, get_referral_in(db, actor, reference, to_change=True))
        db.flush()
        waiting.start()
        # So long as this is not kept, the other waits.
        waiting.join(0.3)
        assert found == []
    waiting.join(20)

    assert found == [ReferralInState.ACCEPTED]
