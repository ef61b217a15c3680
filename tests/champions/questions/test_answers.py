"""Answers that are kept: which are offered where similar needs are heard, and which are found."""

from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.catalogue.models.services import ServiceStatus, Stage
from directory.champions.questions.answers import AnswerSearch, domains_of, find_answers, offer_answers
from directory.geo.current import use_postcode_file
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.postcodes import write_postcode_file
from tests.factories.questions import make_answer, make_question

# Two districts side by side, and one that is far away.
PLACES = {"LS11 8ND": (53.78, -1.55), "LS12 9XX": (53.79, -1.57), "M1 1AE": (53.48, -2.24)}


@pytest.fixture
def postcodes(tmp_path):
    path = tmp_path / "postcodes.bin"
    write_postcode_file(path, PLACES)
    use_postcode_file(path)


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def editor(db):
    return make_actor(db, Role.EDITOR)


def answered(db, asker, editor, *terms, area="LS11", **more):
    question = make_question(db, asker, terms, area)
    make_answer(db, editor, question, **more)
    return question


def offered(db, actor, *terms, area="LS11"):
    return [each.id for each in offer_answers(db, actor, [each.id for each in terms], area, clock.now())]


def test_same_need_is_offered_and_another_is_not(db, coordinator, editor):
    walking, chess = make_term(db, "Walking"), make_term(db, "Chess")
    question = answered(db, coordinator, editor, walking)

    assert offered(db, coordinator, walking) == [question.id]
    assert offered(db, coordinator, chess) == []
    assert offered(db, coordinator) == []


def test_wider_and_narrower_needs_are_similar(db, coordinator, editor):
    outdoors = make_term(db, "Outdoors")
    walking, cycling = (make_term(db, name, parent_id=outdoors.id) for name in ("Walking", "Cycling"))
    question = answered(db, coordinator, editor, walking)
    wide = answered(db, coordinator, editor, outdoors)

    assert set(offered(db, coordinator, outdoors)) == {question.id, wide.id}
    assert offered(db, coordinator, walking) == [question.id, wide.id]
    assert offered(db, coordinator, cycling) == [wide.id]


@pytest.mark.parametrize(
    ("asked", "heard", "is_offered"),
    [
        pytest.param("LS11", "LS11", True, id="the same"),
        pytest.param("LS11", "LS12", True, id="near"),
        pytest.param("LS11", "M1", False, id="far"),
        pytest.param(None, "M1", True, id="asked about anywhere"),
        pytest.param("LS11", None, True, id="heard of nowhere"),
        pytest.param("ZZ9", "LS11", False, id="nobody knows where"),
    ],
)
def test_area_has_to_be_the_same_or_near(db, coordinator, editor, postcodes, asked, heard, is_offered):
    walking = make_term(db, "Walking")
    answered(db, coordinator, editor, walking, area=asked)

    assert bool(offered(db, coordinator, walking, area=heard)) is is_offered


def test_answer_is_offered_for_a_year_unless_somebody_says_that_it_is_still_right(db, coordinator, editor):
    walking = make_term(db, "Walking")
    old, confirmed = answered(db, coordinator, editor, walking), answered(db, coordinator, editor, walking)
    old.confirmed_at = clock.now() - timedelta(days=366)
    confirmed.asked_at = clock.now() - timedelta(days=700)
    db.flush()

    assert offered(db, coordinator, walking) == [confirmed.id]


def test_what_shares_most_comes_first_then_the_same_area_then_the_newest(db, coordinator, editor, postcodes):
    walking, chess = make_term(db, "Walking"), make_term(db, "Chess")
    near = answered(db, coordinator, editor, walking, area="LS12")
    here = answered(db, coordinator, editor, walking)
    both = answered(db, coordinator, editor, walking, chess, area="LS12")
    for days, each in enumerate((near, here, both)):
        each.confirmed_at = clock.now() - timedelta(days=days)
    db.flush()

    assert offered(db, coordinator, walking, chess) == [both.id, here.id, near.id]


def test_answer_is_offered_as_long_as_one_of_its_activities_is_on(db, coordinator, editor):
    walking, strollers, ramblers = make_term(db, "Walking"), make_service(db, "Strollers"), make_service(db, "Ramblers")
    question = answered(db, coordinator, editor, walking)
    make_answer(db, editor, question, strollers, ramblers)

    strollers.status = ServiceStatus.DEFUNCT
    db.flush()
    assert offered(db, coordinator, walking) == [question.id]

    ramblers.stage = Stage.ARCHIVED
    db.flush()
    assert offered(db, coordinator, walking) == []
    assert [each.id for each in find_answers(db, coordinator, AnswerSearch())] == [question.id]


def test_answer_names_no_domain_that_was_ended(db, coordinator, editor):
    walking = make_term(db, "Walking")
    question = answered(db, coordinator, editor, walking)
    domain = make_walking_domain(db, [walking])
    assert domains_of(db, [question]) == {question.id: [domain.name]}

    domain.ended_at = clock.now()
    db.flush()

    assert domains_of(db, [question]) == {question.id: []}


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER, Role.CHAMPION])
def test_answers_are_a_teams_own(db, coordinator, editor, role):
    walking = make_term(db, "Walking")
    question = answered(db, coordinator, editor, walking)
    colleague = make_actor(db, role, scheme=db.get_one(Scheme, coordinator.scheme_id))
    stranger = make_actor(db, role)

    assert offered(db, colleague, walking) == [question.id]
    assert [each.id for each in find_answers(db, colleague, AnswerSearch())] == [question.id]
    assert offered(db, stranger, walking) == []
    assert find_answers(db, stranger, AnswerSearch()) == []


def test_words_are_found_in_whatever_form_and_place_they_stand(db, coordinator, editor):
    question = make_question(db, coordinator, [make_term(db, "Bereavement")])
    make_answer(db, editor, question, make_service(db, "Larkside choir"), advice="They walk in the gardens")

    def found(words: str) -> bool:
        return bool(find_answers(db, coordinator, AnswerSearch(words)))

    assert [found(each) for each in ("walking", "garden", "choirs", "bereavement", "gardens choir")] == [True] * 5
    assert [found(each) for each in ("boxing", "garden boxing")] == [False] * 2


def test_answer_that_was_amended_is_found_by_what_it_says_now(db, coordinator, editor):
    question = answered(db, coordinator, editor, make_term(db, "Walking"), advice="Try the ramblers")
    make_answer(db, editor, question, advice="Try the strollers")

    assert find_answers(db, coordinator, AnswerSearch("ramblers")) == []
    assert [each.id for each in find_answers(db, coordinator, AnswerSearch("strollers"))] == [question.id]
