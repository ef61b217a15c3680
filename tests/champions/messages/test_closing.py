"""Reports and questions about listings: who sees them, how they end, and what is left of whoever sent them."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import RoleGrant, User
from directory.champions.messages.closing import (
    WARNS_FOR,
    ClosedMeanwhile,
    close_message,
    find_warning,
    get_message,
    list_messages,
    record_message,
)
from directory.champions.messages.inputs import ClosingInput, MessageInput
from directory.champions.messages.letters import may_leave
from directory.champions.messages.models import About, Ending, ListingMessage
from directory.errors import NotFound, WrongInput
from directory.outbox import OutboxMessage
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_message, make_walking_domain


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def walks(db, champion):
    term = make_term(db, "Walking")
    make_walking_domain(db, [term], db.get(User, champion.user_id), name="Feet")
    return make_service(db, "Gentle walks", terms=[term])


def close(db, actor, message, ending, answer="") -> bool:
    is_sent = close_message(db, actor, get_message(db, actor, message.id, to_close=True), ClosingInput(ending, answer))
    db.flush()
    return is_sent


def count_waiting(db, actor) -> int:
    return len(list_messages(db, actor, is_open=True))


def letters(db) -> list[OutboxMessage]:
    return list(db.scalars(select(OutboxMessage)))


def test_a_message_reaches_the_champion_of_the_listing_and_every_editor(db, champion, walks):
    message = make_message(db, walks)
    elsewhere = make_actor(db, Role.CHAMPION)

    assert [each.id for each in list_messages(db, champion, is_open=True)] == [message.id]
    assert count_waiting(db, make_actor(db, Role.EDITOR)) == 1
    assert count_waiting(db, elsewhere) == 0
    with pytest.raises(NotFound):
        get_message(db, elsewhere, message.id)


def test_what_nobody_looks_after_reaches_every_champion_and_editor(db, champion):
    message = make_message(db, make_service(db, "Chess"))

    assert [count_waiting(db, each) for each in (champion, make_actor(db, Role.EDITOR))] == [1, 1]
    assert get_message(db, champion, message.id) is message


@pytest.mark.parametrize(
    ("whose", "left"),
    [
        pytest.param(User.id, {"is_active": False}, id="account disabled"),
        pytest.param(User.id, {"joined_at": None}, id="invitation not taken"),
        pytest.param(RoleGrant.user_id, {"role": Role.COORDINATOR.value}, id="champion no more"),
    ],
)
def test_the_messages_of_a_champion_who_is_gone_reach_the_others(db, champion, walks, whose, left):
    make_message(db, walks)
    other = make_actor(db, Role.CHAMPION)
    before = count_waiting(db, other)

    db.execute(update(whose.class_).where(whose == champion.user_id).values(**left))

    assert (before, count_waiting(db, other)) == (0, 1)


def test_sent_twice_it_is_one_message_with_one_number(db, walks):
    told = MessageInput("the-same-form", About.MOVED)

    first, second = record_message(db, walks, "AAAAAAAAAA", told), record_message(db, walks, "BBBBBBBBBB", told)

    assert first is second
    assert first.reference == "AAAAAAAAAA"


def test_an_answer_goes_to_the_address_and_the_address_is_gone(db, champion, walks):
    message = make_message(db, walks, About.QUESTION, words="Is there a seat?", phone="07700 900123")

    is_sent = close(db, champion, message, Ending.ANSWERED, "Yes, at the gate.")

    [letter] = letters(db)
    assert is_sent
    assert letter.address == "wants@answer.example"
    assert "Yes, at the gate." in letter.text
    assert (message.email_sealed, message.phone_sealed) == (None, None)
    assert not list_messages(db, champion, is_open=True)


def test_who_left_a_telephone_number_is_sent_nothing(db, champion, walks):
    message = make_message(db, walks, About.QUESTION, email="", phone="07700 900123")

    assert not close(db, champion, message, Ending.ANSWERED, "I rang them.")
    assert letters(db) == []


def test_what_is_not_meant_is_never_answered(db, champion, walks):
    close(db, champion, make_message(db, walks), Ending.NOT_REAL, "Go away")

    assert letters(db) == []


def test_a_question_is_not_closed_without_words(db, champion, walks):
    message = make_message(db, walks, About.QUESTION)

    with pytest.raises(WrongInput):
        close(db, champion, message, Ending.ANSWERED)


def test_a_listing_that_was_looked_at_and_is_right_counts_as_checked(db, champion, walks):
    close(db, champion, make_message(db, walks), Ending.STILL_RIGHT)

    assert walks.assured_date == clock.today()


def test_closing_it_does_not_count_as_checking_the_listing(db, champion, walks):
    close(db, champion, make_message(db, walks), Ending.NOT_REAL)

    assert walks.assured_date is None


def test_only_the_first_of_two_closes_a_message(db, champion, walks):
    message = make_message(db, walks)
    close(db, champion, message, Ending.PUT_RIGHT, "Thank you.")

    with pytest.raises(ClosedMeanwhile):
        close(db, make_actor(db, Role.EDITOR), message, Ending.NOT_REAL)
    assert len(letters(db)) == 1


def test_what_was_written_cannot_be_read_in_the_database(db, walks):
    message = make_message(db, walks, words="My aunt goes there")

    assert b"aunt" not in message.words_sealed
    assert b"answer.example" not in message.email_sealed
    assert db.get_one(ListingMessage, message.id).words == "My aunt goes there"


@pytest.mark.parametrize("about", [About.CLOSED, About.MOVED, About.WRONG_CONTACT])
def test_a_report_warns_until_it_is_closed(db, champion, walks, about):
    message = make_message(db, walks, about)

    before = find_warning(db, walks.id, clock.now())
    close(db, champion, message, Ending.STILL_RIGHT)

    assert before == clock.today()
    assert find_warning(db, walks.id, clock.now()) is None


def test_a_report_that_nobody_looks_into_stops_warning(db, walks):
    make_message(db, walks)

    assert find_warning(db, walks.id, clock.now() + WARNS_FOR + timedelta(minutes=1)) is None


@pytest.mark.parametrize("about", [About.QUESTION, About.OTHER])
def test_what_keeps_nobody_from_going_warns_nobody(db, walks, about):
    make_message(db, walks, about)

    assert find_warning(db, walks.id, clock.now()) is None


def test_an_answer_does_not_leave_when_nobody_waits_for_it_any_more(db, champion, walks):
    close(db, champion, make_message(db, walks), Ending.PUT_RIGHT, "Thank you.")
    [letter] = letters(db)

    with time_machine.travel(clock.now() + timedelta(days=9), tick=False):
        late = may_leave(db, letter)

    assert may_leave(db, letter)
    assert not late
