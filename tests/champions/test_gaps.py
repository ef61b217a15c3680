"""Gaps: who learns of what is missing, who answers, and how it is counted."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.champions.gaps import (
    AnsweredMeanwhile,
    GapCount,
    answer_gap,
    ask_champion,
    count_gaps,
    get_gap,
    list_domains_for,
    list_gaps,
)
from directory.champions.models import GapReason
from directory.errors import NotFound, WrongInput
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_term
from tests.factories.champions import make_walking_domain


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


def ask(db, actor, *terms, area="LS11", reason=GapReason.FULL):
    gap = ask_champion(db, actor, terms, area, reason)
    db.flush()
    return gap


def known_to(db, actor) -> list[str]:
    return [gap.needs[0].name for gap in list_gaps(db, actor, is_open=True)]


def test_champion_learns_of_what_touches_their_domains_and_of_nothing_else(db, coordinator, champion, walking):
    ask(db, coordinator, walking)
    ask(db, coordinator, make_term(db, "Chess"))

    assert known_to(db, champion) == ["Walking"]
    assert known_to(db, make_actor(db, Role.CHAMPION)) == []


def test_editor_learns_of_all(db, coordinator, walking):
    ask(db, coordinator, walking)
    ask(db, coordinator, make_term(db, "Chess"))

    assert known_to(db, make_actor(db, Role.EDITOR)) == ["Walking", "Chess"]


def test_manager_learns_of_what_their_own_team_asked(db, coordinator, walking):
    ask(db, coordinator, walking)
    here = db.get(Scheme, coordinator.scheme_id)

    assert known_to(db, make_actor(db, Role.MANAGER, scheme=here)) == ["Walking"]
    assert known_to(db, make_actor(db, Role.MANAGER)) == []


def test_coordinator_learns_of_their_own(db, coordinator, walking):
    gap = ask(db, coordinator, walking)
    colleague = make_actor(db, scheme=db.get(Scheme, coordinator.scheme_id))

    assert known_to(db, coordinator) == ["Walking"]
    assert known_to(db, colleague) == []
    with pytest.raises(NotFound):
        get_gap(db, colleague, gap.id)


def test_answer_reaches_whoever_asked(db, coordinator, champion, walking):
    gap = ask(db, coordinator, walking)

    answer_gap(db, champion, get_gap(db, champion, gap.id, to_answer=True), "Try the ramblers")

    db.flush()
    db.expire_all()
    [answered] = list_gaps(db, coordinator, is_open=False)
    assert answered.answer == "Try the ramblers"
    assert answered.answerer.id == champion.user_id
    assert known_to(db, champion) == []


def test_second_answer_is_told_that_there_is_one(db, coordinator, champion, walking):
    gap = ask(db, coordinator, walking)
    answer_gap(db, champion, gap, "Try the ramblers")

    with pytest.raises(AnsweredMeanwhile):
        answer_gap(db, champion, gap, "There is nothing")

    assert gap.answer == "Try the ramblers"


def test_who_only_asks_does_not_answer(db, coordinator, walking):
    gap = ask(db, coordinator, walking)

    with pytest.raises(NotFound):
        get_gap(db, coordinator, gap.id, to_answer=True)


def test_gap_without_a_need_is_none(db, coordinator):
    with pytest.raises(WrongInput):
        ask_champion(db, coordinator, [], "LS11", GapReason.FULL)


def test_gaps_are_counted_by_need_area_and_reason(db, coordinator, champion, walking):
    chess = make_term(db, "Chess")
    answer_gap(db, champion, ask(db, coordinator, walking, chess), "Try the ramblers")
    ask(db, coordinator, walking)
    ask(db, coordinator, walking, area=None, reason=GapReason.NOTHING_NEAR)

    assert count_gaps(db, coordinator) == [
        GapCount("Walking", "LS11", "full", asked=2, unanswered=1),
        GapCount("Chess", "LS11", "full", asked=1, unanswered=0),
        GapCount("Walking", None, "nothing near", asked=1, unanswered=1),
    ]


def test_domains_of_needs_are_found(db, walking):
    assert [each.name for each in list_domains_for(db, [walking.id, make_term(db, "Chess").id], "LS11")] == ["Feet"]
