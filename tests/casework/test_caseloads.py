"""How many people each of a team supports."""

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.caseloads import count_open_cases
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client


def test_open_cases_of_each_are_counted_in_the_actors_own_team(db):
    coordinator = make_actor(db)
    colleague = make_actor(db, scheme=db.get(Scheme, coordinator.scheme_id))
    elsewhere = make_actor(db)
    for actor in (coordinator, coordinator, colleague, elsewhere):
        make_client(db, actor)

    counts = count_open_cases(db, coordinator, [each.user_id for each in (coordinator, colleague, elsewhere)])

    assert counts == {coordinator.user_id: 2, colleague.user_id: 1}


def test_closed_case_is_no_work_any_more(db):
    coordinator = make_actor(db)
    make_client(db, coordinator).cases[0].closed_on = clock.today()
    db.flush()

    assert count_open_cases(db, make_editor_of(db, coordinator), [coordinator.user_id]) == {}


def make_editor_of(db, coordinator):
    return make_actor(db, Role.EDITOR, scheme=db.get(Scheme, coordinator.scheme_id))
