"""Forms for anybody: programs are held up, and no person loses a word."""

import re
from datetime import timedelta

import pytest
import time_machine

from directory import clock
from directory.web.spam import NOT_SURE, QUICKEST

MOMENTS_LATER = QUICKEST + timedelta(seconds=1)


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', html)
    assert found, f"no hidden {name}"
    return found[1]


def filled_in(html: str, **answers: str) -> dict[str, str]:
    names = ("csrf_token", "submission_key", "shown_at")
    return {**{name: hidden(html, name) for name in names}, "nickname_2": "", "words": "Fine weather", **answers}


@pytest.fixture
def send(browser):
    """`send(after, **answers)` sends the note so long after its page was shown, and gives what came back."""

    def send_after(after, html=None, **answers):
        typed = filled_in(html or browser.get("/note").text, **answers)
        with time_machine.travel(clock.now() + after, tick=False):
            return browser.post("/note", data=typed, follow_redirects=True)

    return send_after


def test_who_takes_the_time_to_read_is_taken_for_a_person(send):
    assert "Noted: Fine weather" in send(MOMENTS_LATER).text


@pytest.mark.parametrize(
    ("after", "answers"),
    [
        pytest.param(timedelta(0), {}, id="too quick"),
        pytest.param(timedelta(days=2), {}, id="a page of the day before yesterday"),
        pytest.param(MOMENTS_LATER, {"nickname_2": "buy this"}, id="a box that nobody sees"),
        pytest.param(MOMENTS_LATER, {"shown_at": "1"}, id="a time that was not signed here"),
        pytest.param(MOMENTS_LATER, {"shown_at": ""}, id="no time"),
    ],
)
def test_what_a_program_may_have_sent_is_asked_again_with_every_word(send, after, answers):
    answer = send(after, **answers)

    assert answer.status_code == 422
    assert str(NOT_SURE) in answer.text
    assert 'value="Fine weather"' in answer.text
    assert hidden(answer.text, "shown_at")
    assert "buy this" not in answer.text


def test_a_person_who_was_doubted_presses_once_more(send):
    doubted = send(MOMENTS_LATER, nickname_2="filled in by the browser").text

    assert "Noted: Fine weather" in send(MOMENTS_LATER, doubted).text


def test_a_person_who_was_too_quick_does_not_wait_anew(send):
    shown = send(timedelta(0)).text

    assert "Noted: Fine weather" in send(MOMENTS_LATER, shown).text


def test_wrong_answers_are_told_before_anything_is_doubted(send):
    answer = send(timedelta(0), words="")

    assert "Write something" in answer.text
    assert str(NOT_SURE) not in answer.text
