"""State that passes through a browser opens for what and whom it was sealed, for a while, and for nothing else."""

from datetime import timedelta

import pytest
import time_machine

from directory import clock
from directory.db import new_id
from directory.security.sealed_state import open_state, seal_state

SECRET = "a secret of the tests, long enough"
AN_HOUR = timedelta(hours=1)
OWNER = new_id()
STATE = ["/staff/clients", [["name", "Zoë O’Neill 🌻"], ["needs", "debt"], ["needs", "company"]]]


def test_what_was_sealed_comes_back():
    sealed = seal_state(SECRET, "a form", OWNER, STATE)

    assert open_state(SECRET, "a form", OWNER, sealed, AN_HOUR) == STATE
    assert "Neill" not in sealed


@pytest.mark.parametrize(
    ("secret", "purpose", "owner"),
    [
        pytest.param("another secret, just as long as that", "a form", OWNER, id="another installation"),
        pytest.param(SECRET, "a match", OWNER, id="another purpose"),
        pytest.param(SECRET, "a form", new_id(), id="somebody else"),
    ],
)
def test_it_opens_for_nothing_else(secret, purpose, owner):
    assert open_state(secret, purpose, owner, seal_state(SECRET, "a form", OWNER, STATE), AN_HOUR) is None


@pytest.mark.parametrize("sealed", ["", "x", "é", "====", "A" * 200, "\x00"])
def test_what_was_never_sealed_does_not_open(sealed):
    assert open_state(SECRET, "a form", OWNER, sealed, AN_HOUR) is None


def test_one_changed_letter_closes_it():
    sealed = seal_state(SECRET, "a form", OWNER, STATE)
    altered = sealed[:40] + ("A" if sealed[40] != "A" else "B") + sealed[41:]

    assert open_state(SECRET, "a form", OWNER, altered, AN_HOUR) is None


def test_it_does_not_open_after_its_time():
    sealed = seal_state(SECRET, "a form", OWNER, STATE)

    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        assert open_state(SECRET, "a form", OWNER, sealed, AN_HOUR) is None
