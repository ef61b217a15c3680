"""Groups by size and funding, and those that may not go on."""

from datetime import UTC, date, datetime

import pytest

from directory.accounts.actor import Role
from directory.casework.agreeing import record_answer
from directory.casework.inputs import AnswerInput
from directory.casework.models import Answer, Purpose
from directory.catalogue.models.taxonomies import Attribute
from directory.catalogue.vocabulary import LINK_TYPES
from directory.champions.capacity.room_models import RoomWay
from directory.champions.capacity.strength import find_strength, record_strength
from directory.champions.capacity.strength_inputs import StrengthInput
from directory.champions.capacity.strength_models import Income
from directory.outcomes.disclosure import Hidden
from directory.referrals.models import OnwardReferral
from directory.reporting.funding import (
    OnlyFor,
    list_ending,
    months_after,
    protect_sent,
    read_by_size,
)
from directory.reporting.quarters import Quarter
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.outcomes import days_ago
from tests.factories.referrals import make_referral

TODAY = date(2026, 11, 25)
SUMMER = Quarter(2026, 3)
SOON, LATER = date(2027, 3, 31), date(2028, 3, 31)


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def grief(db):
    return make_term(db, "Bereavement", code="bereavement")


def offering(db, name, term=None, **more):
    """A live activity of a group of its own, for a need."""
    service = make_service(db, name, **more)
    if term is not None:
        tag = {"link_id": service.id, "link_entity": "service", "taxonomy_term_id": term.id}
        db.add(Attribute(link_type=LINK_TYPES["needs"], **tag))
        db.flush()
    return service


def said(db, champion, service, until=SOON, income=None):
    record_strength(db, champion, service.organization, StrengthInput(RoomWay.PHONE, until, income=income))
    db.flush()


def ending(db):
    return [(each.name, list(each.only_for)) for each in list_ending(db, TODAY)]


def test_a_group_that_alone_meets_a_need_comes_first(db, champion, grief):
    alone, other = offering(db, "Grief cafe", grief), offering(db, "Choir")
    for each in (other, alone):
        said(db, champion, each)
    alone.organization.name, other.organization.name = "Zebra", "Ace"
    db.flush()

    assert ending(db) == [("Zebra", [OnlyFor("Bereavement", "LS11")]), ("Ace", [])]


def test_another_group_there_takes_the_place_of_the_only_one(db, champion, grief):
    said(db, champion, offering(db, "Grief cafe", grief))
    offering(db, "Table for one", grief)

    assert [only for _, only in ending(db)] == [[]]


def test_what_has_ended_or_is_at_no_place_takes_nobodys_place(db, champion, grief):
    said(db, champion, offering(db, "Grief cafe", grief))
    offering(db, "Ended", grief, status="defunct")
    offering(db, "Helpline", grief, point=None)

    assert [only for _, only in ending(db)] == [[OnlyFor("Bereavement", "LS11")]]


def test_its_own_second_activity_does_not(db, champion, grief):
    first = offering(db, "Grief cafe", grief)
    offering(db, "Grief walk", grief, organization=first.organization)
    said(db, champion, first)

    assert [only for _, only in ending(db)] == [[OnlyFor("Bereavement", "LS11")]]


@pytest.mark.parametrize(
    ("until", "is_told"),
    [(date(2026, 11, 24), False), (TODAY, True), (date(2027, 5, 25), True), (date(2027, 5, 26), False)],
    ids=["over", "today", "the last day", "later"],
)
def test_only_funding_that_ends_within_six_months_is_told(db, champion, until, is_told):
    said(db, champion, offering(db, "Choir"), until)

    assert bool(ending(db)) is is_told


def test_what_a_group_said_last_counts(db, champion):
    choir = offering(db, "Choir")
    said(db, champion, choir)
    said(db, champion, choir, LATER)

    assert ending(db) == []


