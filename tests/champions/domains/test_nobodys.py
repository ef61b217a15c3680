"""Listings that nobody looks after, and giving them to a domain."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.history.queries import list_history
from directory.catalogue.models.services import ServiceStatus, Stage
from directory.champions.domains.arranging import end_domain, get_any_domain
from directory.champions.domains.nobodys import (
    KeptMeanwhile,
    count_left_by,
    count_nobodys,
    get_nobodys,
    list_nobodys,
    list_nobodys_terms,
    take_in_listing,
    take_in_term,
)
from directory.champions.writing import may_keep
from directory.db import transaction
from directory.errors import NotFound, Refused
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def walking(db):
    return make_term(db, "Walking")


@pytest.fixture
def chess(db):
    return make_term(db, "Chess")


@pytest.fixture
def feet(db, champion, walking):
    return make_walking_domain(db, [walking], db.get(User, champion.user_id), "Feet")


def nobodys(db) -> list[str]:
    return [each.name for each in list_nobodys(db).services]


def test_listing_of_no_domain_is_nobodys(db, feet, walking, chess):
    make_service(db, "Walks", terms=[walking])
    make_service(db, "Chess club", terms=[chess])
    make_service(db, "Untagged")

    assert nobodys(db) == ["Chess club", "Untagged"]
    assert (count_nobodys(db).in_none, count_nobodys(db).unkept) == (2, 0)


def test_listing_of_a_domain_that_nobody_at_work_keeps_is_nobodys(db, feet, champion, walking):
    walks = make_service(db, "Walks", terms=[walking])
    db.get(User, champion.user_id).is_active = False
    db.flush()

    assert (count_nobodys(db).in_none, count_nobodys(db).unkept) == (0, 1)
    assert list_nobodys(db).domains == {walks.id: ["Feet"]}


@pytest.mark.parametrize(
    "more",
    [{"status": ServiceStatus.DEFUNCT.value}, {"stage": Stage.DRAFT.value}, {"stage": Stage.ARCHIVED.value}],
    ids=["ended", "draft", "put away"],
)
def test_what_is_not_on_is_no_work_for_anybody(db, more):
    make_service(db, **more)

    assert count_nobodys(db).total == 0


def test_what_most_of_them_are_about_comes_first(db, feet, walking, chess):
    draughts = make_term(db, "Draughts")
    make_service(db, terms=[walking, draughts])
    for _ in range(2):
        make_service(db, terms=[chess])
    make_service(db, terms=[chess, draughts])

    assert [(each.term.name, each.listings) for each in list_nobodys_terms(db)] == [("Chess", 3), ("Draughts", 1)]


def test_domain_takes_in_all_that_is_about_one_thing(db, feet, champion, chess):
    make_service(db, "Chess club", terms=[chess])

    take_in_term(db, champion, feet, chess)
    take_in_term(db, champion, feet, chess)
    db.flush()

    assert nobodys(db) == []
    assert [each.name for each in get_any_domain(db, "feet").terms] == ["Chess", "Walking"]


def test_champion_takes_in_one_listing_which_can_be_taken_back(db, feet, champion, walking):
    strolls = make_service(db, "Strolls")

    take_in_listing(db, champion, feet, get_nobodys(db, strolls.id, to_change=True), walking)
    db.flush()

    assert nobodys(db) == []
    assert may_keep(db, champion, strolls)
    [revision], _ = list_history(db, "service", strolls.id)
    assert ([each.field for each in revision.field_changes], revision.reason) == (["attribute"], "It was nobody's")


def test_nobody_takes_things_into_a_domain_of_others(db, feet, walking, chess):
    stranger, strolls = make_actor(db, Role.CHAMPION), make_service(db, "Strolls")

    with pytest.raises(NotFound):
        take_in_term(db, stranger, feet, chess)
    with pytest.raises(NotFound):
        take_in_listing(db, stranger, feet, get_nobodys(db, strolls.id), walking)


def test_listing_is_tagged_only_with_what_the_domain_covers(db, feet, champion, chess):
    with pytest.raises(Refused, match="does not cover Chess"):
        take_in_listing(db, champion, feet, get_nobodys(db, make_service(db).id), chess)


def test_what_somebody_looks_after_is_not_given_away(db, feet, walking):
    walks = make_service(db, terms=[walking])

    with pytest.raises(KeptMeanwhile):
        get_nobodys(db, walks.id)


def test_second_of_two_who_take_it_in_is_told(own_database, meanwhile):
    with transaction() as db:
        editor, walking = make_actor(db, Role.EDITOR), make_term(db)
        champion = make_actor(db, Role.CHAMPION)
        make_walking_domain(db, [walking], db.get(User, champion.user_id), "Feet")
        strolls_id = make_service(db, "Strolls").id

    def take_it_in():
        with transaction() as db:
            service = get_nobodys(db, strolls_id, to_change=True)
            take_in_listing(db, editor, get_any_domain(db, "feet"), service, walking)

    with transaction() as db:
        service = get_nobodys(db, strolls_id, to_change=True)
        take_in_listing(db, champion, get_any_domain(db, "feet"), service, walking)
        db.flush()
        other = meanwhile(take_it_in)

    with pytest.raises(KeptMeanwhile):
        other.result(10)


def test_ending_a_domain_leaves_what_no_other_one_has(db, feet, champion, walking, chess):
    both = make_service(db, "Chess walks", terms=[walking, chess])
    make_service(db, "Walks", terms=[walking])
    make_walking_domain(db, [chess], db.get(User, champion.user_id), "Boards")

    assert count_left_by(db, feet) == 1
    end_domain(db, make_actor(db, Role.EDITOR), feet)
    db.flush()
    assert nobodys(db) == ["Walks"]
    assert both.name not in nobodys(db)
