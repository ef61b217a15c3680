"""Telling others about somebody without their agreement: only where it must be, written down, and looked at after."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.agreeing import ConsentNeeded, require_consent
from directory.casework.models import Purpose
from directory.casework.queries import get_client
from directory.casework.sharing.giving import (
    get_sharing,
    list_sharings,
    list_unreviewed,
    record_sharing,
    review_sharing,
)
from directory.casework.sharing.models import ManagerPart, SharingGround, UnagreedSharing
from directory.db import reading, transaction
from directory.errors import NotAllowed, NotFound, UsedBefore, WrongInput
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.sharing import make_sharing, wanted_sharing


def years_ago(years: int):
    return clock.today() - timedelta(days=366 * years)


@pytest.fixture
def manager(db):
    return make_actor(db, Role.MANAGER)


@pytest.fixture
def coordinator(db, manager):
    return make_actor(db, scheme=db.get(Scheme, manager.scheme_id))


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator, consent_given_on=None)


def acts(db) -> list[str]:
    return list(db.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_it_is_kept_with_the_ground_the_reason_and_what_was_told_to_whom(db, coordinator, manager, client):
    record_sharing(db, coordinator, client, wanted_sharing(manager.user_id))
    db.flush()
    db.expire_all()

    [kept] = list_sharings(db, coordinator, client)
    assert (kept.ground, kept.told_to) == ("safeguarding", "Adult social care, duty desk")
    assert (kept.reason, kept.told) == (
        "She was afraid to say it with him in the room",
        "What she told me about the locked door",
    )
    assert (kept.manager.id, kept.manager_part, kept.recorder.id) == (manager.user_id, "told", coordinator.user_id)
    assert b"afraid" not in kept.reason_sealed
    assert "sharing.recorded" in acts(db)


def test_it_makes_no_agreement_of_it(db, coordinator, client):
    make_sharing(db, coordinator, client)

    with pytest.raises(ConsentNeeded, match="Share without agreement"):
        require_consent(client, Purpose.REFERRAL, clock.today())


@pytest.mark.parametrize(
    ("ground", "age", "is_taken"),
    [
        pytest.param(SharingGround.BEST_INTERESTS, 15, False, id="best interests at 15"),
        pytest.param(SharingGround.BEST_INTERESTS, 16, True, id="best interests at 16"),
        pytest.param(SharingGround.BEST_INTERESTS, None, False, id="best interests, age not known"),
        pytest.param(SharingGround.SAFEGUARDING, 14, True, id="safeguarding of a child"),
        pytest.param(SharingGround.VITAL_INTERESTS, None, True, id="a life in danger, age not known"),
    ],
)
def test_best_interests_are_for_people_of_16_and_over(db, coordinator, manager, ground, age, is_taken):
    born_on = years_ago(age) if age else None
    client = make_client(db, coordinator, consent_given_on=None, born_on=born_on)
    problem = None

    try:
        record_sharing(db, coordinator, client, wanted_sharing(manager.user_id, ground=ground))
    except WrongInput as error:
        problem = list(error.fields)

    assert problem == (None if is_taken else ["ground"])


def test_the_manager_is_one_of_the_team(db, coordinator, client):
    elsewhere = make_actor(db, Role.MANAGER)

    for stranger in (elsewhere, coordinator):
        with pytest.raises(WrongInput) as refused:
            record_sharing(db, coordinator, client, wanted_sharing(stranger.user_id))
        assert list(refused.value.fields) == ["manager_id"]


def test_a_manager_does_not_tell_themselves(db, manager, client):
    with pytest.raises(WrongInput) as refused:
        record_sharing(db, manager, client, wanted_sharing(manager.user_id))

    assert list(refused.value.fields) == ["manager_part"]


def test_it_is_not_written_down_for_tomorrow(db, coordinator, manager, client):
    tomorrow = clock.today() + timedelta(days=1)

    with pytest.raises(WrongInput) as refused:
        record_sharing(db, coordinator, client, wanted_sharing(manager.user_id, shared_on=tomorrow))

    assert list(refused.value.fields) == ["shared_on"]


def test_the_same_form_twice_is_one(own_database, at_once):
    with transaction() as db:
        manager = make_actor(db, Role.MANAGER)
        coordinator = make_actor(db, scheme=db.get(Scheme, manager.scheme_id))
        reference = make_client(db, coordinator).reference
    wanted = wanted_sharing(manager.user_id)

    def record() -> None:
        with transaction() as db:
            record_sharing(db, coordinator, get_client(db, coordinator, reference, to_change=True), wanted)

    at_once(record, record)

    with reading() as db:
        assert db.scalars(select(UnagreedSharing.replays)).all() == [1]


def test_a_form_that_was_used_for_something_else_is_refused(db, coordinator, manager, client):
    record_sharing(db, coordinator, client, wanted_sharing(manager.user_id, submission_key="the-same-key"))

    with pytest.raises(UsedBefore):
        record_sharing(
            db, coordinator, client, wanted_sharing(manager.user_id, submission_key="the-same-key", told="More")
        )


def test_a_manager_looks_at_it_once_and_it_leaves_the_list(db, coordinator, manager, client):
    sharing = make_sharing(db, coordinator, client)
    before = list_unreviewed(db, manager)

    assert review_sharing(db, manager, sharing, "It was needed, and no more than needed")
    assert not review_sharing(db, manager, sharing, "Something else")
    db.flush()

    assert [each.id for each in before] == [sharing.id]
    assert list_unreviewed(db, manager) == []
    assert sharing.review == "It was needed, and no more than needed"
    assert acts(db).count("sharing.reviewed") == 1


def test_nobody_looks_at_what_they_wrote_down_themselves(db, manager, client):
    sharing = make_sharing(db, manager, client, manager_part=ManagerPart.DECIDED)

    with pytest.raises(NotAllowed):
        review_sharing(db, manager, sharing, "Fine")


def test_the_database_refuses_it_too(db, coordinator, client):
    sharing = make_sharing(db, coordinator, client)
    sharing.reviewed_by, sharing.reviewed_at = coordinator.user_id, clock.now()

    with pytest.raises(IntegrityError, match="reviewed_by_another"):
        db.flush()


def test_other_teams_neither_read_nor_list_it(db, coordinator, client):
    sharing = make_sharing(db, coordinator, client)
    elsewhere = make_actor(db, Role.MANAGER)

    with pytest.raises(NotFound):
        get_sharing(db, elsewhere, client, sharing.id)
    assert list_unreviewed(db, elsewhere) == []
    assert db.scalar(select(func.count()).select_from(UnagreedSharing)) == 1
