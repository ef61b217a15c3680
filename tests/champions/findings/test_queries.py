"""Whose a finding is to decide, and how many links of a domain are dead."""

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.champions.findings.deciding import dismiss_finding
from directory.champions.findings.models import FindingKind, FindingState, Found
from directory.champions.findings.queries import FindingFilter, get_finding, list_findings
from directory.champions.findings.recording import add_findings
from directory.champions.findings.sightings import Place, Sighting
from directory.champions.listings import list_listings
from directory.champions.standing import Shown
from directory.errors import NotFound
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.findings import make_finding

DEAD = {"kind": FindingKind.LINK, "field": "url", "about": "https://walks.example/"}


@pytest.fixture
def term(db):
    return make_term(db)


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def feet(db, term, champion):
    return make_walking_domain(db, [term], db.get(User, champion.user_id), name="Feet")


@pytest.fixture
def walks(db, term, feet):
    return make_service(db, "Walks", terms=[term])


def names(page):
    return [each.name for each in page.findings]


def test_champions_decide_those_of_their_domains_and_editors_all(db, champion, walks):
    others = make_finding(db, make_service(db, "Choir"))
    make_finding(db, walks)

    assert names(list_findings(db, champion, FindingFilter())) == ["Walks"]
    assert list_findings(db, make_actor(db, Role.EDITOR), FindingFilter()).total == 2
    with pytest.raises(NotFound):
        get_finding(db, champion, others.id)


def test_what_is_wrong_with_a_group_is_for_who_keeps_its_listings(db, champion, walks):
    place = Place("organization", walks.organization_id, "email", "nobody")
    add_findings(db, [Sighting(place, FindingKind.EMAIL, Found.NO_ADDRESS)], clock.today())

    (found,) = list_findings(db, champion, FindingFilter()).findings

    assert (found.name, found.organization) == ("Beck Lane Community Centre", "")


def test_they_are_listed_by_kind_domain_and_state(db, champion, walks, feet):
    phone, link = make_finding(db, walks), make_finding(db, walks, Found.NOT_THERE, **DEAD)
    dismiss_finding(db, champion, phone, "It is an inner number")

    def ids(**how):
        return [each.finding.id for each in list_findings(db, champion, FindingFilter(**how)).findings]

    assert ids() == ids(kind="link") == ids(domain="feet") == [link.id]
    assert ids(kind="phone") == ids(domain="hands") == []
    assert ids(state=FindingState.DISMISSED) == [phone.id]


def count_dead_links(db, domain) -> int:
    return list_listings(db, domain, clock.today(), shown=Shown.DEAD_LINK).total


def test_dead_links_are_counted_by_listing(db, feet, walks, term):
    other = make_service(db, "Strolls", terms=[term])
    make_finding(db, walks, Found.NOT_THERE, **DEAD)
    make_finding(db, walks, Found.NO_SUCH_HOST, **{**DEAD, "about": "https://gone.example/"})
    make_finding(db, other, Found.MOVED, **DEAD)

    assert count_dead_links(db, feet) == 1


def test_a_dead_link_of_a_group_is_one_of_each_of_its_listings(db, feet, walks):
    place = Place("organization", walks.organization_id, "website", "https://gone.example/")
    add_findings(db, [Sighting(place, FindingKind.LINK, Found.NO_SUCH_HOST)], clock.today())

    assert count_dead_links(db, feet) == 1


def test_what_was_dismissed_is_no_dead_link(db, champion, feet, walks):
    dismiss_finding(db, champion, make_finding(db, walks, Found.NOT_THERE, **DEAD), "It opens for me")

    assert count_dead_links(db, feet) == 0


@pytest.mark.parametrize("page", [0, -1])
def test_there_is_no_such_page(db, champion, page):
    with pytest.raises(NotFound):
        list_findings(db, champion, FindingFilter(), page)
