"""What somebody says a listing should say: kept sealed, and put there only by who looks after it."""

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.models.contacts import Phone
from directory.catalogue.models.revisions import Revision
from directory.catalogue.queries import get_service
from directory.champions.messages.closing import ClosedMeanwhile, get_message, take_message
from directory.champions.messages.models import About, Ending
from directory.champions.messages.proposals import Part, TakingInput, may_take_at_once, read
from directory.errors import Conflict, NotFound
from directory.outbox import OutboxMessage
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_message, make_walking_domain

TOLD = {Part.PHONE: "0113 496 0777", Part.EMAIL: "new@walks.example", Part.WHEN: "Mondays at ten"}


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def walks(db, champion):
    term = make_term(db, "Walking")
    make_walking_domain(db, [term], db.get(User, champion.user_id), name="Feet")
    return make_service(db, "Gentle walks", terms=[term], email="old@walks.example")


@pytest.fixture
def message(db, walks):
    return make_message(db, walks, About.WRONG_CONTACT, proposed=TOLD)


def take(db, actor, message, parts=TOLD, *, version=None, word=""):
    held = get_message(db, actor, message.id, to_close=True)
    is_sent = take_message(db, actor, held, TakingInput(parts, version or held.service.version, word))
    db.flush()
    db.expire_all()
    return is_sent


def may_take(db, service):
    db.expire_all()
    return may_take_at_once(get_service(db, service.id), Part.PHONE)


def numbers(db, service):
    return list(db.scalars(select(Phone.number).where(Phone.service_id == service.id)))


def test_what_is_told_is_kept_sealed_part_by_part(message):
    assert read(message.proposed) == TOLD
    assert b"0777" not in message.proposed_sealed


def test_listing_says_what_its_champion_takes_and_the_message_is_closed(db, champion, walks, message):
    take(db, champion, message, {**TOLD, Part.EMAIL: "hello@walks.example"})

    assert (walks.email, numbers(db, walks)) == ("hello@walks.example", ["0113 496 0777"])
    assert message.ending == Ending.PUT_RIGHT
    [revision] = db.scalars(select(Revision).where(Revision.record_id == walks.id, Revision.author_id.is_not(None)))
    assert {each.field for each in revision.field_changes} == {"email", "phone"}


def test_the_only_number_of_a_listing_is_replaced_with_what_stands_beside_it_kept(db, champion, walks, message):
    db.add(Phone(service_id=walks.id, number="0113 496 0111", description="Mornings"))
    db.flush()
    may_before = may_take(db, walks)

    take(db, champion, message)

    assert may_before
    [phone] = db.scalars(select(Phone).where(Phone.service_id == walks.id))
    assert (phone.number, phone.description) == ("0113 496 0777", "Mornings")


def test_with_two_numbers_nobody_knows_which_is_meant(db, champion, walks, message):
    db.add_all([Phone(service_id=walks.id, number=each) for each in ("0113 496 0111", "0113 496 0222")])
    db.flush()

    take(db, champion, message)

    assert not may_take(db, walks)
    assert numbers(db, walks) == ["0113 496 0111", "0113 496 0222"]


def test_whoever_told_gets_a_word_where_they_left_an_address(db, champion, message):
    assert take(db, champion, message, word="Thank you, it is changed.")

    [letter] = db.scalars(select(OutboxMessage))
    assert "Thank you, it is changed." in letter.text


def test_what_somebody_changed_meanwhile_is_not_overwritten(db, champion, walks, message):
    seen = walks.version
    walks.email = "third@walks.example"
    db.flush()

    with pytest.raises(Conflict):
        take(db, champion, message, version=seen)

    assert (walks.email, message.is_open) == ("third@walks.example", True)


def test_a_second_press_says_that_it_is_closed(db, champion, message):
    take(db, champion, message)

    with pytest.raises(ClosedMeanwhile):
        take(db, champion, message)


def test_somebody_elses_listing_stays_as_it_is(db, walks, message):
    with pytest.raises(NotFound):
        take(db, make_actor(db, Role.CHAMPION), message)

    assert walks.email == "old@walks.example"
