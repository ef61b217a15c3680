"""Young people: how they are reached safely, and who decides where somebody is younger than the service is for."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.accounts.operations import make_scheme
from directory.audit.models import AuditEvent
from directory.casework.deaths import record_death
from directory.casework.inputs import ClientCorrectionInput, DeathInput
from directory.casework.operations import close_case, correct_client
from directory.casework.queries import open_case
from directory.casework.rules import may_write_home
from directory.casework.transfers.moving_clients import accept_transfer, offer_transfer
from directory.casework.transfers.queries import get_incoming
from directory.casework.young_people import (
    SafeContactInput,
    answer_about_age,
    find_age_question,
    list_age_questions,
    set_safe_contact,
)
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.transfers import wanted_transfer


def born(years_ago: int) -> date:
    """The first of January of the year in which somebody turns that old, so that they have by now."""
    return date(clock.today().year - years_ago, 1, 1)


@pytest.fixture
def manager(db):
    return make_actor(db, Role.MANAGER)


@pytest.fixture
def coordinator(db, manager):
    return make_actor(db, scheme=db.get(Scheme, manager.scheme_id))


@pytest.fixture
def child(db, coordinator):
    return make_client(db, coordinator, consent_given_on=None, born_on=born(13))


def acts(db) -> list[str]:
    return list(db.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


@pytest.mark.parametrize(
    ("said", "age", "may"),
    [
        pytest.param(None, 15, False, id="nothing said, 15"),
        pytest.param(None, 16, True, id="nothing said, 16"),
        pytest.param(None, None, True, id="nothing said, age not known"),
        pytest.param(True, 15, True, id="safe at 15"),
        pytest.param(False, 40, False, id="not safe at 40"),
    ],
)
def test_whether_letters_may_go_home(said, age, may):
    assert may_write_home(said, age) is may


def test_how_to_reach_somebody_safely_is_kept_sealed(db, coordinator, child):
    wanted = SafeContactInput("Through the school nurse", letters_home=False)

    assert set_safe_contact(db, coordinator, child, wanted)
    assert not set_safe_contact(db, coordinator, child, wanted)
    db.flush()

    assert (child.safe_contact, child.letters_home) == ("Through the school nurse", False)
    assert b"nurse" not in child.safe_contact_sealed
    assert acts(db).count("client.corrected") == 1


def test_somebody_too_young_is_taken_on_and_passed_on_to_a_manager(db, manager, child):
    assert open_case(child) is not None
    assert [each.client_id for each in list_age_questions(db, manager)] == [child.id]
    assert "age.asked" in acts(db)


def test_the_age_a_service_begins_at_is_the_teams_own(db, manager, coordinator):
    db.get(Scheme, manager.scheme_id).minimum_age = 18

    of_17 = make_client(db, coordinator, born_on=born(17))

    assert find_age_question(db, of_17) is not None


def test_nobody_is_asked_about_who_is_old_enough_or_whose_age_is_not_known(db, manager, coordinator):
    make_client(db, coordinator, consent_given_on=None, born_on=born(14))
    make_client(db, coordinator)

    assert list_age_questions(db, manager) == []


def test_a_birth_date_put_right_asks_or_takes_the_question_back(db, manager, coordinator, child):
    grown_up = make_client(db, coordinator, consent_given_on=None, name="Omar Haddad")

    correct_client(db, coordinator, child, ClientCorrectionInput("Edith Ashworth", born_on=born(40)))
    correct_client(db, coordinator, grown_up, ClientCorrectionInput("Omar Haddad", born_on=born(12)))
    db.flush()

    assert [each.client_id for each in list_age_questions(db, manager)] == [grown_up.id]


def test_a_manager_answers_once_and_it_leaves_the_list(db, manager, child):
    question = find_age_question(db, child)

    assert answer_about_age(db, manager, question, "Together with school")
    assert not answer_about_age(db, manager, question, "Not at all")
    db.flush()

    assert list_age_questions(db, manager) == []
    assert question.answer == "Together with school"
    assert b"school" not in question.answer_sealed


def test_nobody_decides_about_somebody_who_has_died_or_of_another_team(db, manager, coordinator, child):
    elsewhere = list_age_questions(db, make_actor(db, Role.MANAGER))
    record_death(db, coordinator, child, DeathInput("Her father"))
    db.flush()

    assert elsewhere == list_age_questions(db, manager) == []


def test_whoever_grows_old_enough_leaves_the_list_by_themselves(db, manager, child):
    child.born_on_text = (clock.today() - timedelta(days=14 * 366)).isoformat()
    db.flush()

    assert list_age_questions(db, manager) == []
    assert find_age_question(db, child) is not None


def test_whoever_is_not_supported_any_more_waits_for_nobody(db, manager, coordinator, child):
    close_case(db, coordinator, child.cases[0], clock.today())
    db.flush()

    assert list_age_questions(db, manager) == []


def test_a_team_that_begins_younger_takes_somebody_on_without_asking(db, manager, child):
    south = make_scheme(db, "South team")
    south.minimum_age = 10
    db.flush()
    receiver, taking_on = (make_actor(db, role, scheme=south) for role in (Role.MANAGER, Role.COORDINATOR))
    transfer = offer_transfer(db, manager, child, wanted_transfer(south))
    db.flush()

    accept_transfer(db, receiver, get_incoming(db, receiver, transfer.id), taking_on.user_id)
    db.flush()

    assert find_age_question(db, child) is None
