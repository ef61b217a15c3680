"""Bank holidays and school holidays, as questions and as they are kept."""

import uuid

import pytest

from directory.staff.writing.times.certain_days import new_row, shown_days, typed_days

SCHEDULE = uuid.uuid4()


def kept(*pairs):
    return [new_row(SCHEDULE, *pair) for pair in pairs]


@pytest.mark.parametrize(
    ("pairs", "bank_holidays", "school_holidays"),
    [
        pytest.param([], "", "", id="nothing said"),
        pytest.param([("bank holidays", "closed")], "closed", "", id="not on bank holidays"),
        pytest.param([("school holidays", "closed")], "", "term time", id="term time only"),
        pytest.param([("school terms", "closed")], "", "holidays only", id="school holidays only"),
        pytest.param([("bank holidays", "open"), ("school holidays", "open")], "open", "open", id="always"),
        pytest.param([("school holidays", "ask")], "", "ask", id="ask"),
    ],
)
def test_what_is_kept_is_shown_and_shown_again_when_typed(pairs, bank_holidays, school_holidays):
    answers = {"bank_holidays": bank_holidays, "school_holidays": school_holidays}

    typed = typed_days(answers, [], SCHEDULE)

    assert shown_days(kept(*pairs)) == answers
    assert sorted((row["calendar"], row["observance"]) for row in typed) == sorted(pairs)


def test_answers_that_stay_keep_what_no_answer_tells():
    rows = kept(("school holidays", "closed"), ("school terms", "ask"))

    typed = typed_days(shown_days(rows), rows, SCHEDULE)

    assert shown_days(rows)["school_holidays"] == "ask"
    assert typed == rows


def test_row_that_is_there_stays_when_another_answer_changes():
    rows = kept(("school holidays", "closed"))

    typed = typed_days({"bank_holidays": "open", "school_holidays": "term time"}, rows, SCHEDULE)

    assert len(typed) == 2
    assert rows[0] in typed
