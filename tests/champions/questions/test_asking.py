"""Questions: what is asked, of whom, told by which letters, and who may know of it."""

import pytest
from sqlalchemy import inspect, select

from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.champions.models import Gap, GapReason
from directory.champions.questions.asking import (
    ask_question,
    count_to_answer,
    find_question,
    get_to_answer,
    list_asked,
    list_to_answer,
    may_answer,
)
from directory.champions.questions.circumstances import Kind
from directory.champions.questions.inputs import QuestionInput
from directory.champions.questions.models import Question
from directory.db import reading, transaction
from directory.errors import NotFound, WrongInput
from directory.outbox import OutboxMessage
from tests.factories.accounts import make_actor, make_user
from tests.factories.catalogue import make_term
from tests.factories.champions import make_walking_domain
from tests.factories.questions import make_answer, make_question


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION, email="champion@staff.example")


@pytest.fixture
def deputy(db):
    return make_actor(db, Role.CHAMPION, email="deputy@staff.example")


@pytest.fixture
def walking(db, champion, deputy):
    term = make_term(db, "Walking")
    make_walking_domain(db, [term], db.get(User, champion.user_id), "Feet", [db.get(User, deputy.user_id)])
    return term


def letters(db) -> list[str]:
    return sorted(each.address for each in db.scalars(select(OutboxMessage)))


def here(db, actor) -> Scheme:
    return db.get_one(Scheme, actor.scheme_id)


def test_champion_is_told_by_letter_and_a_deputy_reads_it_too(db, coordinator, champion, deputy, walking):
    question = make_question(db, coordinator, [walking])

    assert letters(db) == ["champion@staff.example"]
    assert [each.id for each in list_to_answer(db, champion)] == [question.id]
    assert [each.id for each in list_to_answer(db, deputy)] == [question.id]


def test_letter_holds_a_link_and_nothing_of_the_question(db, coordinator, walking):
    question = make_question(db, coordinator, [walking], circumstances=[(Kind.AGE, "65-up")])

    [letter] = db.scalars(select(OutboxMessage))
    link = f"/staff/questions/{question.id}"
    assert link in letter.text
    for told in ("Walking", "LS11", "65"):
        assert told not in letter.text.replace(link, "") + letter.subject


def test_where_the_champion_is_away_for_good_the_deputies_are_told(db, coordinator, champion, walking):
    db.get_one(User, champion.user_id).is_active = False
    db.flush()

    make_question(db, coordinator, [walking])

    assert letters(db) == ["deputy@staff.example"]


def test_what_nobody_keeps_is_asked_of_all_champions_and_editors(db, coordinator, champion, deputy):
    editor = make_actor(db, Role.EDITOR, email="editor@staff.example")
    question = make_question(db, coordinator, [make_term(db, "Chess")])

    assert letters(db) == ["champion@staff.example", "deputy@staff.example", "editor@staff.example"]
    for actor in (champion, deputy, editor):
        assert may_answer(db, actor, question.id)


def test_champion_of_something_else_does_not_learn_of_what_is_kept(db, coordinator, walking):
    question = make_question(db, coordinator, [walking])
    other = make_actor(db, Role.CHAMPION, scheme=here(db, coordinator))

    assert count_to_answer(db, other) == 0
    assert find_question(db, other, question.id) is None


def test_same_question_is_asked_once_while_nobody_answers(db, coordinator, champion, walking):
    chess = make_term(db, "Chess")
    picked = [(Kind.TIME, "evening"), (Kind.AGE, "65-up")]
    first = make_question(db, coordinator, [walking, chess], circumstances=picked)

    again = make_question(db, coordinator, [chess, walking], circumstances=picked[::-1])

    assert again.id == first.id
    assert letters(db) == ["champion@staff.example"]
    make_answer(db, champion, first)
    assert make_question(db, coordinator, [walking, chess], circumstances=picked).id != first.id


def test_colleagues_may_ask_the_same(db, coordinator, walking):
    make_question(db, coordinator, [walking])
    make_question(db, make_actor(db, scheme=here(db, coordinator)), [walking])

    assert len(db.scalars(select(Question.id)).all()) == 2


