"""Where nothing will do: what is nearest, asking the champion, answering, and what is missing where."""

import html
import re

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.casework.kept_questions import keep_question
from directory.catalogue.term_queries import terms_by_code
from directory.catalogue.vocabulary import load_vocabulary
from directory.champions.gaps import with_everything
from directory.champions.models import Gap, GapReason
from directory.db import reading, transaction
from directory.staff.gaps import ask_once
from directory.staff.match_question import MatchQuestion
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.champions import make_walking_domain

SAID = "My wife died in March."


@pytest.fixture
def champion(sign_in, words, db):
    """The browser of the champion of bereavement."""
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, terms_by_code(db, ["bereavement"]), db.get(User, actor.user_id), name="Mental health")
    return browser


def ask(browser, **answers) -> str:
    """The address of the results."""
    said = {"within": "3", "statement": SAID, "postcode": "LS11 8ND", **answers}
    return browser.post("/staff/match", data=said).location


def ask_champion(browser, results: str, reason="full"):
    return browser.post(f"{results}/gap", data={"reason": reason})


def page_of(browser, address: str) -> str:
    return html.unescape(browser.get(address).text)


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_what_is_nearest_is_told_with_what_keeps_it_out(sign_in, db, words):
    make_service(db, "Bowls club", minimum_age=60)
    browser, _ = sign_in()

    page = plain(page_of(browser, ask(browser, statement="", hobbies="bowls", age="30")))
    found = plain(page_of(browser, ask(browser, statement="", hobbies="bowls", age="70")))

    assert "No good match" in page
    assert "Nearest to it Bowls club , Beck Lane Community Centre" in page
    assert "It is for ages 60 and over" in page
    assert "Nearest to it" not in found


def test_what_an_age_that_was_told_keeps_out_is_nearest_too(sign_in, db, words):
    make_service(db, "Bowls club", minimum_age=60)
    browser, _ = sign_in()

    page = plain(page_of(browser, ask(browser, statement="I am 30 and I like bowls")))

    assert "No good match" in page
    assert "Nearest to it Bowls club , Beck Lane Community Centre" in page


def test_champion_is_asked_about_needs_and_area_and_nothing_of_the_person(sign_in, db, champion):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, name="Edith Ashworth")
    results = ask(browser, client=client.reference)

    before = plain(page_of(browser, results))
    answer = ask_champion(browser, results)
    asked = plain(page_of(browser, answer.location))
    gap = db.scalars(select(Gap)).one()
    seen = plain(page_of(champion, "/staff/gaps")) + plain(page_of(champion, f"/staff/gaps/{gap.id}"))

    assert "Mental health (" in before
    assert answer.status_code == 303
    assert "You asked on" in asked
    for told in ("Bereavement", "LS11", "What there is, is full"):
        assert told in seen
    for private in ("Edith", client.reference, "wife", "8ND"):
        assert private not in seen
    assert coordinator.name not in seen


def test_danger_is_told_to_no_champion_beside_another_need(sign_in, db, champion):
    browser, _ = sign_in()
    both, alone = (ask(browser, statement=said) for said in (f"My husband hits me. {SAID}", "My husband hits me."))

    page = plain(page_of(browser, both))
    ask_champion(browser, both)
    ask_champion(browser, alone)

    asked = [[each.code for each in gap.needs] for gap in db.scalars(with_everything().order_by(Gap.asked_at))]
    assert "Domestic abuse — heard in" in page
    assert "bereavement" in asked[0]
    assert "domestic-abuse" not in asked[0]
    assert asked[1] == ["domestic-abuse"]


def test_what_a_champion_asked_others_does_not_wait_for_their_own_answer(champion):
    ask_champion(champion, ask(champion, statement="", hobbies="bowls"))

    page = plain(page_of(champion, "/staff/gaps"))

    assert "Bowls" in page
    assert "Waiting for an answer" in page
    assert "your answer" not in page


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

    def press():
        with transaction() as db:
            ask_once(db, actor, question_id, ["bereavement"], GapReason.FULL)

    with transaction() as db:
        ask_once(db, actor, question_id, ["bereavement"], GapReason.FULL)
        second = meanwhile(press)
    second.result(10)

    with reading() as db:
        assert len(db.scalars(select(Gap)).all()) == 1


def test_changed_question_may_be_asked_too(sign_in, db, champion):
    browser, _ = sign_in()
    results = ask(browser)
    ask_champion(browser, results)

    changed = browser.post(f"{results}/heard", data={"add": "debt"}).location.partition("#")[0]
    ask_champion(browser, changed)

    assert len(db.scalars(select(Gap)).all()) == 2


def test_answer_is_found_on_the_page_of_the_match_and_under_gaps(sign_in, db, champion):
    browser, _ = sign_in()
    results = ask(browser)
    ask_champion(browser, results)
    gap = db.scalars(select(Gap)).one()

    answer = champion.post(f"/staff/gaps/{gap.id}", data={"answer": "Try the café on Tuesdays"})

    assert answer.status_code == 303
    for address in (results, "/staff/gaps", f"/staff/gaps/{gap.id}"):
        assert "Try the café on Tuesdays" in page_of(browser, address)


def test_second_answer_is_asked_again_with_what_was_typed(sign_in, db, champion):
    browser, _ = sign_in()
    ask_champion(browser, ask(browser))
    gap = db.scalars(select(Gap)).one()
    champion.post(f"/staff/gaps/{gap.id}", data={"answer": "The first"})

    second = champion.post(f"/staff/gaps/{gap.id}", data={"answer": "The second"})

    assert second.status_code == 422
    assert "Somebody answered this while you had it open" in html.unescape(second.text)
    assert "The second</textarea>" in second.text
    db.refresh(gap)
    assert gap.answer == "The first"


@pytest.mark.parametrize(("path", "data"), [("gap", {}), ("gap", {"reason": "nonsense"})])
def test_reason_is_asked_for(sign_in, db, champion, path, data):
    browser, _ = sign_in()

    answer = browser.post(f"{ask(browser)}/{path}", data=data)

    assert answer.status_code == 422
    assert db.scalars(select(Gap)).all() == []


def test_without_a_need_nobody_can_be_asked(sign_in, db, words):
    browser, _ = sign_in()
    results = ask(browser, statement="asdf qwer")

    page, answer = page_of(browser, results), ask_champion(browser, results)

    assert "First add what they need" in plain(page)
    assert answer.status_code == 422
    assert db.scalars(select(Gap)).all() == []


def test_managers_file_counts_what_is_missing_where(sign_in, db, champion):
    browser, coordinator = sign_in()
    ask_champion(browser, ask(browser))
    manager, _ = sign_in(Role.MANAGER, scheme=db.get(Scheme, coordinator.scheme_id))

    file = manager.get("/staff/gaps.csv").text
    page = plain(page_of(manager, "/staff/gaps"))

    head, row, *_ = file.splitlines()
    assert head.lstrip("\ufeff") == "Need or interest,Area,Why nothing would do,Asked,Not answered"
    assert row == 'Bereavement,LS11,"What there is, is full",1,1'
    assert "What is missing where" in page
    assert coordinator.name in page


def test_gap_of_another_team_is_absent(sign_in, db, champion):
    browser, _ = sign_in()
    ask_champion(browser, ask(browser))
    gap = db.scalars(select(Gap)).one()

    for role in (Role.COORDINATOR, Role.MANAGER, Role.CHAMPION):
        other, _ = sign_in(role)
        assert other.get(f"/staff/gaps/{gap.id}").status_code == 404
        assert "Bereavement" not in other.get("/staff/gaps").text
