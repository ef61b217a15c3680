"""A domain goes from one champion to another."""

from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.champions.domains.arranging import DomainChanged, end_domain
from directory.champions.domains.handing_over import get_to_hand_over, hand_over
from directory.champions.domains.handovers import find_new_to, list_handovers
from directory.champions.domains.inputs import HandoverInput
from directory.champions.noting.recommending import list_given, recommend
from directory.errors import NotFound, WrongInput
from tests.factories.accounts import make_actor, make_user
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain

NOTE = "The walking group likes to be rung in the morning"


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def successor(db, champion):
    return make_actor(db, Role.CHAMPION, scheme=db.get(Scheme, champion.scheme_id))


@pytest.fixture
def term(db):
    return make_term(db, "Walking", code="walking")


@pytest.fixture
def feet(db, champion, successor, term):
    return make_walking_domain(db, [term], db.get(User, champion.user_id), "Feet", [db.get(User, successor.user_id)])


def wanted(feet, successor, **more):
    return HandoverInput(**{"champion_id": successor.user_id, "version": feet.version, **more})


def test_domain_has_another_champion_who_finds_the_note(db, feet, champion, successor):
    hand_over(db, champion, feet, wanted(feet, successor, note=NOTE))
    db.flush()

    assert feet.champion_id == successor.user_id
    assert feet.deputies == []
    assert find_new_to(db, successor, feet, clock.now()) is not None
    assert find_new_to(db, champion, feet, clock.now()) is None
    [handover] = list_handovers(db, successor, feet)
    assert (handover.note, handover.from_id, handover.handed_by) == (NOTE, champion.user_id, champion.user_id)


def test_note_is_not_news_for_ever(db, feet, champion, successor):
    hand_over(db, champion, feet, wanted(feet, successor, note=NOTE))
    db.flush()

    assert find_new_to(db, successor, feet, clock.now() + timedelta(days=61)) is None


def test_history_has_the_last_one_first(db, feet, champion, successor, time_machine):
    time_machine.move_to("2026-11-02 10:00Z", tick=False)
    hand_over(db, champion, feet, wanted(feet, successor))
    time_machine.move_to("2026-11-03 10:00Z", tick=False)
    hand_over(db, successor, feet, wanted(feet, champion, note=NOTE))
    db.flush()

    assert [each.to_id for each in list_handovers(db, champion, feet)] == [champion.user_id, successor.user_id]


def test_what_was_recommended_is_to_be_said_again(db, feet, champion, successor, term):
    recommend(db, champion, feet, make_service(db, terms=[term]), term, "They wait")

    hand_over(db, champion, feet, wanted(feet, successor))
    db.flush()

    assert [each.counts for each in list_given(db, successor, feet, clock.today())] == [False]


def test_who_stays_as_a_deputy_is_still_believed(db, feet, champion, successor, term):
    recommend(db, champion, feet, make_service(db, terms=[term]), term, "They wait")

    hand_over(db, champion, feet, wanted(feet, successor, stays_deputy=True))
    db.flush()

    assert [each.id for each in feet.deputies] == [champion.user_id]
    assert [each.counts for each in list_given(db, successor, feet, clock.today())] == [True]


def test_champion_and_editor_may_hand_over_and_nobody_else(db, feet, champion, successor):
    for actor in (champion, make_actor(db, Role.EDITOR)):
        assert get_to_hand_over(db, actor, "feet") == feet
    for actor in (successor, make_actor(db, Role.CHAMPION), make_actor(db, Role.ADMINISTRATOR)):
        with pytest.raises(NotFound):
            get_to_hand_over(db, actor, "feet")


def test_ended_domain_is_not_handed_over(db, feet, champion):
    end_domain(db, make_actor(db, Role.EDITOR), feet)
    db.flush()

    with pytest.raises(NotFound):
        get_to_hand_over(db, champion, "feet")


def test_domain_goes_only_to_another_champion_at_work(db, feet, champion):
    with pytest.raises(WrongInput, match="already"):
        hand_over(db, champion, feet, wanted(feet, champion))
    with pytest.raises(WrongInput, match="can sign in"):
        hand_over(db, champion, feet, HandoverInput(make_user(db).id, version=feet.version))


def test_who_hands_over_what_has_changed_meanwhile_is_told(db, feet, champion, successor):
    before = wanted(feet, successor)
    feet.version += 1

    with pytest.raises(DomainChanged):
        hand_over(db, champion, feet, before)
