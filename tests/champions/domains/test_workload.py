"""How much waits for each of those who keep domains."""

from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.history.revisions import suggest_changes
from directory.catalogue.models.field_changes import differences
from directory.champions.domains.workload import Queue, list_workloads
from tests.factories.accounts import make_actor, make_user
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_message, make_walking_domain
from tests.factories.questions import make_answer, make_question


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def deputy(db):
    return make_user(db, Role.CHAMPION)


@pytest.fixture
def walking(db):
    return make_term(db, "Walking")


@pytest.fixture
def feet(db, champion, deputy, walking):
    return make_walking_domain(db, [walking], db.get(User, champion.user_id), "Feet", [deputy])


def make_walks(db, *terms):
    return make_service(db, terms=terms, assured_date=clock.today() - timedelta(days=10))


def queues(db, actor) -> dict[str, Queue]:
    db.flush()
    return {each.person.email: each.queue for each in list_workloads(db, actor, clock.today())}


def test_everything_that_waits_is_counted_for_champion_and_deputy(db, feet, champion, deputy, walking):
    walks = make_walks(db, walking)
    make_service(db, terms=[walking])
    make_message(db, walks)
    suggest_changes(db, make_actor(db), walks, differences(walks, {"name": "Strolls"}), None)
    group = walks.organization
    suggest_changes(db, make_actor(db), group, differences(group, {"name": "Beck Lane"}), None)
    make_question(db, make_actor(db), [walking], None)

    found = queues(db, champion)

    assert set(found.values()) == {Queue(due=1, silent=0, suggestions=2, messages=1, questions=1)}
    assert set(found) == {db.get(User, champion.user_id).email, deputy.email}


def test_listing_and_question_of_two_of_ones_domains_are_one(db, feet, champion, walking):
    chess = make_term(db, "Chess")
    make_walking_domain(db, [chess], db.get(User, champion.user_id), "Boards")
    make_service(db, terms=[walking, chess])
    make_question(db, make_actor(db), [walking, chess], None)

    assert queues(db, champion)[db.get(User, champion.user_id).email] == Queue(due=1, questions=1)


def test_what_is_done_waits_no_more(db, feet, champion, walking):
    make_walks(db, walking)
    make_answer(db, champion, make_question(db, make_actor(db), [walking], None))

    assert set(queues(db, champion).values()) == {Queue()}


def test_champion_sees_who_keeps_the_same_domains_and_an_editor_everybody(db, feet, champion, deputy):
    stranger = make_user(db, Role.CHAMPION)
    make_walking_domain(db, [make_term(db)], stranger)

    assert stranger.email not in queues(db, champion)
    assert set(queues(db, make_actor(db, Role.EDITOR))) == {
        db.get(User, champion.user_id).email,
        deputy.email,
        stranger.email,
    }


def test_who_is_away_has_nothing_to_do(db, feet, champion, deputy, walking):
    make_service(db, terms=[walking])
    deputy.is_active = False

    assert list(queues(db, champion)) == [db.get(User, champion.user_id).email]
