"""Notes of the team about a client."""

from datetime import timedelta

import pytest

from directory import clock
from directory.casework.operations import ChangedMeanwhile
from directory.casework.record.inputs import NoteCorrectionInput
from directory.casework.record.notes import correct_note, get_note, list_notes, write_note
from directory.errors import NotFound, UsedBefore, WrongInput
from tests.factories.accounts import make_actor, new_word
from tests.factories.casework import make_client
from tests.factories.record import make_client_note, wanted_note


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def correction(words: str | None = "In the evening", **more) -> NoteCorrectionInput:
    wanted = {"why": "I misheard", "is_shared": False, "submission_key": f"right-{new_word()}", **more}
    return NoteCorrectionInput(words, **wanted)


def test_note_of_the_latest_day_stands_first(db, coordinator, client):
    make_client_note(db, coordinator, client, words="today")
    make_client_note(db, coordinator, client, words="before", happened_on=clock.today() - timedelta(days=3))

    assert [each.now.words for each in list_notes(db, client)] == ["today", "before"]


def test_note_sent_twice_is_kept_once(db, coordinator, client):
    wanted = wanted_note()

    first, second = (write_note(db, coordinator, client, wanted) for _ in range(2))

    assert first is second
    assert len(list_notes(db, client)) == 1


def test_key_of_another_note_is_refused(db, coordinator, client):
    write_note(db, coordinator, client, wanted_note(submission_key="one-key-for-all"))

    with pytest.raises(UsedBefore):
        write_note(db, coordinator, client, wanted_note(submission_key="one-key-for-all", words="Another"))


def test_note_of_a_day_to_come_is_asked_again(db, coordinator, client):
    with pytest.raises(WrongInput):
        write_note(db, coordinator, client, wanted_note(happened_on=clock.today() + timedelta(days=1)))


def test_correction_stands_in_the_place_of_the_note_and_keeps_what_it_said(db, coordinator, client):
    note = make_client_note(db, coordinator, client, words="In the morning")

    correct_note(db, coordinator, client, note, correction())
    db.flush()

    [kept] = list_notes(db, client)
    assert kept.now.words == "In the evening"
    assert [each.words for each in kept.before] == ["In the morning"]
    assert get_note(db, client, note.id).now.why == "I misheard"


def test_second_correction_of_the_same_version_is_told_of_the_first(db, coordinator, client):
    note = make_client_note(db, coordinator, client)
    correct_note(db, coordinator, client, note, correction())
    db.flush()

    with pytest.raises(ChangedMeanwhile):
        correct_note(db, coordinator, client, note, correction("At noon"))


def test_note_that_belongs_elsewhere_is_taken_out_with_all_it_said(db, coordinator, client):
    note = make_client_note(db, coordinator, client, words="About somebody else")
    later = correct_note(db, coordinator, client, note, correction("Still about somebody else"))
    db.flush()

    correct_note(db, coordinator, client, later, correction(None))
    db.flush()

    [kept] = list_notes(db, client)
    assert kept.is_taken_out
    assert all(each.is_taken_out for each in kept.before)


def test_note_of_another_client_is_not_found(db, coordinator, client):
    elsewhere = make_client_note(db, coordinator, make_client(db, coordinator))

    with pytest.raises(NotFound):
        get_note(db, client, elsewhere.id)
