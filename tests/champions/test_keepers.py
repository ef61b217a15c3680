"""Who keeps a domain: its champion and its deputies, while they are at work."""

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import RoleGrant, User
from directory.catalogue.history.revisions import suggest_changes
from directory.catalogue.models.field_changes import differences
from directory.champions.duplicates import PairFilter, list_pairs
from directory.champions.keepers import choose_deputies, is_kept, keepers_in
from directory.champions.messages.closing import list_messages
from directory.champions.models import ChampionDomain
from directory.champions.policy import may_keep_domain, may_recommend
from directory.champions.queries import get_domain, list_domains
from directory.champions.questions.asking import list_to_answer
from directory.champions.suggesting.suggestions import list_waiting
from directory.champions.writing import list_kept_listings, may_keep
from directory.clock import today
from directory.errors import NotFound, WrongInput
from tests.factories.accounts import make_actor, make_invited, make_user
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_message, make_walking_domain
from tests.factories.duplicates import make_candidate
from tests.factories.questions import make_question


@pytest.fixture
def champion(db):
    return make_user(db, Role.CHAMPION)


@pytest.fixture
def deputy(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def term(db):
    return make_term(db, "Walking")


@pytest.fixture
def feet(db, champion, deputy, term):
    return make_walking_domain(db, [term], champion, "Feet", [db.get(User, deputy.user_id)])


def test_deputy_has_everything_that_waits_in_a_domain(db, feet, deputy, term):
    walks = make_service(db, terms=[term])
    make_message(db, walks)
    suggest_changes(db, make_actor(db), walks, differences(walks, {"name": "Walk and talk"}), None)
    make_candidate(db, walks, make_service(db))
    make_question(db, make_actor(db), [term])

    assert [each.domain.name for each in list_domains(db, deputy, today())] == ["Feet"]
    assert len(list_messages(db, deputy, is_open=True)) == 1
    assert len(list_waiting(db, deputy)) == 1
    assert len(list_pairs(db, deputy, PairFilter()).pairs) == 1
    assert len(list_to_answer(db, deputy)) == 1
    assert may_keep(db, deputy, walks)
    assert list_kept_listings(db, deputy, [walks.id]) == {walks.id}


def test_deputy_keeps_and_recommends_for_their_domain_and_no_other(db, feet, deputy, term):
    other = make_walking_domain(db, [term], name="Paths")

    domain = get_domain(db, deputy, "feet")

    assert may_keep_domain(deputy, domain)
    assert may_recommend(deputy, domain)
    assert not may_keep_domain(deputy, other)
    with pytest.raises(NotFound):
        get_domain(db, deputy, "paths")


def test_deputy_without_the_role_keeps_nothing(db, feet, deputy):
    coordinator = make_actor(db)
    db.execute(feet_deputies(feet, coordinator))

    with pytest.raises(NotFound):
        get_domain(db, coordinator, "feet")


def feet_deputies(feet, actor):
    return ChampionDomain.deputies.property.secondary.insert().values(domain_id=feet.id, user_id=actor.user_id)


def is_looked_after(db) -> bool:
    db.flush()
    return db.scalar(select(ChampionDomain.id).where(is_kept())) is not None


def test_domain_is_kept_by_its_deputy_while_its_champion_is_away(db, feet, champion, deputy):
    champion.is_active = False

    assert is_looked_after(db)
    assert list(db.execute(keepers_in(ChampionDomain.id == feet.id))) == [(feet.id, deputy.user_id)]


def test_domain_is_nobodys_when_all_who_kept_it_left(db, feet, champion, deputy):
    champion.is_active = False
    db.delete(db.scalars(select(RoleGrant).where(RoleGrant.user_id == deputy.user_id)).one())

    assert not is_looked_after(db)
    assert list(db.execute(keepers_in(ChampionDomain.id == feet.id))) == []


def left(db):
    user = make_user(db, Role.CHAMPION)
    user.is_active = False
    return user


def coordinator(db):
    return make_user(db)


def invited(db):
    return make_invited(db, Role.CHAMPION)


@pytest.mark.parametrize("who", [left, coordinator, invited])
def test_only_a_champion_at_work_becomes_a_deputy(db, feet, deputy, who):
    person = who(db)
    db.flush()

    with pytest.raises(WrongInput, match="can sign in"):
        choose_deputies(db, feet, [deputy.user_id, person.id])

    assert [each.id for each in feet.deputies] == [deputy.user_id]


def test_deputy_who_left_may_stay_named_when_others_are_chosen(db, feet, deputy):
    db.get(User, deputy.user_id).is_active = False
    another = make_user(db, Role.CHAMPION)

    choose_deputies(db, feet, [deputy.user_id, another.id])

    assert {each.id for each in feet.deputies} == {deputy.user_id, another.id}


def test_champion_is_no_deputy_beside_themselves(db, feet, champion, deputy):
    choose_deputies(db, feet, [deputy.user_id, champion.id])

    assert [each.id for each in feet.deputies] == [deputy.user_id]
