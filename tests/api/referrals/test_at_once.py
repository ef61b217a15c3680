"""The same referral sent by many at the same moment is one; different ones are all kept."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from directory.app import create_app
from directory.casework.referrals_in.referral_models import Referral
from directory.db import reading, transaction
from directory.matching.current import MatcherKeeper
from tests.api.referrals.conftest import System
from tests.factories.accounts import make_actor
from tests.factories.postcodes import write_postcode_file
from tests.factories.senders import make_key, make_sender

AT_ONCE = 8


@pytest.fixture
def systems(settings, own_database, key_store):
    """So many processes of one system, on a database that keeps what is committed."""
    write_postcode_file(settings.postcode_file, {"LS11 8ND": (53.78, -1.55)})
    app = create_app(settings, database=own_database, keeper=MatcherKeeper(with_semantic=False))
    with transaction() as db:
        key = make_key(db, make_sender(db, make_actor(db)))
    return [System(app.test_client(), key) for _ in range(AT_ONCE)]


def count_referrals() -> int:
    with reading() as db:
        return db.scalar(select(func.count()).select_from(Referral))


def test_one_referral_comes_of_one_sending_however_often_it_arrives(systems):
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda each: each.send(once="the-same"), systems))

    assert {each.status_code for each in answers} == {201}
    assert len({each.text for each in answers}) == 1
    assert [each.headers.get("Idempotent-Replayed") for each in answers].count(None) == 1
    assert count_referrals() == 1


def test_every_referral_that_is_answered_is_kept(systems):
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda pair: pair[1].send(once=f"number-{pair[0]}"), enumerate(systems)))

    assert {each.status_code for each in answers} == {201}
    assert len({each.text for each in answers}) == count_referrals() == AT_ONCE
