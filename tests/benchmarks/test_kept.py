"""What is looked for in a database after many worked at once is found where it is planted."""

import pytest
from sqlalchemy import delete, update

from benchmarks.twenty_people.kept import (
    look_at_all,
    look_at_cases,
    look_at_corrections,
    look_at_letters,
    look_at_marks,
    look_at_referrals,
    look_at_versions,
)
from benchmarks.twenty_people.ledger import Write
from directory.accounts.models import Scheme
from directory.casework.models import Client
from directory.casework.record.models import ClientNote
from directory.outbox import OutboxMessage
from directory.referrals.models import ReferralMove
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.record import make_client_note
from tests.factories.referrals import make_referral
from tests.factories.support_sessions import in_days, make_support_session
from tests.factories.triage import make_allocation

MARK = "Kopfgeld Hjkmnop"


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def written(kind: str = "note", *, is_accepted: bool = True, **more) -> Write:
    return Write(**{"kind": kind, "mark": MARK, "about": "somebody", "is_accepted": is_accepted, **more})


def wrong(looked) -> list[str]:
    return [words for each in looked for words in each.wrong]


def test_what_is_there_once_is_well(db, coordinator, client):
    make_client_note(db, coordinator, client, words=f"{MARK} rang.")
    make_referral(db, coordinator, client=client)
    db.commit()  # the record of who did what is linked then

    looked = look_at_all(db, [written()])

    assert wrong(looked) == []
    assert {each.what: each.number for each in looked}["note: written once"] == 1


def test_accepted_note_that_is_gone_is_found(db, coordinator, client):
    make_client_note(db, coordinator, client, words=f"{MARK} rang.")
    db.execute(delete(ClientNote))

    assert wrong(look_at_marks(db, [written()])) == [f"{MARK} is there 0 times"]


def test_note_that_is_there_twice_is_found(db, coordinator, client):
    make_client_note(db, coordinator, client, words=f"{MARK} rang.")
    make_client_note(db, coordinator, client, words=f"{MARK} rang.")

    assert wrong(look_at_marks(db, [written()])) == [f"{MARK} is there 2 times"]


def test_refused_note_that_is_there_is_found(db, coordinator, client):
    make_client_note(db, coordinator, client, words=f"{MARK} rang.")

    assert wrong(look_at_marks(db, [written(is_accepted=False)])) == [f"{MARK} was refused, and is there"]


def test_correction_that_nobody_wrote_down_is_found(db, client):
    found = look_at_corrections(db, [written("correction", about=client.reference)]).wrong

    assert found == [
        f"{client.reference}: 1 corrections, 0 written down",
        f"{client.reference}: none of its corrections stands",
    ]


def test_version_that_two_changed_is_found():
    twice = [written("correction", seen="3"), written("correction", seen="3", mark="Another Word")]

    assert look_at_versions(twice).wrong == ["correction of somebody: version 3 changed 2 times"]


def test_move_that_is_not_allowed_is_found(db, coordinator, client):
    referral = make_referral(db, coordinator, client=client)
    for number, to in ((2, "withdrawn"), (4, "accepted")):
        told = {"scheme_id": referral.scheme_id, "client_id": client.id, "onward_referral_id": referral.id}
        day = referral.state_on
        db.add(ReferralMove(**told, number=number, to_state=to, happened_on=day, recorded_by=coordinator.user_id))
    db.flush()

    assert look_at_referrals(db).wrong == [
        f"{referral.reference}: moves are missing, or there twice",
        f"{referral.reference}: stands otherwise than its last move says",
        f"{referral.reference}: withdrawn to accepted",
    ]


def test_referral_without_its_letter_is_found(db, coordinator, client):
    referral = make_referral(db, coordinator, client=client)
    db.execute(delete(OutboxMessage))

    assert look_at_letters(db).wrong == [f"{referral.id}: 0 letters"]


def test_session_beyond_the_limit_is_found(db, coordinator, client):
    for day in range(1, 7):
        make_support_session(db, coordinator, client, in_days(day))
    db.get_one(Scheme, coordinator.scheme_id).session_limit = 5
    db.flush()

    assert look_at_cases(db).wrong == [f"{client.cases[0].id}: 0 + 6 sessions of 5"]


def test_coordinator_whom_no_change_names_is_found(db, coordinator, client):
    make_allocation(db, coordinator, client)
    colleague = make_actor(db, scheme=db.get_one(Scheme, coordinator.scheme_id))
    db.execute(update(Client).values(coordinator_id=colleague.user_id))
    db.commit()  # the record of who did what is linked then

    assert wrong(look_at_all(db, [])) == [f"{client.id}: another coordinator than the last change says"]
