"""How far open cases have come, what is next in each, and that reading them takes no more the more there are."""

from datetime import date, timedelta

import pytest

from directory import clock
from directory.accounts.models import Scheme
from directory.casework.caseload.ended import count_ended, list_ended
from directory.casework.caseload.open_cases import list_open_cases
from directory.casework.caseload.searching import Only, Support, search_clients
from directory.casework.caseload.stages import Stage
from directory.casework.operations import close_case, open_new_case
from directory.casework.triage.kinds import ContactResult
from tests.counting import count_statements
from tests.factories.accounts import make_actor
from tests.factories.assessments import make_assessment
from tests.factories.casework import make_client
from tests.factories.support_sessions import in_days, make_happened, make_pause, make_support_session
from tests.factories.triage import make_attempt


@pytest.fixture
def actor(db):
    return make_actor(db)


def colleague_of(db, actor):
    return make_actor(db, scheme=db.get_one(Scheme, actor.scheme_id))


def cases(db, actor, *conditions):
    return list_open_cases(db, actor, clock.today(), *conditions)


def reach(db, actor, client):
    make_attempt(db, actor, client, result=ContactResult.REACHED)


def nothing(db, actor, client):
    """Nothing has happened yet."""


@pytest.mark.parametrize(
    ("happens", "stage"),
    [
        pytest.param(nothing, Stage.TO_REACH, id="nothing"),
        pytest.param(make_attempt, Stage.TO_REACH, id="tried in vain"),
        pytest.param(reach, Stage.TO_ASSESS, id="reached"),
        pytest.param(make_assessment, Stage.SUPPORTED, id="assessed"),
        pytest.param(make_happened, Stage.SUPPORTED, id="had a session"),
        pytest.param(make_pause, Stage.PAUSED, id="rests"),
    ],
)
def test_the_stage_of_a_case_follows_from_what_happened_in_it(db, actor, happens, stage):
    happens(db, actor, make_client(db, actor))

    [case] = cases(db, actor)

    assert case.stage is stage


def test_what_was_in_an_earlier_case_says_nothing_of_this_one(db, actor):
    client = make_client(db, actor)
    make_attempt(db, actor, client, result=ContactResult.REACHED, tried_on=in_days(-9))
    close_case(db, actor, client.cases[0], in_days(-5))
    open_new_case(db, actor, client, in_days(-2))
    db.flush()

    [case] = cases(db, actor)

    assert (case.stage, case.last_contact_on) == (Stage.TO_REACH, None)


def test_the_last_contact_and_the_next_appointment_are_known(db, actor):
    client = make_client(db, actor)
    make_attempt(db, actor, client, result=ContactResult.REACHED, tried_on=in_days(-6))
    make_happened(db, actor, client, in_days(-2))
    later, sooner = (make_support_session(db, actor, client, in_days(days)) for days in (9, 3))

    [case] = cases(db, actor)

    assert case.last_contact_on == in_days(-2)
    assert case.next.starts_at == sooner.starts_at < later.starts_at
    assert not case.lacks_next


def test_who_rests_lacks_no_appointment_and_its_weeks_do_not_count(db, actor):
    client = make_client(db, actor)
    pause = make_pause(db, actor, client)
    pause.from_on, pause.until_on = in_days(-14), in_days(7)
    db.flush()

    [case] = cases(db, actor)

    assert (case.lacks_next, case.paused_until) == (False, in_days(7))
    assert case.weeks_on(clock.today()) == (30 - 14) // 7


def test_a_restricted_record_is_on_no_list_of_who_may_not_see_it(db, actor):
    make_client(db, actor).restricted_at = clock.now()
    db.flush()

    assert cases(db, colleague_of(db, actor)) == []
    assert len(cases(db, actor)) == 1


def test_open_cases_are_read_in_as_many_statements_for_three_as_for_thirty(db, actor):
    for number in range(3):
        make_happened(db, actor, make_client(db, actor, name=f"Client {number}"))
    few = count_statements(db, lambda: cases(db, actor))
    for number in range(12):
        make_pause(db, actor, make_client(db, actor, name=f"More {number}"))

    assert count_statements(db, lambda: cases(db, actor)) == few


def test_who_has_ended_is_listed_once_the_last_first_and_not_while_supported_again(db, actor):
    ended = [make_client(db, actor, name=name) for name in ("Ada First", "Bill Second", "Cora Again")]
    for client, days in zip(ended, (9, 3, 6), strict=True):
        close_case(db, actor, client.cases[0], in_days(-days))
    open_new_case(db, actor, ended[2], clock.today())
    twice = ended[0]
    open_new_case(db, actor, twice, in_days(-2))
    db.flush()
    close_case(db, actor, twice.cases[1], clock.today())
    db.flush()

    assert list_ended(db, actor, 0, 10) == [ended[0].id, ended[1].id]
    assert list_ended(db, actor, 1, 1) == [ended[1].id]
    assert count_ended(db, actor) == 2


@pytest.fixture
def ediths(db, actor):
    """Three of one name: one supported by a colleague, one at rest, one whose support has ended."""
    colleague = colleague_of(db, actor)
    found = [make_client(db, one, born_on=date(1940, 1, 1 + n)) for n, one in enumerate((colleague, actor, actor))]
    make_pause(db, actor, found[1])
    close_case(db, actor, found[2].cases[0], clock.today() - timedelta(days=1))
    db.flush()
    return colleague, found


@pytest.mark.parametrize(
    ("only", "found"),
    [
        pytest.param(Only(), [0, 1, 2], id="everybody"),
        pytest.param(Only(support=Support.OPEN), [0, 1], id="open"),
        pytest.param(Only(support=Support.ENDED), [2], id="ended"),
        pytest.param(Only(stage=Stage.PAUSED), [1], id="paused"),
        pytest.param(Only(stage=Stage.SUPPORTED), [], id="supported"),
    ],
)
def test_a_search_looks_among_those_only_who_are_wanted(db, actor, ediths, only, found):
    _, clients = ediths

    shown = search_clients(db, actor, "Edith Ashworth", only, clock.today()).clients

    assert {each.id for each in shown} == {clients[number].id for number in found}


def test_a_search_looks_among_the_clients_of_one_coordinator(db, actor, ediths):
    colleague, clients = ediths

    shown = search_clients(db, actor, "Edith Ashworth", Only(coordinator_id=colleague.user_id), clock.today()).clients

    assert [each.id for each in shown] == [clients[0].id]
