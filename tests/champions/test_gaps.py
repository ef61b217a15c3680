"""Gaps: who learns of what is missing, and how it is counted."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.champions.gaps import GapCount, count_gaps
from directory.champions.models import GapReason
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_term
from tests.factories.champions import make_walking_domain
from tests.factories.questions import make_answer, make_question


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def walking(db, champion):
    term = make_term(db, "Walking")
    make_walking_domain(db, [term], db.get(User, champion.user_id), name="Feet")
    return term


def missing(db, actor, *terms, area="LS11", reason=GapReason.FULL):
    return make_question(db, actor, terms, area, reason)


def counted_for(db, actor) -> list[str]:
    return [each.need for each in count_gaps(db, actor)]


def test_champion_counts_what_touches_their_domains_and_nothing_else(db, coordinator, champion, walking):
    missing(db, coordinator, walking)
    missing(db, coordinator, make_term(db, "Chess"))

    assert counted_for(db, champion) == ["Walking"]
    assert counted_for(db, make_actor(db, Role.CHAMPION)) == []


def test_editor_counts_all(db, coordinator, walking):
    missing(db, coordinator, walking)
    missing(db, coordinator, make_term(db, "Chess"))

    assert counted_for(db, make_actor(db, Role.EDITOR)) == ["Chess", "Walking"]


def test_manager_counts_what_their_own_team_asked(db, coordinator, walking):
    missing(db, coordinator, walking)
    here = db.get(Scheme, coordinator.scheme_id)

    assert counted_for(db, make_actor(db, Role.MANAGER, scheme=here)) == ["Walking"]
    assert counted_for(db, make_actor(db, Role.MANAGER)) == []


def test_coordinator_counts_their_own(db, coordinator, walking):
    missing(db, coordinator, walking)
    colleague = make_actor(db, scheme=db.get(Scheme, coordinator.scheme_id))

    assert counted_for(db, coordinator) == ["Walking"]
    assert counted_for(db, colleague) == []


def test_who_only_does_not_know_where_to_send_somebody_counts_no_gap(db, coordinator, walking):
    make_question(db, coordinator, [walking])

    assert count_gaps(db, coordinator) == []


def test_gaps_are_counted_by_need_area_and_reason(db, coordinator, champion, walking):
    chess = make_term(db, "Chess")
    make_answer(db, champion, missing(db, coordinator, walking, chess))
    missing(db, coordinator, walking)
    missing(db, coordinator, walking, area=None, reason=GapReason.NOTHING_NEAR)

    assert count_gaps(db, coordinator) == [
        GapCount("Walking", "LS11", "full", asked=2, unanswered=1),
        GapCount("Chess", "LS11", "full", asked=1, unanswered=0),
        GapCount("Walking", None, "nothing near", asked=1, unanswered=1),
    ]
