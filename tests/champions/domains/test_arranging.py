"""Making, changing and ending domains."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.queries import actor_of
from directory.champions.domains.arranging import (
    DomainChanged,
    add_domain,
    bring_back_domain,
    change_domain,
    end_domain,
    get_any_domain,
    list_candidates,
    list_ended,
)
from directory.champions.domains.handovers import list_handovers
from directory.champions.domains.inputs import AreaInput, DomainInput
from directory.champions.messages.closing import list_messages
from directory.champions.noting.recommending import list_recommended, recommend
from directory.champions.queries import get_domain, in_domains, list_domains
from directory.clock import today
from directory.db import new_id, transaction
from directory.errors import NotFound, WrongInput
from tests.factories.accounts import make_actor, make_invited, make_user
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_message, make_walking_domain


@pytest.fixture
def editor(db):
    return make_actor(db, Role.EDITOR)


@pytest.fixture
def champion(db):
    return make_user(db, Role.CHAMPION)


@pytest.fixture
def term(db):
    return make_term(db, "Walking", code="walking")


def wanted(term, **more):
    return DomainInput(**{"name": "Feet & paths", "term_ids": (term.id,), **more})


def seen(db, domain, term, **more):
    return wanted(term, version=domain.version, **more)


def test_domain_is_made_with_all_that_was_said_of_it(db, editor, champion, term):
    deputy = make_user(db, Role.CHAMPION)

    add_domain(
        db,
        editor,
        wanted(
            term,
            description="Walks",
            area=AreaInput("E92000001", "England"),
            champion_id=champion.id,
            deputy_ids=(deputy.id,),
        ),
    )
    db.flush()

    domain = get_any_domain(db, "feet-paths")
    assert (domain.name, domain.description, domain.area_name) == ("Feet & paths", "Walks", "England")
    assert [each.name for each in domain.terms] == ["Walking"]
    assert domain.champion == champion
    assert domain.deputies == [deputy]


@pytest.mark.parametrize("name", ["Feet & paths", "FEET & PATHS"])
def test_no_two_domains_have_one_name(db, editor, term, name):
    add_domain(db, editor, wanted(term))

    with pytest.raises(WrongInput, match="called that already"):
        add_domain(db, editor, wanted(term, name=name))


def test_domains_whose_names_differ_in_a_mark_have_two_addresses(db, editor, term):
    add_domain(db, editor, wanted(term))
    add_domain(db, editor, wanted(term, name="Feet, paths"))
    db.flush()

    assert get_any_domain(db, "feet-paths-2").name == "Feet, paths"


def test_name_of_a_domain_that_was_ended_leads_back_to_it(db, editor, term):
    end_domain(db, editor, add_domain(db, editor, wanted(term)))

    with pytest.raises(WrongInput, match="bring it back"):
        add_domain(db, editor, wanted(term))


def test_domain_covers_only_what_there_is(db, editor):
    with pytest.raises(WrongInput, match="no longer there"):
        add_domain(db, editor, DomainInput("Feet", (new_id(),)))


def test_only_champions_at_work_can_be_chosen(db, editor, champion, term):
    coordinator, invited = make_user(db), make_invited(db, Role.CHAMPION)

    assert list_candidates(db) == [champion]
    for each in (coordinator, invited):
        with pytest.raises(WrongInput, match="can sign in"):
            add_domain(db, editor, wanted(term, name=str(each.id), champion_id=each.id))


def test_domain_keeps_a_champion_who_left_until_somebody_else_is_chosen(db, editor, champion, term):
    domain = add_domain(db, editor, wanted(term, champion_id=champion.id))
    champion.is_active = False

    change_domain(db, editor, domain, seen(db, domain, term, name="Paths", champion_id=champion.id))

    assert (domain.name, domain.champion) == ("Paths", champion)


def test_address_of_a_domain_stays_when_its_name_changes(db, editor, term):
    domain = add_domain(db, editor, wanted(term))

    change_domain(db, editor, domain, seen(db, domain, term, name="Hills"))

    assert domain.slug == "feet-paths"


def test_another_champion_is_in_the_history(db, editor, champion, term):
    domain = add_domain(db, editor, wanted(term))

    change_domain(db, editor, domain, seen(db, domain, term, champion_id=champion.id))
    db.flush()

    assert [each.to_id for each in list_handovers(db, editor, domain)] == [champion.id]


def test_second_of_two_editors_is_told(own_database, meanwhile):
    with transaction() as db:
        first, second = make_actor(db, Role.EDITOR), make_actor(db, Role.EDITOR)
        term = make_term(db)
        slug = add_domain(db, first, wanted(term)).slug

    def change_too():
        with transaction() as db:
            change_domain(db, second, get_any_domain(db, slug, to_change=True), wanted(term, name="Hills", version=1))

    with transaction() as db:
        change_domain(db, first, get_any_domain(db, slug, to_change=True), wanted(term, name="Paths", version=1))
        db.flush()
        other = meanwhile(change_too)

    with pytest.raises(DomainChanged):
        other.result(10)
    with transaction() as db:
        assert get_any_domain(db, slug).name == "Paths"


def test_ended_domain_is_nobodys_and_covers_nothing(db, champion, editor, term):
    walks = make_service(db, terms=[term])
    domain = make_walking_domain(db, [term], champion, "Feet")
    keeper = actor_of(db, champion.email)
    recommend(db, keeper, domain, walks, term, "They wait")
    make_message(db, walks)

    end_domain(db, editor, domain)
    db.flush()

    assert list_domains(db, keeper, today()) == list_domains(db, editor, today()) == []
    assert db.scalars(in_domains(domain.__class__.id == domain.id)).all() == []
    assert list_recommended(db, today(), keeper.scheme_id) == ()
    assert len(list_messages(db, make_actor(db, Role.CHAMPION), is_open=True)) == 1
    with pytest.raises(NotFound):
        get_domain(db, keeper, "feet")


def test_domain_that_is_brought_back_is_as_it_was(db, champion, editor, term):
    walks = make_service(db, terms=[term])
    domain = make_walking_domain(db, [term], champion, "Feet")
    keeper = actor_of(db, champion.email)
    recommend(db, keeper, domain, walks, term, "They wait")
    end_domain(db, editor, domain)
    db.flush()
    assert list_ended(db) == [domain]

    bring_back_domain(db, editor, domain)
    db.flush()

    assert [each.domain.name for each in list_domains(db, keeper, today())] == ["Feet"]
    assert len(list_recommended(db, today(), keeper.scheme_id)) == 1
    assert list_ended(db) == []
