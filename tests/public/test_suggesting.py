"""Suggesting a group without an account: kept once, shown to nobody before somebody has written about it."""

import re

import pytest
from sqlalchemy import select

from directory.champions.onboarding.form_models import GroupForm
from directory.champions.suggesting.group_suggestion_models import GroupSuggestion
from directory.web import spam

ANSWERS = {
    "name": "Chess in the park",
    "about": "Boards on the tables, Sundays at two",
    "contact": "0113 496 0444",
    "is_own": "no",
    "email": "chess@player.example",
}


@pytest.fixture
def send(browser, monkeypatch):
    """`send(**answers)` sends the form; nobody waits for as long as somebody reads."""
    monkeypatch.setattr(spam, "QUICKEST", spam.QUICKEST * 0)

    def press(**more):
        shown_at = re.search(r'name="shown_at" value="([^"]+)"', browser.get("/suggest").text)[1]
        data = {**ANSWERS, "shown_at": shown_at, "submission_key": "the-key-of-one-form", **more}
        return browser.post("/suggest", data=data)

    return press


def kept(db):
    db.expire_all()
    return db.scalars(select(GroupSuggestion)).all()


def test_what_somebody_tells_is_kept_sealed_and_they_get_a_reference(db, browser, send):
    answer = send(place="By the bandstand")

    (suggestion,) = kept(db)
    assert (suggestion.name, suggestion.place, suggestion.is_own) == ("Chess in the park", "By the bandstand", False)
    assert b"Chess" not in suggestion.name_sealed
    assert suggestion.reference in browser.get(answer.location).text


def test_sent_twice_it_is_kept_once(db, send):
    assert send().location == send().location
    assert len(kept(db)) == 1


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        pytest.param({"name": ""}, "Enter the name of the group", id="no name"),
        pytest.param({"about": ""}, "Say what happens there", id="nothing of what it is"),
        pytest.param({"contact": ""}, "Say how we can reach the group", id="no way to ask them"),
        pytest.param({"is_own": ""}, "Say whether you run it", id="not whose"),
        pytest.param({"email": "at home"}, "Enter an email address", id="no email address"),
    ],
)
def test_what_cannot_be_used_is_told(db, send, answers, told):
    answer = send(**answers)

    assert answer.status_code == 422
    assert told in answer.text
    assert kept(db) == []


def test_nobody_finds_it_before_it_is_written_about(db, browser, send):
    send()

    assert "Chess" not in browser.get("/search?q=chess").text.replace("“chess”", "")


def test_who_runs_the_group_goes_on_to_the_form_about_it(db, browser, send):
    answer = send(is_own="yes")

    page = browser.get(answer.location).text
    assert "/our-group/" in answer.location
    assert 'value="Chess in the park"' in page
    assert "Page 1 of 9" in page
    # Sent twice, it is one form, by the newer link.
    again = send(is_own="yes")
    assert browser.get(again.location).status_code == 200
    assert len(db.scalars(select(GroupForm)).all()) == 1
