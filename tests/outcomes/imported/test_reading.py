"""What a file of past records may hold, and how its mistakes are told."""

from datetime import date

import numpy as np
import pytest

from directory.errors import WrongInput
from directory.outcomes.evaluating.dataset import STAGES
from directory.outcomes.imported.reading import MOST_MISTAKES, read_past_records
from tests.factories.cohorts import COLUMNS, a_pair, a_row, write_rows

TODAY = date(2026, 3, 27)


@pytest.fixture
def read(tmp_path):
    """Reads these rows."""

    def read(*rows, columns=COLUMNS):
        return read_past_records(write_rows(tmp_path / "past.csv", rows, columns), TODAY)

    return read


def told(found):
    return [(each.row, each.column) for each in found.mistakes]


def test_a_pair_is_two_answers_of_one_person(read):
    found = read(*a_pair("P1", 18, 24))

    people, responses = found.dataset.people, found.dataset.responses
    assert (found.mistakes, len(people), responses.measures) == ([], 1, ("swemwbs",))
    assert (people.sex.values(), people.age.tolist(), people.ethnicity.values()) == (
        ["female"],
        [61],
        ["white_british"],
    )
    assert [STAGES[each].value for each in responses.stage] == ["baseline", "exit"]
    assert responses.value.tolist() == [18, 24]
    assert responses.day.tolist() == [date(2025, 3, 3).toordinal(), date(2025, 6, 2).toordinal()]


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        pytest.param({"person": ""}, "person", id="nobody"),
        pytest.param({"sex": "woman"}, "sex", id="another word for a sex"),
        pytest.param({"age": "old"}, "age", id="an age in words"),
        pytest.param({"age": "61.5"}, "age", id="half a year"),
        pytest.param({"age": "nan"}, "age", id="an age that is no number"),
        pytest.param({"age": 121}, "age", id="nobody is so old"),
        pytest.param({"referral_source": "dentist"}, "referral_source", id="a source that is none"),
        pytest.param({"stage": "start"}, "stage", id="another word for a stage"),
        pytest.param({"on": "3 March"}, "on", id="a day without a year"),
        pytest.param({"on": "2026-03-28"}, "on", id="tomorrow"),
        pytest.param({"measure": "phq9"}, "measure", id="a questionnaire that is not known"),
        pytest.param({"value": ""}, "value", id="nothing answered"),
        pytest.param({"value": 36}, "value", id="a total that cannot be"),
        pytest.param({"value": 18.5}, "value", id="half a point"),
        pytest.param({"value": "inf"}, "value", id="without end"),
        pytest.param({"item": 8, "value": 3}, "item", id="an eighth answer of seven"),
        pytest.param({"item": 1, "value": 6}, "value", id="an answer of six of five"),
        pytest.param({"measure": "eq5d5l", "value": 9}, "item", id="a total of a profile"),
        pytest.param({"measure": "ons4", "value": 7}, "item", id="a total of what is not added up"),
        pytest.param({"measure": "eq5d_vas", "value": 101}, "value", id="more than the best health"),
        pytest.param({"measure": "gp_use", "value": "lot_less"}, "value", id="the question of the end at the start"),
        pytest.param({"measure": "gp_use", "stage": "exit", "value": "every_2_weeks"}, "value", id="and the other way"),
        pytest.param({"measure": "gp_use", "value": 2}, "value", id="a number for how often"),
    ],
)
def test_each_mistake_is_told_by_row_and_column(read, changed, column):
    found = read(a_row(person="P0"), a_row(**changed), a_row(person="P2"))

    assert told(found) == [(3, column)]
    assert found.mistakes[0].words.endswith(".")


