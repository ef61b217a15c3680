"""Letters wait in the transaction of what they tell of."""

from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from directory import clock
from directory.db import new_id, reading, transaction
from directory.outbox import Letter, count_given_up, count_waiting, queue_letter


def letter(dedupe_key="news-1", **more) -> Letter:
    return Letter(
        **{
            "kind": "referral.sent",
            "dedupe_key": dedupe_key,
            "address": "walks@becklane.example",
            "subject": "Someone would like to come",
            "text": "Edith would like to come on Tuesday.",
            **more,
        }
    )


def test_a_letter_waits_until_it_is_sent(db):
    message = queue_letter(db, new_id(), new_id(), letter())
    db.flush()

    assert count_waiting(db) == 1
    assert message.due_at - clock.now() < timedelta(seconds=5)
    assert (message.tries, message.sent_at, message.gave_up_at) == (0, None, None)


@pytest.mark.parametrize("ending", ["sent_at", "gave_up_at"])
def test_a_letter_that_came_to_an_end_no_longer_waits(db, ending):
    message = queue_letter(db, new_id(), new_id(), letter())
    setattr(message, ending, clock.now())
    db.flush()

    assert count_waiting(db) == 0
    assert count_given_up(db) == (ending == "gave_up_at")


def test_a_letter_is_not_both_sent_and_given_up(db):
    message = queue_letter(db, new_id(), new_id(), letter())
    message.sent_at = message.gave_up_at = clock.now()

    with pytest.raises(IntegrityError, match="one_ending"):
        db.flush()


def test_address_and_words_are_sealed(db):
    message = queue_letter(db, new_id(), new_id(), letter())
    db.flush()
    db.expire_all()

    for sealed in (message.address_sealed, message.subject_sealed, message.text_sealed):
        assert not any(word in sealed for word in (b"becklane", b"Someone", b"Edith"))
    assert (message.address, message.text) == ("walks@becklane.example", "Edith would like to come on Tuesday.")


def test_the_same_news_queued_twice_is_one_letter(db):
    person_id, about_id = new_id(), new_id()
    first = queue_letter(db, person_id, about_id, letter())

    second = queue_letter(db, person_id, about_id, letter(text="Said in other words."))

    assert second is first
    assert count_waiting(db) == 1


def test_the_same_news_queued_by_two_at_once_is_one_letter(own_database, meanwhile):
    person_id, about_id = new_id(), new_id()

    def queue():
        with transaction() as db:
            return queue_letter(db, person_id, about_id, letter()).id

    with transaction() as db:
        first = queue_letter(db, person_id, about_id, letter())
        db.flush()
        second = meanwhile(queue)

    assert second.result(10) == first.id
    with reading() as db:
        assert count_waiting(db) == 1


def test_a_letter_of_a_change_that_was_rolled_back_is_never_sent(own_database):
    with suppress(ZeroDivisionError), transaction() as db:
        queue_letter(db, new_id(), new_id(), letter())
        db.flush()
        raise ZeroDivisionError

    with reading() as db:
        assert count_waiting(db) == 0