def test_people_are_counted_by_the_size_of_the_group_in_whole_quarters(db, champion):
    coordinator = make_actor(db)
    small, unknown = offering(db, "Choir"), offering(db, "Walks")
    said(db, champion, small, income=Income.SMALL)
    for number in range(20):
        sent = make_referral(db, coordinator, service=small)
        sent.made_at = datetime(2026, 8, 3, tzinfo=UTC)
        if number < 9:
            unmade = make_referral(db, coordinator, service=unknown)
            unmade.made_at = datetime(2026, 10, 3, tzinfo=UTC)
    db.flush()

    lines = {each.income: each for each in read_by_size(db, coordinator, SUMMER, TODAY)}

    assert (lines[Income.SMALL].groups, lines[Income.SMALL].ending) == (1, 1)
    assert (lines[Income.SMALL].sent, lines[Income.SMALL].places) == (20, 0)
    assert (lines[None].groups, lines[None].sent) == (1, 0)


def test_size_that_a_group_says_later_moves_nobody_from_one_size_to_another(db, champion):
    coordinator, choir, walks = make_actor(db), offering(db, "Choir"), offering(db, "Walks")
    for group, people in ((choir, 3), (walks, 20)):
        said(db, champion, group, income=Income.MICRO)
        find_strength(db, group.organization_id).recorded_at = datetime(2026, 7, 2, tzinfo=UTC)
        for _ in range(people):
            make_referral(db, coordinator, service=group).made_at = datetime(2026, 8, 3, tzinfo=UTC)
    db.flush()
    said(db, champion, choir, income=Income.SMALL)

    lines = {each.income: each for each in read_by_size(db, coordinator, SUMMER, TODAY)}

    assert (lines[Income.MICRO].sent, lines[Income.SMALL].sent) == (23, 0)
    assert (lines[Income.MICRO].groups, lines[Income.SMALL].groups) == (1, 1)


def test_another_teams_people_are_not_counted(db):
    service = offering(db, "Choir")
    for _ in range(9):
        made = make_referral(db, make_actor(db), service=service)
        made.made_at = datetime(2026, 8, 3, tzinfo=UTC)
    db.flush()

    assert {each.sent for each in read_by_size(db, make_actor(db), SUMMER, TODAY)} == {0}
    assert db.query(OnwardReferral).count() == 9


def test_who_does_not_want_to_count_is_not_counted(db, champion):
    coordinator, choir = make_actor(db), offering(db, "Choir")
    for number in range(10):
        sent = make_referral(db, coordinator, service=choir)
        sent.made_at = datetime(2026, 8, 3, tzinfo=UTC)
        if not number:
            record_answer(db, coordinator, sent.client, AnswerInput(days_ago(0), Purpose.EVALUATION, Answer.NO))
    db.flush()

    assert {each.income: each.sent for each in read_by_size(db, coordinator, SUMMER, TODAY)}[None] == 9


HIDING = (
    pytest.param({Income.SMALL: 20}, {Income.SMALL: 12}, 20, 12, id="told"),
    pytest.param({Income.SMALL: 5}, {Income.SMALL: 5}, Hidden.KEPT_BACK, Hidden.KEPT_BACK, id="few"),
    pytest.param({Income.SMALL: 20}, {Income.SMALL: 3}, 20, Hidden.FEW, id="few had a place"),
    pytest.param({Income.SMALL: 20}, {Income.SMALL: 17}, 20, Hidden.KEPT_BACK, id="few had none"),
)


@pytest.mark.parametrize(("sent", "places", "told_sent", "told_places"), HIDING)
def test_no_small_count_is_told_nor_can_be_worked_out(sent, places, told_sent, told_places):
    everything = dict.fromkeys((*Income, None), 0)

    found_sent, found_places = protect_sent(everything | sent, everything | places)

    assert (found_sent[Income.SMALL], found_places[Income.SMALL]) == (told_sent, told_places)


HALF_A_YEAR = (
    (date(2026, 8, 31), date(2027, 2, 28)),
    (date(2026, 6, 15), date(2026, 12, 15)),
    (date(2026, 7, 31), date(2027, 1, 31)),
)


@pytest.mark.parametrize(("day", "later"), HALF_A_YEAR)
def test_half_a_year_from_a_day(day, later):
    assert months_after(day) == later
