"""Writing down what was found of a group, and reading it."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.audit.models import AuditEvent
from directory.catalogue.merging.joining import merge_records
from directory.champions.assurance.inputs import AssuranceInput
from directory.champions.assurance.models import Assurance, AssuranceWay
from directory.champions.assurance.operations import record_assurance
from directory.champions.assurance.queries import (
    find_facts,
    get_to_assure,
    list_assurances,
    list_doubts,
    list_lacks,
)
from directory.champions.assurance.rules import Lack
from directory.champions.to_do.items import Kind
from directory.champions.to_do.registry import list_to_do
from directory.errors import NotFound
from tests.factories.accounts import make_actor
from tests.factories.assurance import make_assurance, make_lapsed
from tests.factories.catalogue import make_organization, make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.duplicates import make_candidate, wanted_merge


@pytest.fixture
def term(db):
    return make_term(db)


@pytest.fixture
def walks(db, term):
    return make_service(db, "Walks", terms=[term])


@pytest.fixture
def champion(db, term):
    actor = make_actor(db, Role.CHAMPION)
    make_walking_domain(db, [term], db.get(User, actor.user_id), name="Feet")
    return actor


def today_input(**more) -> AssuranceInput:
    return AssuranceInput(clock.today(), clock.today(), **more)


def test_the_newest_counts_and_the_older_stays_in_the_history(db, champion, walks):
    make_lapsed(db, walks.organization)
    assert list_lacks(db, walks, clock.today()) == (Lack.LAPSED,)

    make_assurance(db, walks.organization)

    assert list_lacks(db, walks, clock.today()) == ()
    assert len(list_assurances(db, champion, walks.organization)) == 2


def test_the_same_form_sent_twice_is_written_down_once(db, champion, walks):
    for _ in range(2):
        record_assurance(db, champion, walks.organization, today_input(), "the-same-form")

    assert len(db.scalars(select(Assurance)).all()) == 1


def test_what_a_group_says_by_its_link_counts_as_told(db, walks):
    found = record_assurance(db, None, walks.organization, today_input(way=AssuranceWay.SEEN), "by-the-group")

    assert (found.way, found.recorded_by) == (AssuranceWay.TOLD, None)


def test_names_are_sealed_and_that_they_were_read_is_written_down(db, champion, walks):
    make_assurance(db, walks.organization, lead="Pat Ferrier", complaints="Sam Oakes")
    kept = db.execute(text("SELECT lead_sealed, complaints_sealed FROM assurance")).one()

    (found,) = list_assurances(db, champion, walks.organization)

    assert (found.lead, found.complaints) == ("Pat Ferrier", "Sam Oakes")
    assert not any(name in bytes(sealed) for name, sealed in zip((b"Ferrier", b"Oakes"), kept, strict=True))
    read = db.scalars(select(AuditEvent).where(AuditEvent.action == "assurance.read")).one()
    assert (read.actor_id, read.subject_ids) == (champion.user_id, [str(walks.organization_id)])


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.EDITOR, True), (Role.MANAGER, True), (Role.CHAMPION, False), (Role.COORDINATOR, False)],
)
def test_who_says_how_any_group_stands(db, walks, role, may):
    actor = make_actor(db, role)

    if may:
        assert get_to_assure(db, actor, walks.organization_id) is walks.organization
    else:
        with pytest.raises(NotFound):
            get_to_assure(db, actor, walks.organization_id)


def test_a_champion_says_how_the_groups_of_their_listings_stand(db, champion, walks):
    assert get_to_assure(db, champion, walks.organization_id) is walks.organization
    with pytest.raises(NotFound):
        get_to_assure(db, champion, make_service(db, "Choir").organization_id)


def test_doubts_of_many_services_are_told_by_service(db, walks):
    make_lapsed(db, walks.organization)
    unknown = make_service(db, "Choir", organization=make_organization(db, "Choir of all"))

    assert list_doubts(db, [walks, unknown], clock.today()) == {walks.id: (Lack.LAPSED,)}
    assert list_doubts(db, [], clock.today()) == {}


def test_what_is_known_of_two_groups_stays_known_when_they_are_made_one(db, walks):
    other = make_service(db, "Strolls", organization=make_organization(db, "Beck Lane Centre"))
    make_assurance(db, other.organization)
    editor = make_actor(db, Role.EDITOR)
    pair = make_candidate(db, walks.organization, other.organization)

    merge_records(db, editor, pair, wanted_merge(db, pair, keep=walks.organization))

    assert find_facts(db, walks.organization_id) is not None


@pytest.mark.parametrize(
    ("days", "kinds"),
    [
        pytest.param(-1, [Kind.ASSURANCE_OVER], id="yesterday"),
        pytest.param(0, [Kind.ASSURANCE_ENDS], id="today"),
        pytest.param(30, [Kind.ASSURANCE_ENDS], id="in thirty days"),
        pytest.param(31, [], id="later"),
    ],
)
def test_champions_are_told_a_month_before_it_ends_and_after(db, champion, walks, days, kinds):
    ends = clock.today() + timedelta(days=days)
    make_assurance(db, walks.organization, checked_on=ends - timedelta(days=365), valid_until=ends, insured_until=None)

    about = [each for each in list_to_do(db, champion, clock.today(), {}) if each.kind.startswith("assurance")]

    assert [each.kind for each in about] == kinds
    assert all(each.found.about == str(walks.organization_id) and each.domain == "feet" for each in about)
