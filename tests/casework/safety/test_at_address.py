"""What awaits a visitor at an address, from the record of somebody else who lives there."""

import pytest

from directory import clock
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.safety.at_address import HOUSEHOLD, list_at_address
from directory.casework.safety.keeping import end_risk
from directory.casework.safety.kinds import RiskKind
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.safety import make_risk, over


@pytest.fixture
def actor(db):
    return make_actor(db)


@pytest.fixture
def colleague(db, actor):
    return make_actor(db, scheme=db.get_one(Scheme, actor.scheme_id))


def make_at(db, actor, address="14 Mill Lane\nLeeds", postcode="LS12 4QX", **more):
    """A client who lives somewhere: with Ada, unless told otherwise."""
    client = make_client(db, actor, postcode=postcode, **more)
    client.address = address
    db.flush()
    return client


@pytest.fixture
def client(db, actor):
    return make_at(db, actor, name="Ada Example")


def words_there(db, actor, client, place=None) -> list[str]:
    return [each.words for each in list_at_address(db, actor, client, place)]


def test_what_awaits_a_visitor_is_read_for_another_at_the_same_door_and_written_down(db, actor, colleague, client):
    husband = make_at(db, colleague, "14, Mill Lane", "ls124qx")
    risk = make_risk(db, colleague, husband)
    make_risk(db, colleague, husband, kind=RiskKind.TO_THEMSELF, words="Speaks of ending it")

    read = words_there(db, actor, client)

    [event] = db.query(AuditEvent).filter_by(action="risk.read_at_address").all()
    assert read == ["A dog that bites strangers"]
    assert (event.actor_id, event.subject_ids) == (actor.user_id, [str(risk.id)])


def test_nothing_is_read_of_next_door_or_of_another_team(db, actor, client):
    make_risk(db, actor, make_at(db, actor, "16 Mill Lane"))
    stranger = make_actor(db)
    make_risk(db, stranger, make_at(db, stranger))

    assert words_there(db, actor, client) == []


def test_risk_that_is_over_or_whose_client_has_moved_awaits_nobody(db, actor, client):
    ended, moved = (make_at(db, actor) for _ in range(2))
    end_risk(db, actor, make_risk(db, actor, ended), over(clock.today()), 1)
    make_risk(db, actor, moved, words="A goose")
    before = words_there(db, actor, client)

    moved.address = "3 High Street"
    db.flush()

    assert (before, words_there(db, actor, client)) == (["A goose"], [])


def test_restricted_record_looks_absent(db, actor, colleague, client):
    hidden = make_at(db, colleague)
    make_risk(db, colleague, hidden)
    hidden.restricted_at = clock.now()
    db.flush()

    assert words_there(db, actor, client) == []


def test_place_that_is_named_for_a_visit_counts_instead_of_the_home(db, actor, client):
    daughter = make_at(db, actor, "3 High Street", "LS11 8ND")
    make_risk(db, actor, daughter)

    assert words_there(db, actor, client) == []
    assert words_there(db, actor, client, "3 High Street, LS11 8ND") == ["A dog that bites strangers"]


@pytest.mark.parametrize(("others", "is_shown"), [(HOUSEHOLD, True), (HOUSEHOLD + 1, False)])
def test_of_a_hostel_nothing_is_read(db, actor, client, others, is_shown):
    rooms = [make_at(db, actor) for _ in range(others)]
    make_risk(db, actor, rooms[0])

    assert bool(words_there(db, actor, client)) is is_shown
