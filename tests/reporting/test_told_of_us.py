"""The figures of complaints, thanks and incidents: all to who reads the log, and no small number to others."""

from datetime import date, timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.feedback.kinds import FeedbackAbout, FeedbackKind, Finding, GivenBy, Severity
from directory.casework.feedback.models import Feedback
from directory.casework.feedback.rules import Promptness
from directory.outcomes.disclosure import Hidden
from directory.reporting.told_of_us import read_told_of_us, told_of_us
from tests.factories.accounts import make_actor
from tests.factories.feedback import make_feedback

TODAY = date(2026, 11, 27)
SINCE, BEFORE = date(2025, 10, 1), date(2026, 10, 1)


def of_team(db, actor, *roles):
    return make_actor(db, *roles, scheme=db.get_one(Scheme, actor.scheme_id))


@pytest.fixture
def manager(db):
    return make_actor(db, Role.MANAGER)


@pytest.fixture
def commissioner(db, manager):
    return of_team(db, manager, Role.COMMISSIONER)


def complaint(about=FeedbackAbout.SUPPORT, finding=Finding.UPHELD, **more) -> Feedback:
    """One that was answered in time, unless told otherwise."""
    return Feedback(
        **{
            "kind": "complaint",
            "about": about.value,
            "given_by": "client",
            "severity": "minor",
            "acknowledge_by": date(2026, 7, 6),
            "acknowledged_on": date(2026, 7, 2),
            "answer_by": date(2026, 8, 5),
            "answered_on": date(2026, 8, 5),
            "finding": finding.value if finding else None,
            **more,
        }
    )


def told(rows, *, is_all=False):
    return told_of_us(SINCE, BEFORE, rows, TODAY, is_all=is_all)


def complaints_of(figures):
    return figures.kinds[FeedbackKind.COMPLAINT]


def test_who_reads_them_all_is_told_every_number():
    late = complaint(FeedbackAbout.WAITING, answered_on=date(2026, 8, 6))
    waits = complaint(FeedbackAbout.WAITING, None, answered_on=None, answer_by=date(2026, 12, 1))

    figures = told([complaint(), late, waits], is_all=True)

    assert complaints_of(figures).count == 3
    assert complaints_of(figures).about[FeedbackAbout.WAITING] == 2
    assert [figures.answered[each] for each in (Promptness.IN_TIME, Promptness.LATE, Promptness.NOT_YET)] == [1, 1, 1]
    assert (figures.findings[Finding.UPHELD], figures.findings[None]) == (2, 1)


def test_what_nobody_answered_by_its_day_is_overdue_and_of_who_is_not_known_nobody_waits():
    overdue = complaint(finding=None, answered_on=None)
    unknown = complaint(given_by=GivenBy.ANONYMOUS.value, acknowledge_by=None, acknowledged_on=None, answered_on=None)

    figures = told([overdue, unknown], is_all=True)

    assert (figures.answered[Promptness.OVERDUE], figures.answered[Promptness.NOBODY_WAITS]) == (1, 1)
    assert figures.acknowledged[Promptness.NOBODY_WAITS] == 1


def test_of_a_few_nobody_else_is_told_anything():
    figures = told([complaint()] * 7)

    assert complaints_of(figures).count == Hidden.FEW
    parts = [*complaints_of(figures).about.values(), *figures.answered.values(), *figures.findings.values()]
    assert set(parts) == {Hidden.KEPT_BACK}


def test_a_small_part_does_not_follow_from_the_total():
    figures = told([complaint()] * 20 + [complaint(FeedbackAbout.COLLEAGUE)] * 3)

    about = complaints_of(figures).about
    assert about[FeedbackAbout.COLLEAGUE] == Hidden.FEW
    assert isinstance(about[FeedbackAbout.SUPPORT], Hidden)
    assert figures.findings[Finding.UPHELD] == 23


def test_where_a_total_would_give_a_small_part_away_no_part_tells_the_total():
    # Two parts of seven and no other: hidden they are both told by 14.
    rows = [complaint()] * 7 + [complaint(FeedbackAbout.WAITING)] * 7

    figures = told(rows)

    assert complaints_of(figures).count == Hidden.KEPT_BACK
    assert set(figures.findings.values()) == {Hidden.KEPT_BACK}


def test_a_manager_counts_the_last_year_but_not_what_is_about_them(db, manager):
    other = of_team(db, manager, Role.MANAGER)
    about = {"about": FeedbackAbout.COLLEAGUE, "about_user_id": manager.user_id}
    make_feedback(db, other, **about)
    make_feedback(db, other, received_on=clock.today() - timedelta(days=365))
    make_feedback(db, other, received_on=clock.today() - timedelta(days=366))
    make_feedback(db, make_actor(db, Role.MANAGER))

    figures = [read_told_of_us(db, each, clock.today()) for each in (manager, other)]

    assert [complaints_of(each).count for each in figures] == [1, 2]
    assert all(each.is_all for each in figures)


def test_a_commissioner_is_told_of_four_whole_quarters(db, manager, commissioner):
    for day in (date(2025, 9, 30), date(2025, 10, 1), date(2026, 9, 30), date(2026, 10, 1)):
        for _ in range(4):
            make_feedback(db, manager, received_on=day)

    figures = read_told_of_us(db, commissioner, TODAY)

    assert (figures.since, figures.before, figures.is_all) == (SINCE, BEFORE, False)
    assert complaints_of(figures).count == 8


def test_thanks_are_counted_beside_complaints(db, manager):
    make_feedback(db, manager, kind=FeedbackKind.COMPLIMENT, severity=None)
    make_feedback(db, manager, kind=FeedbackKind.INCIDENT, given_by=GivenBy.COLLEAGUE, severity=Severity.SERIOUS)

    kinds = read_told_of_us(db, manager, clock.today()).kinds

    assert [kinds[each].count for each in FeedbackKind] == [0, 1, 1]
    assert kinds[FeedbackKind.INCIDENT].severities[Severity.SERIOUS] == 1
