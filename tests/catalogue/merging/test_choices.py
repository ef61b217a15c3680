"""Which of two records stays and whose word counts, where nobody says otherwise."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from marshmallow import ValidationError

from directory.catalogue.merging.choices import (
    FIRST,
    SECOND,
    MergeInput,
    MergeSchema,
    default_choice,
    default_keep,
    merged_values,
    seen_of,
)

MONDAY, TUESDAY = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC)


def row(**more):
    return {"name": "Shed", "description": None, "assured_date": None, "last_modified": MONDAY, **more}


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        pytest.param(row(assured_date=date(2026, 5, 1)), row(assured_date=date(2026, 5, 2)), SECOND, id="checked last"),
        pytest.param(row(assured_date=date(2026, 5, 1)), row(), FIRST, id="checked at all"),
        pytest.param(row(), row(description="Tea"), SECOND, id="says more"),
        pytest.param(row(), row(last_modified=TUESDAY), SECOND, id="changed last"),
        pytest.param(row(stage="draft", assured_date=date(2026, 5, 1)), row(stage="published"), SECOND, id="published"),
        pytest.param(row(), row(), FIRST, id="no difference"),
    ],
)
def test_which_stays(first, second, kept):
    assert default_keep(first, second) == kept


@pytest.mark.parametrize(
    ("columns", "first", "second", "chosen"),
    [
        pytest.param(("email",), row(email=None), row(email="a@b.example"), SECOND, id="the only one that says it"),
        pytest.param(("email",), row(email="a@b.example"), row(email=""), FIRST, id="empty says nothing"),
        pytest.param(
            ("description",),
            row(description="Tea", assured_date=date(2026, 5, 1)),
            row(description="Tea and talk"),
            SECOND,
            id="the longer description",
        ),
        pytest.param(
            ("description",),
            row(description="<p><strong>Tea</strong></p>"),
            row(description="Tea and talk"),
            SECOND,
            id="tags are no words",
        ),
        pytest.param(
            ("name",), row(), row(name="The shed", assured_date=date(2026, 5, 1)), SECOND, id="the one checked last"
        ),
        pytest.param(
            ("minimum_age", "maximum_age"),
            row(minimum_age=None, maximum_age=None),
            row(minimum_age=0, maximum_age=None),
            SECOND,
            id="nought is something",
        ),
    ],
)
def test_whose_word_counts(columns, first, second, chosen):
    assert default_choice(columns, first, second) == chosen


def test_ages_are_chosen_together():
    names = ("organization_id", "program_id", "alternate_name", "status", "alert", "eligibility_description", "fees")
    more = (
        "easy_read",
        "fees_description",
        "cost_help",
        "application_process",
        "wait_time",
        "interpretation_services",
        "accreditations",
        "licenses",
    )
    empty = dict.fromkeys((*names, *more, "email", "url", "assurer_email"))
    young = {**empty, **row(stage="published", minimum_age=None, maximum_age=16)}
    grown = {**empty, **row(stage="published", minimum_age=18, maximum_age=None)}

    values = merged_values("service", young, grown, MergeInput(FIRST, {"ages": SECOND}, frozenset(), ""))

    assert (values["minimum_age"], values["maximum_age"]) == (18, None)


def test_an_organization_never_becomes_its_own_parent():
    names = (
        "alternate_name",
        "email",
        "website",
        "logo",
        "uri",
        "legal_status",
        "tax_status",
        "tax_id",
        "year_incorporated",
    )
    empty = dict.fromkeys((*names, "description"))
    kept = {**empty, "id": UUID(int=1), "name": "One", "parent_organization_id": UUID(int=2)}
    old = {**empty, "id": UUID(int=2), "name": "Two", "parent_organization_id": UUID(int=3)}

    values = merged_values("organization", kept, old, MergeInput(FIRST, {}, frozenset(), ""))

    assert values["parent_organization_id"] == UUID(int=3)


def test_what_was_seen_changes_with_either():
    assert seen_of({"version": 1, **row()}, {"version": 2, **row()}) == "1/2"
    assert seen_of(row(), row()) != seen_of(row(), row(last_modified=TUESDAY))


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"keep": "third"}, id="no such side"),
        pytest.param({"choices": {"colour": "first"}}, id="no such field"),
        pytest.param({"choices": {"name": "third"}}, id="no such side of a field"),
        pytest.param({"take": ["everything"]}, id="no such part"),
    ],
)
def test_what_is_no_answer_is_refused(wrong):
    with pytest.raises(ValidationError):
        MergeSchema().load({"keep": "first", "seen": "1/1", **wrong})
