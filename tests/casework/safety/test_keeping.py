"""Risks and safeguarding concerns: written down, changed and ended by people, and read by those who may."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.emergencies import open_in_emergency, restrict_sight
from directory.casework.operations import ChangedMeanwhile
from directory.casework.safety.inputs import ConcernHandlingInput
from directory.casework.safety.keeping import (
    RiskStands,
    add_risk,
    change_concern,
    change_risk,
    end_concern,
    end_risk,
    say_none_known,
)
from directory.casework.safety.kinds import ConcernKind, RiskKind
from directory.casework.safety.models import Risk
from directory.casework.safety.queries import get_concern, get_risk, list_risks, list_standing
from directory.errors import NotFound, UsedBefore, WrongInput
from directory.rights.everything import gather_everything, ids_of_record
from directory.security.sealing import VERSION
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.safety import make_concern, make_risk, over, wanted_concern, wanted_risk


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def manager(db, coordinator):
    return make_actor(db, Role.MANAGER, scheme=db.get_one(Scheme, coordinator.scheme_id))


@pytest.fixture
def colleague(db, coordinator):
    return make_actor(db, scheme=db.get_one(Scheme, coordinator.scheme_id))


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator, name="Edith Ashworth")


def reads(db) -> list[AuditEvent]:
    db.flush()
    return list(db.scalars(select(AuditEvent).where(AuditEvent.action == "safeguarding.viewed")))


def test_risks_of_a_client_are_not_asked_until_somebody_asks(db, coordinator, client):
    before = list_standing(db, coordinator, client)

    say_none_known(db, coordinator, client)
    db.flush()

    after = list_standing(db, coordinator, client)
    assert (before.is_asked, after.is_asked, after.risks) == (False, True, [])
    assert after.none_known.recorded_by == coordinator.user_id


def test_that_none_is_known_is_said_once_and_not_while_a_risk_stands(db, coordinator, client):
    first = say_none_known(db, coordinator, client)
    again = say_none_known(db, coordinator, client)
    risk = make_risk(db, coordinator, client)

    with pytest.raises(RiskStands):
        say_none_known(db, coordinator, client)

    assert again is first
    assert (first.ended_on, first.ended_by) == (clock.today(), coordinator.user_id)
    assert list_standing(db, coordinator, client).risks == [risk]


def test_a_risk_is_sealed_and_stands_until_a_person_ends_it(db, coordinator, client):
    risk = make_risk(db, coordinator, client, since=clock.today() - timedelta(days=4000))
    stands = list_standing(db, coordinator, client).risks

    end_risk(db, coordinator, risk, over(clock.today(), "The dog has died"), risk.version)
    db.flush()

    assert risk.kind_sealed[:1] == risk.words_sealed[:1] == VERSION
    assert (stands, list_standing(db, coordinator, client).risks) == ([risk], [])
    assert (risk.ended_on, risk.why_ended) == (clock.today(), "The dog has died")
    assert list_standing(db, coordinator, client).is_asked is False
    assert list_risks(db, client.id) == [risk]


def test_a_second_click_writes_one_risk_and_ends_it_once(db, coordinator, client):
    first = add_risk(db, coordinator, client, wanted_risk(), "the-same-form")
    again = add_risk(db, coordinator, client, wanted_risk(), "the-same-form")
    db.flush()
    seen = first.version

    end_risk(db, coordinator, first, over(clock.today()), seen)
    end_risk(db, coordinator, first, over(clock.today()), seen)

    assert again is first
    assert len(db.scalars(select(Risk)).all()) == 1
    with pytest.raises(UsedBefore):
        add_risk(db, coordinator, client, wanted_risk(words="Stairs without a rail"), "the-same-form")


def test_who_changes_or_ends_what_somebody_else_changed_is_told(db, coordinator, manager, client):
    risk = make_risk(db, coordinator, client)
    seen = risk.version
    change_risk(db, manager, risk, wanted_risk(kind=RiskKind.FALLS, words="Fell twice in May"), seen)
    db.flush()

    with pytest.raises(ChangedMeanwhile):
        change_risk(db, coordinator, risk, wanted_risk(words="Two dogs"), seen)
    with pytest.raises(ChangedMeanwhile):
        end_risk(db, coordinator, risk, over(clock.today()), seen)

    assert (risk.kind, risk.words, risk.ended_on) == ("falls", "Fell twice in May", None)


def test_a_risk_cannot_end_before_it_began(db, coordinator, client):
    risk = make_risk(db, coordinator, client, since=clock.today())

    with pytest.raises(WrongInput) as refused:
        end_risk(db, coordinator, risk, over(clock.today() - timedelta(days=1)), risk.version)

    assert refused.value.fields == {"ended_on": "This is before it began"}


def test_a_risk_of_another_client_is_not_found(db, coordinator, client):
    risk = make_risk(db, coordinator, client)

    with pytest.raises(NotFound):
        get_risk(db, make_client(db, coordinator), risk.id)

    assert get_risk(db, client, risk.id) is risk


def test_a_concern_is_read_by_the_coordinator_and_managers_and_each_reading_is_recorded(
    db, coordinator, manager, colleague, client
):
    concern = make_concern(db, colleague, client)

    read = {who.user_id: list_standing(db, who, client).concerns for who in (coordinator, manager, colleague)}

    assert read == {coordinator.user_id: [concern], manager.user_id: [concern], colleague.user_id: []}
    assert [(each.actor_id, each.subject_ids) for each in reads(db)] == [
        (coordinator.user_id, [str(concern.id)]),
        (manager.user_id, [str(concern.id)]),
    ]


def test_who_opens_a_record_in_an_emergency_reads_risks_and_no_concerns(db, coordinator, manager, colleague, client):
    risk = make_risk(db, coordinator, client)
    concern = make_concern(db, coordinator, client)
    restrict_sight(db, manager, client, is_restricted=True)
    db.flush()
    open_in_emergency(db, colleague, client.reference, "Nobody answers the door")
    db.flush()

    standing = list_standing(db, colleague, client)

    assert (standing.risks, standing.concerns) == ([risk], [])
    with pytest.raises(NotFound):
        get_concern(db, colleague, client, concern.id)


def test_that_a_concern_is_there_shows_neither_in_who_looked_nor_in_what_a_colleague_gathers(
    db, coordinator, colleague, client
):
    concern = make_concern(db, coordinator, client)
    handling = ConcernHandlingInput(is_hidden=False, acted="Rang the duty desk")
    change_concern(db, coordinator, concern, wanted_concern(), handling, concern.version)
    db.commit()

    told = {who.user_id: str(gather_everything(db, who, client)) for who in (coordinator, colleague)}

    assert concern.id not in ids_of_record(db, client.id)
    assert "bank card" in told[coordinator.user_id]
    assert "Rang the duty desk" in told[coordinator.user_id]
    assert "bank card" not in told[colleague.user_id]
    assert "safeguarding." not in told[colleague.user_id]


def test_a_concern_is_hidden_from_the_person_until_somebody_says_otherwise(db, coordinator, client):
    concern = make_concern(db, coordinator, client)
    db.commit()

    told = str(gather_everything(db, coordinator, client))

    assert concern.is_hidden
    assert "bank card" not in told


def test_a_concern_is_changed_and_ended_by_who_reads_it(db, coordinator, client):
    concern = make_concern(db, coordinator, client)
    handling = ConcernHandlingInput(is_hidden=True, why_hidden="He reads her letters")
    change_concern(db, coordinator, concern, wanted_concern(kind=ConcernKind.DOMESTIC), handling, concern.version)
    db.flush()

    end_concern(db, coordinator, concern, over(clock.today(), "The council took it on"), concern.version)
    db.flush()

    assert (concern.kind, concern.why_hidden) == ("domestic abuse", "He reads her letters")
    assert list_standing(db, coordinator, client).concerns == []
    with pytest.raises(ChangedMeanwhile):
        change_concern(db, coordinator, concern, wanted_concern(), handling, concern.version)
