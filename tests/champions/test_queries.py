"""Domains, whose they are, and the order in which their listings want checking."""

from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.freshness import Rhythm
from directory.champions.queries import get_domain, get_listing, is_due, list_domains
from directory.errors import NotFound
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
def domain(db, champion, walking):
    return make_walking_domain(db, [walking], db.get(User, champion.user_id))


def checked(days):
    return clock.today() - timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "due"),
    [
        pytest.param(None, True, id="never checked"),
        pytest.param(Rhythm().due_after.days, False, id="half a year to the day"),
        pytest.param(Rhythm().due_after.days + 1, True, id="a day longer"),
    ],
)
def test_a_listing_is_due_after_half_a_year(db, days, due):
    listing = make_service(db, assured_date=None if days is None else checked(days))

    assert is_due(listing, clock.today()) is due


def test_champion_sees_their_own_domains_and_an_editor_all(db, champion, domain, walking):
    make_walking_domain(db, [walking], name="Somebody else's")
    editor = make_actor(db, Role.EDITOR)

    own = [each.domain.name for each in list_domains(db, champion, clock.today())]
    all_of_them = [each.domain.name for each in list_domains(db, editor, clock.today())]

    assert own == [domain.name]
    assert all_of_them == ["Somebody else's", domain.name]


def test_a_listing_with_two_terms_of_a_domain_counts_once(db, champion, walking):
    strolling = make_term(db, "Strolling")
    make_walking_domain(db, [walking, strolling], db.get(User, champion.user_id))
    make_service(db, terms=[walking, strolling], assured_date=checked(200))
    make_service(db, terms=[walking], assured_date=checked(2))
    make_service(db, terms=[walking], status="defunct")

    summary = list_domains(db, champion, clock.today())[0]

    assert (summary.listings, summary.due) == (2, 1)


@pytest.mark.parametrize(
    ("role", "may"), [(Role.CHAMPION, False), (Role.COORDINATOR, False), (Role.MANAGER, False), (Role.EDITOR, True)]
)
def test_somebody_elses_domain_does_not_exist_but_for_an_editor(db, domain, role, may):
    other = make_actor(db, role)

    if may:
        assert get_domain(db, other, domain.slug) is domain
    else:
        with pytest.raises(NotFound):
            get_domain(db, other, domain.slug)


@pytest.mark.parametrize("slug", ["no-such-domain", "", "' OR 1=1 --"])
def test_unknown_domain_is_not_found(db, champion, slug):
    with pytest.raises(NotFound):
        get_domain(db, champion, slug)


def test_listing_outside_the_domain_is_not_found(db, domain):
    elsewhere = make_service(db, terms=[make_term(db, "Singing")])

    with pytest.raises(NotFound):
        get_listing(db, domain, elsewhere.id)
