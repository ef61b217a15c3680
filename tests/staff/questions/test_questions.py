"""The pages of questions: answering with activities that are looked for, and what becomes of an answer."""

import html
import re

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.term_queries import terms_by_code
from directory.champions.questions.answer_models import AnswerUse
from directory.champions.questions.answering import AskedBackWhy, ask_back
from directory.champions.questions.asking import with_everything
from tests.factories.catalogue import make_service
from tests.factories.champions import make_walking_domain
from tests.factories.questions import make_answer, make_question


@pytest.fixture
def champion(sign_in, words, db):
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, terms_by_code(db, ["bereavement"]), db.get(User, actor.user_id), name="Mental health")
    return browser, actor


@pytest.fixture
def asker(sign_in):
    return sign_in()


@pytest.fixture
def question(db, champion, asker):
    return make_question(db, asker[1], terms_by_code(db, ["bereavement"]))


def at(question, path: str = "") -> str:
    return f"/staff/questions/{question.id}{path}"


def page_of(browser, address: str) -> str:
    return plain(browser.get(address).text)


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(page)).split())


def stands(db):
    """The answer as it stands."""
    db.expire_all()
    return db.scalars(with_everything()).one().answer


def test_activities_are_looked_for_chosen_and_taken_out_before_anything_is_kept(db, champion, question):
    browser, _ = champion
    choir, walks = make_service(db, "Larkside choir"), make_service(db, "Beckside walks")

    found = browser.post(at(question, "/answer/activities"), data={"q": "Larkside choir"}).text
    chosen = browser.post(at(question, "/answer/activities"), data={"add": str(choir.id)}).text
    both = {"rows-0-row_id": str(choir.id), "rows-0-note": "They sing", "add": str(walks.id)}
    two = browser.post(at(question, "/answer/activities"), data=both).text
    both = {**both, "rows-1-row_id": str(walks.id), "remove": str(choir.id), "add": ""}
    one = browser.post(at(question, "/answer/activities"), data=both).text

    assert f'name="add" value="{choir.id}"' in found
    assert "Larkside choir is chosen." in plain(chosen)
    assert 'value="They sing"' in two
    assert f'name="rows-1-row_id" value="{walks.id}"' in two
    assert str(choir.id) not in one
    assert stands(db) is None


def test_what_was_asked_stands_above_the_answer(champion, question):
    page = page_of(champion[0], at(question, "/answer"))

    assert page.index("Area LS11") < page.index("No activity is chosen yet")


def test_answer_is_kept_as_it_was_chosen(db, champion, question, asker):
    browser, _ = champion
    choir = make_service(db, "Larkside choir")

    sent = {"rows-0-row_id": str(choir.id), "rows-0-note": "They sing", "says": ["phone first"], "advice": "Ask for Jo"}
    answer = browser.post(at(question, "/answer"), data={**sent, "seen": "0"})

    assert answer.status_code == 303
    page = page_of(asker[0], at(question))
    for told in ("Larkside choir", "They sing", "Phone first.", "Ask for Jo"):
        assert told in page


def test_second_answer_is_asked_again_with_what_was_typed(db, champion, question):
    browser, _ = champion
    browser.post(at(question, "/answer"), data={"advice": "The first", "seen": "0"})

    second = browser.post(at(question, "/answer"), data={"advice": "The second", "seen": "0"})

    assert second.status_code == 422
    assert "Somebody answered this while you had it open" in plain(second.text)
    assert "The second</textarea>" in second.text
    assert stands(db).advice == "The first"


def test_changed_answer_shows_what_was_answered_before(db, champion, question, asker):
    browser, actor = champion
    make_answer(db, actor, question, advice="Try the ramblers")

    form = browser.get(at(question, "/answer")).text
    browser.post(at(question, "/answer"), data={"advice": "Try the strollers", "seen": "1"})

    assert "Try the ramblers</textarea>" in form
    page = page_of(asker[0], at(question))
    assert page.index("Try the strollers") < page.index("What was answered before") < page.index("Try the ramblers")


def test_answer_that_says_nothing_is_asked_again(db, champion, question):
    answer = champion[0].post(at(question, "/answer"), data={"seen": "0"})

    assert answer.status_code == 422
    assert "Choose an activity, write some advice" in plain(answer.text)


def test_one_press_says_that_it_helped(db, champion, question, asker):
    make_answer(db, champion[1], question)

    pressed = [asker[0].post(at(question, "/used")).status_code for _ in range(2)]
    db.expire_all()

    assert pressed == [303, 303]
    assert db.scalars(select(AnswerUse.user_id)).all() == [asker[1].user_id]
    assert "Helped 1 colleague" in page_of(champion[0], at(question))
    assert "I used this" not in page_of(asker[0], at(question))


def test_asked_back_once_the_champion_learns_why(db, champion, question, asker):
    make_answer(db, champion[1], question)

    answer = asker[0].post(at(question, "/ask-back"), data={"why": "full"})
    again = asker[0].post(at(question, "/ask-back"), data={"why": "too far"})

    assert (answer.status_code, again.status_code) == (303, 422)
    assert "What you named is full" in page_of(champion[0], at(question))
    assert "Waiting for your answer" in page_of(champion[0], "/staff/questions")


def test_only_whoever_asked_asks_back(db, champion, question):
    make_answer(db, champion[1], question)

    assert champion[0].post(at(question, "/ask-back"), data={"why": "full"}).status_code == 404


def test_answer_that_is_asked_back_about_is_not_offered_meanwhile(db, champion, question, asker):
    make_answer(db, champion[1], question)
    ask_back(db, asker[1], question, AskedBackWhy.FULL)
    db.flush()

    results = asker[0].post("/staff/match", data={"within": "3", "statement": "My wife died", "postcode": "LS11"})

    assert "A champion answered this before" not in page_of(asker[0], results.location)


def test_champion_takes_an_answer_out_and_puts_it_back(db, champion, question, asker):
    make_answer(db, champion[1], question)

    champion[0].post(at(question, "/take-out"))
    out = page_of(champion[0], at(question))
    champion[0].post(at(question, "/put-back"))

    assert "it is not offered to anybody" in out
    assert "Offer it no more" in page_of(champion[0], at(question))


def test_answers_are_found_by_words_need_and_area(db, champion, question, asker):
    make_answer(db, champion[1], question, make_service(db, "Larkside choir"), advice="They walk in the gardens")
    need = question.needs[0].id

    def found(query: str) -> bool:
        return "They walk in the gardens" in page_of(asker[0], f"/staff/answers?{query}")

    assert [found(each) for each in ("", "q=walking+garden", "q=choir", f"need={need}", "area=ls11+8nd")] == [True] * 5
    assert [found(each) for each in ("q=boxing", "area=M1", f"need={need}&q=walking+boxing")] == [False] * 3


def test_what_is_no_postcode_is_said_beside_its_box(asker, words):
    assert "Enter a postcode" in page_of(asker[0], "/staff/answers?area=nonsense")