def test_two_tabs_at_the_same_moment_ask_once(own_database, meanwhile):
    with transaction() as db:
        actor, term_id = make_actor(db), make_term(db, "Walking").id

    def ask(db):
        ask_question(db, actor, [db.get_one(type_of_term(), term_id)], QuestionInput("LS11"))

    def press():
        with transaction() as db:
            ask(db)

    with transaction() as db:
        ask(db)
        second = meanwhile(press)
    second.result(10)

    with reading() as db:
        assert len(db.scalars(select(Question.id)).all()) == 1


def type_of_term():
    return inspect(Question).relationships["needs"].mapper.class_


def test_what_is_missing_counts_as_a_gap_too(db, coordinator, walking):
    question = make_question(db, coordinator, [walking], missing=GapReason.TOO_DEAR)

    gap = db.scalars(select(Gap)).one()
    assert (question.gap_id, gap.reason, gap.area) == (gap.id, "too dear", "LS11")


def test_without_a_need_nobody_is_asked(db, coordinator):
    with pytest.raises(WrongInput):
        ask_question(db, coordinator, [], QuestionInput("LS11"))


def test_nothing_but_what_is_on_the_lists_is_kept(db, coordinator, walking):
    with pytest.raises(WrongInput):
        ask_question(db, coordinator, [walking], QuestionInput("LS11", [(Kind.TRAVEL, "with her son Robert")]))


def test_nothing_of_a_client_has_a_place_in_a_question():
    columns = {each.name for table in Question.metadata.sorted_tables if "question" in table.name for each in table.c}

    assert not {each for each in columns if "client" in each or "statement" in each or "note" in each} - {"client_id"}
    assert {each.name for each in Question.__table__.c} == {
        "id",
        "scheme_id",
        "asked_by",
        "asked_at",
        "area",
        "sameness",
        "gap_id",
        "waits_since",
        "passed_on_at",
        "first_answered_at",
        "asked_back_at",
        "asked_back_why",
        "confirmed_at",
        "taken_out_at",
        "taken_out_by",
    }


@pytest.mark.parametrize(
    ("role", "is_answered", "knows"),
    [
        pytest.param(Role.COORDINATOR, False, False, id="colleague, waiting"),
        pytest.param(Role.COORDINATOR, True, True, id="colleague, answered"),
        pytest.param(Role.MANAGER, False, True, id="manager, waiting"),
        pytest.param(Role.CHAMPION, False, False, id="champion of something else, waiting"),
        pytest.param(Role.EDITOR, False, True, id="editor, waiting"),
    ],
)
def test_who_knows_of_a_question_in_the_same_team(db, coordinator, champion, walking, role, is_answered, knows):
    question = make_question(db, coordinator, [walking])
    if is_answered:
        make_answer(db, champion, question)
    actor = make_actor(db, role, scheme=here(db, coordinator))

    assert (find_question(db, actor, question.id) is not None) is knows


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER, Role.CHAMPION])
def test_question_of_another_team_is_absent_answered_or_not(db, coordinator, champion, walking, role):
    question, stranger = make_question(db, coordinator, [walking]), make_actor(db, role)
    before = find_question(db, stranger, question.id)

    make_answer(db, champion, question)

    assert (before, find_question(db, stranger, question.id)) == (None, None)
    assert list_asked(db, stranger) == []


def test_who_only_asks_does_not_answer(db, coordinator, walking):
    question = make_question(db, coordinator, [walking])

    with pytest.raises(NotFound):
        get_to_answer(db, coordinator, question.id)


def test_what_somebody_asked_in_one_team_is_absent_while_they_work_in_another(db, walking):
    user = make_user(db)
    asked_here = make_actor(db, scheme=db.get_one(Scheme, user.grants[0].scheme_id))
    question = make_question(db, asked_here, [walking])
    elsewhere = make_actor(db)
    same_person = type(asked_here)(
        asked_here.user_id, elsewhere.scheme_id, asked_here.name, frozenset({Role.COORDINATOR})
    )

    assert find_question(db, same_person, question.id) is None
