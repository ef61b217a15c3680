"""The practices that a team writes to."""

import pytest

from directory.casework.message_back.practices import (
    PracticeInput,
    find_practice,
    keep_practice,
    list_practices,
    remove_practice,
)
from directory.casework.operations import ChangedMeanwhile
from directory.errors import WrongInput
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.message_back import make_practice, send_back
from tests.factories.record import make_section


@pytest.fixture
def actor(db):
    return make_actor(db)


def test_an_address_that_was_written_to_is_remembered(db, actor):
    client = make_client(db, actor)
    make_section(db, actor, client, "identity", gp_name="Sike Road Surgery", gp_code="B86001")

    message = send_back(db, actor, client)

    known = find_practice(db, actor.scheme_id, "B86001")
    assert (known.name, known.email) == ("Sike Road Surgery", message.to_email)


def test_a_practice_without_a_code_is_not_remembered(db, actor):
    send_back(db, actor, make_client(db, actor))

    assert list(list_practices(db, actor)) == []


def test_a_practice_is_kept_once_by_its_code(db, actor):
    first = keep_practice(db, actor, PracticeInput("b86 001", "Sike Road", "one@practice.example"))
    db.flush()

    second = keep_practice(db, actor, PracticeInput("B86001", "Sike Road", "two@practice.example", first.version))

    assert (first is second, second.email) == (True, "two@practice.example")


def test_what_is_no_code_is_refused(db, actor):
    with pytest.raises(WrongInput):
        keep_practice(db, actor, PracticeInput("Sike Road", "Sike Road", "one@practice.example"))

    assert list(list_practices(db, actor)) == []


def test_a_colleagues_change_is_not_written_over(db, actor):
    practice = make_practice(db, actor)

    with pytest.raises(ChangedMeanwhile):
        keep_practice(db, actor, PracticeInput("B86001", "Sike Road", "two@practice.example", practice.version + 1))


def test_a_practice_is_taken_off(db, actor):
    practice = make_practice(db, actor)

    remove_practice(db, actor, practice)
    db.flush()

    assert find_practice(db, actor.scheme_id, "B86001") is None
