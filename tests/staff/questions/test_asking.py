"""Asking the champion from the page of a match, and what is offered there that was answered before."""

import html
import re
from datetime import date

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.casework.kept_questions import keep_question
from directory.catalogue.models.services import Service, ServiceStatus, Stage
from directory.catalogue.term_queries import terms_by_code
from directory.catalogue.vocabulary import load_vocabulary
from directory.champions.models import Gap
from directory.champions.questions.answering import take_out_answer
from directory.champions.questions.asking import with_everything
from directory.champions.questions.inputs import QuestionInput
from directory.champions.questions.models import Question
from directory.db import reading, transaction
from directory.staff.matching.match_question import MatchQuestion
from directory.staff.questions.ask_part import Picked
from directory.staff.questions.asking import ask_once
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.champions import make_walking_domain
from tests.factories.questions import make_answer, make_question

SAID = "My wife died in March."


@pytest.fixture
def champion(sign_in, words, db):
    """The browser of the champion of bereavement, and them as an actor."""
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, terms_by_code(db, ["bereavement"]), db.get(User, actor.user_id), name="Mental health")
    return browser, actor


def ask(browser, **answers) -> str:
    """The address of the results."""
    said = {"within": "3", "statement": SAID, "postcode": "LS11 8ND", **answers}
    return browser.post("/staff/match", data=said).location


def ask_champion(browser, results: str, reason="not sure", needs=("bereavement",), **picked):
    return browser.post(f"{results}/question", data={"reason": reason, "ask_needs": list(needs), **picked})


def page_of(browser, address: str) -> str:
    return html.unescape(browser.get(address).text)


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def asked(db) -> Question:
    return db.scalars(with_everything()).one()


def test_what_is_nearest_is_told_with_what_keeps_it_out(sign_in, db, words):
    make_service(db, "Bowls club", minimum_age=60)
    browser, _ = sign_in()

    page = plain(page_of(browser, ask(browser, statement="", hobbies="bowls", age="30")))
    found = plain(page_of(browser, ask(browser, statement="", hobbies="bowls", age="70")))

    assert "No good match" in page
    assert "Nearest to it Bowls club , Beck Lane Community Centre" in page
    assert "It is for ages 60 and over" in page
    assert "No champion looks after this yet, so all champions and editors are asked." in page
    assert "It goes to" not in page
    assert "Nearest to it" not in found


def test_what_an_age_that_was_told_keeps_out_is_nearest_too(sign_in, db, words):
    make_service(db, "Bowls club", minimum_age=60)
    browser, _ = sign_in()

    page = plain(page_of(browser, ask(browser, statement="I am 30 and I like bowls")))

    assert "No good match" in page
    assert "Nearest to it Bowls club , Beck Lane Community Centre" in page


def test_champion_is_asked_where_there_are_results_too(sign_in, db, champion):
    make_service(db, "Grief café", terms=terms_by_code(db, ["bereavement"]))
    browser, _ = sign_in()
    results = ask(browser)

    page = plain(page_of(browser, results))
    answer = ask_champion(browser, results)

    assert "Grief café" in page
    assert "Not sure where to send them? Ask the champion" in page
    assert answer.status_code == 303
    assert db.scalars(select(Gap)).all() == []


def test_champion_learns_what_was_picked_and_nothing_of_the_person(sign_in, db, champion):
    keeper, _ = champion
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, name="Edith Ashworth")
    results = ask(browser, client=client.reference)

    before = plain(page_of(browser, results))
    ask_champion(browser, results, "full", ask_age="65-up", ask_time=["daytime", "weekend"], ask_language="pl")
    after = plain(page_of(browser, results))
    question = asked(db)
    seen = plain(page_of(keeper, "/staff/questions")) + plain(page_of(keeper, f"/staff/questions/{question.id}"))

    assert "It goes to: Mental health (" in before
    assert "not who it is, and not what was said" in before
    assert "You asked on" in after
    for told in ("Bereavement", "LS11", "What there is, is full", "65 or over", "At the weekend", "Speaks Polish"):
        assert told in seen
    for private in ("Edith", client.reference, "wife", "8ND", coordinator.name):
        assert private not in seen


def test_need_that_is_not_ticked_is_not_told(sign_in, db, champion):
    browser, _ = sign_in()
    results = ask(browser, statement=f"{SAID} I owe money to the bank.")

    ask_champion(browser, results)

    assert [each.code for each in asked(db).needs] == ["bereavement"]


def test_danger_is_told_to_no_champion_beside_another_need(sign_in, db, champion):
    browser, _ = sign_in()
    both, alone = (ask(browser, statement=said) for said in (f"My husband hits me. {SAID}", "My husband hits me."))

    page = plain(page_of(browser, both))
    refused = ask_champion(browser, both, needs=["bereavement", "domestic-abuse"])
    ask_champion(browser, both)
    ask_champion(browser, alone, needs=["domestic-abuse"])

    told = [
        [each.code for each in question.needs] for question in db.scalars(with_everything().order_by(Question.asked_at))
    ]
    assert "Domestic abuse — heard in" in page
    assert refused.status_code == 422
    assert told == [["bereavement"], ["domestic-abuse"]]


@pytest.mark.parametrize(
    "picked",
    [
        pytest.param({}, id="no reason"),
        pytest.param({"reason": "nonsense"}, id="a reason that is on no list"),
        pytest.param({"reason": "full", "ask_travel": "with Robert"}, id="free words"),
        pytest.param({"reason": "full", "ask_needs": []}, id="no need"),
    ],
)
def test_what_cannot_be_asked_is_asked_again(sign_in, db, champion, picked):
    browser, _ = sign_in()

    answer = browser.post(f"{ask(browser)}/question", data={"ask_needs": ["bereavement"], **picked})

    assert answer.status_code == 422
    assert db.scalars(select(Question)).all() == []


