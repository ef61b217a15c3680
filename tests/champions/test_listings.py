"""The listings of a domain: found as people type, and by how they stand."""

from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.champions.listings import list_listings
from directory.champions.standing import Shown
from directory.errors import NotFound
from directory.matching.current import MatcherKeeper, use_matcher_keeper
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_organization, make_service, make_term
from tests.factories.champions import make_walking_domain


@pytest.fixture
def walking(db):
    return make_term(db, "Walking")


@pytest.fixture
def domain(db, walking):
    use_matcher_keeper(MatcherKeeper(with_semantic=False))
    return make_walking_domain(db, [walking], db.get(User, make_actor(db, Role.CHAMPION).user_id))


def checked(days):
    return clock.today() - timedelta(days=days)


def found(db, domain, **asked):
    return [each.name for each in list_listings(db, domain, clock.today(), **asked).services]


def test_never_checked_listings_come_first_then_the_oldest_check(db, domain, walking):
    make_service(db, "Last week", terms=[walking], assured_date=checked(7))
    make_service(db, "Never", terms=[walking])
    make_service(db, "Last year", terms=[walking], assured_date=checked(365))

    assert found(db, domain) == ["Never", "Last year", "Last week"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        pytest.param("rambles", ["Rambling"], id="another form"),
        pytest.param("ramb", ["Rambling"], id="a beginning"),
        pytest.param("heather", ["Moor path"], id="what it says of itself"),
        pytest.param("beck lane", ["Moor path"], id="who runs it"),
        pytest.param("chess", [], id="nothing"),
    ],
)
def test_listings_are_found_as_people_type(db, domain, walking, typed, names):
    friends = make_organization(db, "Friends")
    for number in range(8):
        make_service(db, f"Stroll {number}", terms=[walking], organization=friends, description="Out and about.")
    make_service(db, "Rambling", terms=[walking], organization=friends)
    make_service(db, "Moor path", terms=[walking], description="Through the heather.")
    make_service(db, "Rambling elsewhere", organization=friends)

    assert found(db, domain, words=typed) == names


@pytest.mark.parametrize("more", [{"stage": "draft"}, {"stage": "archived"}], ids=["being written", "put away"])
def test_what_is_in_no_index_is_found_by_its_name(db, domain, walking, more):
    make_service(db, "Rambling", terms=[walking], **more)

    assert found(db, domain, words="ramb") == []
    assert found(db, domain, words="ramb", shown=Shown.ALL) == ["Rambling"]


def test_listings_are_counted_and_shown_by_how_they_stand(db, domain, walking):
    make_service(db, "Checked", terms=[walking], assured_date=checked(1))
    make_service(db, "Due", terms=[walking], assured_date=checked(365))
    make_service(db, "Ended", terms=[walking], status="defunct")
    make_service(db, "New", terms=[walking], stage="draft")
    make_service(db, "Away", terms=[walking], stage="archived")

    listings = list_listings(db, domain, clock.today())

    states = {
        Shown.DUE: ["Due"],
        Shown.SILENT: [],
        Shown.STOPPED: ["Ended"],
        Shown.WRITTEN: ["New"],
        Shown.AWAY: ["Away"],
    }
    assert (listings.counts[Shown.ON], listings.counts[Shown.ALL]) == (2, 5)
    assert {each: found(db, domain, shown=each) for each in states} == states
    assert {each: listings.counts[each] for each in Shown} == {
        each: len(found(db, domain, shown=each)) for each in Shown
    }


def test_a_domain_without_terms_has_no_listings(db):
    make_service(db)

    listings = list_listings(db, make_walking_domain(db, []), clock.today())

    assert (list(listings.services), listings.total) == ([], 0)


@pytest.mark.parametrize("page", [0, -1])
def test_there_is_no_page_before_the_first(db, domain, page):
    with pytest.raises(NotFound):
        list_listings(db, domain, clock.today(), page)