@pytest.mark.parametrize(
    ("changed", "item", "value"),
    [
        ({"measure": "swemwbs", "item": "3", "value": 4}, 3, 4),
        ({"measure": "eq5d5l", "item": "anxiety_depression", "value": 5}, 5, 5),
        ({"measure": "eq5d5l", "item": "mobility", "value": "severe"}, 1, 4),
        ({"measure": "gp_use", "value": "weekly_or_more"}, 1, 4),
        ({"measure": "gp_use", "stage": "exit", "value": "lot_less"}, 1, 1),
        ({"measure": "lonely_direct", "value": "never"}, 1, 5),
        ({"measure": "ons4", "item": "anxious", "value": 0}, 4, 0),
        ({"measure": "eq5d_vas", "value": "62.5"}, 0, 62.5),
        ({"sex": "Female", "stage": "BASELINE", "on": "03/03/2025"}, 0, 18),
        ({"sex": "", "age": "", "ethnicity": "", "referral_source": "", "on": ""}, 0, 18),
    ],
)
def test_codes_and_numbers_are_taken(read, changed, item, value):
    found = read(a_row(**changed))

    assert found.mistakes == []
    assert (found.dataset.responses.item.tolist(), found.dataset.responses.value.tolist()) == ([item], [value])


def test_what_one_row_leaves_out_another_says(read):
    first, second = a_pair("P1", 18, 24)
    found = read(first | {"sex": "", "age": ""}, second | {"sex": "male", "age": 62})

    assert (found.dataset.people.sex.values(), found.dataset.people.age.tolist()) == (["male"], [62])


def test_the_age_is_that_of_the_start(read):
    first, second = a_pair("P1", 18, 24)

    found = read(second | {"age": 50}, first | {"age": 49})

    assert found.dataset.people.age.tolist() == [49]


def test_rows_that_disagree_about_somebody_are_told(read):
    first, second = a_pair("P1", 18, 24)

    found = read(first, second | {"sex": "male"})

    assert told(found) == [(3, "sex")]


def test_the_same_given_twice_is_told(read):
    found = read(a_row(), a_row(person="P2"), a_row(value=20))

    assert told(found) == [(4, "value")]
    assert "row 2" in found.mistakes[0].words


def test_two_reviews_on_two_days_are_two(read):
    assert read(a_row(stage="review", on="2025-04-01"), a_row(stage="review", on="2025-05-01")).mistakes == []


def test_an_ethnic_group_that_is_not_known_counts_as_such(read):
    found = read(a_row(ethnicity="Martian"), a_row(person="P2", ethnicity="white - BRITISH"))

    assert found.dataset.people.ethnicity.values() == ["not_recognised", "white_british"]
    assert found.unrecognised == {"Martian": 1}


def test_how_and_by_whom_somebody_was_asked_may_be_told(read):
    columns = (*COLUMNS, "mode", "administered_by")

    found = read(a_row(mode="phone", administered_by="coordinator"), columns=columns)
    wrong = read(a_row(mode="pigeon", administered_by="coordinator"), columns=columns)

    assert (found.modes.values(), found.administered_by.values()) == (["phone"], ["coordinator"])
    assert told(wrong) == [(2, "mode")]


def test_a_column_that_is_missing_or_strange_is_told_at_once(read):
    with pytest.raises(WrongInput, match="no column stage, value"):
        read({"person": "P1", "measure": "swemwbs"}, columns=("person", "measure"))
    with pytest.raises(WrongInput, match="Take them out: nothing"):
        read(a_row(surname="Shaw"), columns=(*COLUMNS, "surname"))


def test_semicolons_and_the_mark_of_excel_are_read(tmp_path):
    path = tmp_path / "past.csv"
    path.write_bytes(b"\xef\xbb\xbfPerson;Stage;Measure;Value\r\nP1;baseline;swemwbs;18\r\n\r\n")

    found = read_past_records(path, TODAY)

    assert (found.mistakes, found.dataset.responses.value.tolist()) == ([], [18])


@pytest.mark.parametrize("content", [b"", b"person,stage,measure,value\n", b"\xff\xfe\x00", b"PK\x03\x04\x00\x00\x80"])
def test_what_is_no_such_file_is_told(tmp_path, content):
    path = tmp_path / "past.csv"
    path.write_bytes(content)

    with pytest.raises(WrongInput):
        read_past_records(path, TODAY)


def test_a_file_full_of_mistakes_is_not_read_for_ever(read):
    found = read(*(a_row(person=f"P{number}", value=99) for number in range(MOST_MISTAKES + 50)))

    assert len(found.mistakes) == MOST_MISTAKES


def test_an_unknown_age_is_none(read):
    assert np.isnan(read(a_row(age="")).dataset.people.age).all()
