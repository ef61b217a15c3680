"""Which ended cases somebody still has to be told of."""

import pytest

from directory import clock
from directory.casework.message_back.due import list_cases_to_tell_of
from directory.casework.message_back.models import SentBy
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.closing import make_closure
from tests.factories.message_back import agree_to_feedback, make_message_back, send_back
from tests.factories.outcomes import days_ago


@pytest.fixture
def coordinator(db):
    return make_actor(db)


def ended(db, coordinator, days=3, *, agrees=True):
    client = make_client(db, coordinator)
    if agrees:
        agree_to_feedback(db, coordinator, client)
    make_closure(db, coordinator, client, closed_on=days_ago(days))
    return client


def test_an_ended_case_waits_until_somebody_was_told(db, coordinator):
    client = ended(db, coordinator)
    make_message_back(db, coordinator, client)
    told = make_client(db, coordinator)
    send_back(db, coordinator, told, SentBy.PAPER)
    make_closure(db, coordinator, told)

    assert [each.client_id for each in list_cases_to_tell_of(db, coordinator, clock.today())] == [client.id]


def test_nobody_waits_for_who_did_not_agree_nor_for_long(db, coordinator):
    ended(db, coordinator, agrees=False)
    make_client(db, coordinator)

    assert list_cases_to_tell_of(db, coordinator, clock.today()) == []


def test_a_colleague_finds_their_own_alone(db, coordinator):
    ended(db, coordinator)

    assert list_cases_to_tell_of(db, make_actor(db), clock.today()) == []
