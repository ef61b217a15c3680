"""What coordinators say of themselves: they do, or a manager as they were told; and who may be proposed."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.operations import ChangedMeanwhile
from directory.casework.triage.kinds import Gender
from directory.casework.triage.profiles import ProfileInput, find_profile, get_coordinator, list_possible, save_profile
from directory.errors import NotFound, WrongInput
from tests.counting import count_statements
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.support_sessions import make_happened
from tests.factories.triage import make_profile


@pytest.fixture
def actor(db):
    return make_actor(db)


def colleague_of(db, actor, role=Role.COORDINATOR):
    return make_actor(db, role, scheme=db.get_one(Scheme, actor.scheme_id))


def test_who_says_nothing_can_support_as_many_as_the_team_has_it(db, actor):
    make_client(db, actor)
    db.get_one(Scheme, actor.scheme_id).caseload_size = 25

    [known] = list_possible(db, actor)

    assert (known.gender, known.languages, known.areas) == (None, (), frozenset())
    assert (known.open_cases, known.capacity) == (1, 25)


def test_what_somebody_says_of_themself_is_known_to_who_allocates(db, actor):
    make_profile(db, actor, gender=Gender.WOMAN, languages="Urdu, Punjabi", areas="ls11 LS9", capacity=10, is_full=True)

    [known] = list_possible(db, actor)

    assert (known.gender, known.languages, known.areas) == (Gender.WOMAN, ["Urdu", "Punjabi"], {"LS9", "LS11"})
    assert (known.capacity, known.is_full) == (10, True)


def test_only_coordinators_of_the_team_who_are_at_work_are_proposed(db, actor):
    colleague_of(db, actor, Role.MANAGER)
    make_actor(db)

    assert [each.user_id for each in list_possible(db, actor)] == [actor.user_id]


@pytest.mark.parametrize(
    ("role", "may"), [pytest.param(Role.MANAGER, True, id="manager"), pytest.param(Role.COORDINATOR, False, id="other")]
)
def test_a_manager_fills_in_anybodys_and_a_coordinator_only_their_own(db, actor, role, may):
    other = colleague_of(db, actor, role)

    if may:
        assert get_coordinator(db, other, actor.user_id).id == actor.user_id
    else:
        with pytest.raises(NotFound):
            get_coordinator(db, other, actor.user_id)


def test_areas_that_are_none_are_told(db, actor):
    with pytest.raises(WrongInput):
        save_profile(db, actor, actor.user_id, ProfileInput(areas="Leeds"))


def test_two_people_who_change_it_at_once_notice_each_other(db, actor):
    make_profile(db, actor, languages="Urdu")
    seen = find_profile(db, actor.scheme_id, actor.user_id).version
    save_profile(db, actor, actor.user_id, ProfileInput(languages="Urdu, Punjabi", seen=seen))
    db.flush()

    with pytest.raises(ChangedMeanwhile):
        save_profile(db, actor, actor.user_id, ProfileInput(languages="Polish", seen=seen))


def test_what_a_caseload_counts_as_follows_what_the_team_has_set(db, actor):
    client = make_client(db, actor)
    client.interpreter = "An Urdu interpreter"
    make_happened(db, actor, make_client(db, actor))
    scheme = db.get_one(Scheme, actor.scheme_id)
    scheme.new_weight, scheme.interpreter_weight = 200, 50
    db.flush()

    [known] = list_possible(db, actor)

    assert (known.open_cases, known.counts_as) == (2, 3.5)


def test_a_caseload_takes_as_many_statements_for_one_person_as_for_many(db, actor):
    make_client(db, actor)
    few = count_statements(db, lambda: list_possible(db, actor))
    for _ in range(4):
        make_client(db, colleague_of(db, actor))

    assert count_statements(db, lambda: list_possible(db, actor)) == few