def test_without_a_need_nobody_can_be_asked(sign_in, db, words):
    browser, _ = sign_in()
    results = ask(browser, statement="asdf qwer")

    page, answer = page_of(browser, results), ask_champion(browser, results)

    assert "First add what they need" in plain(page)
    assert answer.status_code == 422
    assert db.scalars(select(Question)).all() == []


def test_second_press_asks_nothing_more(sign_in, db, champion):
    browser, _ = sign_in()
    results = ask(browser)

    answers = [ask_champion(browser, results, reason) for reason in ("full", "full", "too dear")]

    assert {each.status_code for each in answers} == {303}
    assert db.scalars(select(Gap.reason)).all() == ["full"]


def test_two_presses_at_the_same_moment_ask_once(own_database, meanwhile):
    with transaction() as db:
        load_vocabulary(db)
        actor = make_actor(db)
        question_id = keep_question(db, actor, None, MatchQuestion(statement=SAID).values)
    picked = Picked(["bereavement"], QuestionInput())

    def press():
        with transaction() as db:
            ask_once(db, actor, question_id, picked)

    with transaction() as db:
        ask_once(db, actor, question_id, picked)
        second = meanwhile(press)
    second.result(10)

    with reading() as db:
        assert len(db.scalars(select(Question)).all()) == 1


def test_changed_match_may_be_asked_about_too(sign_in, db, champion):
    browser, _ = sign_in()
    results = ask(browser)
    ask_champion(browser, results)

    changed = browser.post(f"{results}/heard", data={"add": "debt"}).location.partition("#")[0]
    ask_champion(browser, changed, needs=["bereavement", "debt"])

    assert len(db.scalars(select(Question)).all()) == 2


def test_answer_is_found_on_the_page_of_the_match(sign_in, db, champion):
    browser, _ = sign_in()
    results = ask(browser)
    ask_champion(browser, results)
    make_answer(db, champion[1], asked(db), make_service(db, "Grief café"), advice="Try the café on Tuesdays")

    page = plain(page_of(browser, results))

    assert "Try the café on Tuesdays" in page
    assert "For Grief café" in page
    assert "A champion answered this before" not in page


@pytest.fixture
def answered(sign_in, db, champion):
    """What a colleague asked about bereavement in LS11, with the answer to it; and the browser of another one."""
    browser, coordinator = sign_in()
    colleague = make_actor(db, scheme=db.get_one(Scheme, coordinator.scheme_id))
    question = make_question(db, colleague, terms_by_code(db, ["bereavement"]))
    make_answer(db, champion[1], question, make_service(db, "Grief café"), advice="Try the café on Tuesdays")
    return browser, question, colleague


def test_answer_is_offered_to_a_colleague_who_hears_the_same_need(answered):
    browser, _, colleague = answered

    page = plain(page_of(browser, ask(browser)))

    assert "A champion answered this before" in page
    for shown in ("Grief café", "For Grief café", "Try the café on Tuesdays", "(Mental health)"):
        assert shown in page
    assert colleague.name not in page.partition("A champion answered this before")[2].partition("Not sure where")[0]


def named_in(db, question) -> list[Service]:
    return [db.get_one(Service, each.service_id) for each in question.answer.activities]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param({"status": ServiceStatus.DEFUNCT.value}, "It has ended", id="ended"),
        pytest.param({"status": ServiceStatus.TEMPORARILY_CLOSED.value}, "It is closed for now", id="paused"),
        pytest.param({"closed_from": date(2020, 1, 1)}, "It is closed for now", id="paused by dates"),
        pytest.param({"stage": Stage.ARCHIVED.value}, "It is no longer listed", id="put away"),
    ],
)
def test_activity_is_offered_as_it_stands_today(answered, db, change, told):
    browser, question, _ = answered
    make_answer(db, make_actor(db, Role.EDITOR), question, *named_in(db, question), make_service(db, "Another café"))
    service = db.get_one(Service, question.answer.activities[0].service_id)
    for name, value in change.items():
        setattr(service, name, value)
    db.flush()

    page = plain(page_of(browser, ask(browser)))

    assert told in page.partition("A champion answered this before")[2]


def test_what_a_champion_took_out_is_not_offered(answered, db, champion):
    browser, question, _ = answered

    take_out_answer(db, champion[1], question)
    db.flush()

    assert "A champion answered this before" not in page_of(browser, ask(browser))
    assert browser.get(f"/staff/questions/{question.id}").status_code == 404


def test_answer_is_offered_to_no_other_team(answered, sign_in):
    _, question, _ = answered
    elsewhere, _ = sign_in()

    assert "A champion answered this before" not in page_of(elsewhere, ask(elsewhere))
    assert elsewhere.get(f"/staff/questions/{question.id}").status_code == 404
    assert "Grief café" not in page_of(elsewhere, "/staff/answers")


def test_who_says_on_a_match_that_an_answer_helped_stays_there(answered, db):
    browser, _, _ = answered
    results = ask(browser)
    [button] = re.findall(r'action="([^"]+/used[^"]*)"', page_of(browser, results))

    pressed = browser.post(button)
    db.expire_all()

    assert (pressed.status_code, pressed.location) == (303, results)
    assert "Helped 1 colleague" in plain(page_of(browser, results))


@pytest.mark.parametrize("match", ["//elsewhere.example", "nonsense", ""])
def test_nobody_is_led_elsewhere_who_says_that_an_answer_helped(answered, match):
    browser, question, _ = answered

    pressed = browser.post(f"/staff/questions/{question.id}/used?match={match}")

    assert pressed.location == f"/staff/questions/{question.id}"
