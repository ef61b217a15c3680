"""What people say: a champion's pages of phrases, and that a match hears what they changed."""

import html
import re

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.models.taxonomies import TermPhrase
from directory.catalogue.queries import catalogue_version
from directory.catalogue.term_queries import terms_by_code
from directory.catalogue.vocabulary import load_vocabulary, term_id
from directory.matching.current import current_matcher_keeper
from tests.factories.champions import make_walking_domain

MADE_UP = "I am down to my last flumpence."


@pytest.fixture
def browser(sign_in, words, db):
    """The browser of the champion of debt, bereavement and crisis."""
    browser, actor = sign_in(Role.CHAMPION)
    terms = terms_by_code(db, ["debt", "bereavement", "crisis"])
    make_walking_domain(db, terms, db.get(User, actor.user_id), name="Money")
    return browser


def address(code: str = "debt", then: str = "") -> str:
    return f"/staff/listings/money/words/{term_id(code)}{then}"


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(page)).split())


def phrase_of(db, code: str = "debt") -> TermPhrase:
    wanted = select(TermPhrase).where(TermPhrase.term_id == term_id(code), TermPhrase.use == "said")
    return db.scalars(wanted.order_by(TermPhrase.phrase)).first()


def heard(db, sentence: str) -> list[str]:
    keeper = current_matcher_keeper()
    # A second has passed.
    keeper.forget()
    return [each.concept.code for each in keeper.matcher(db).hear(sentence)]


def test_domain_leads_to_its_terms_and_their_phrases(browser):
    assert "/staff/listings/money/words" in browser.get("/staff/listings/money").text
    listed = browser.get("/staff/listings/money/words").text
    assert address() in listed
    assert "Take out" in browser.get(address()).text


def test_added_phrase_is_heard_in_the_next_match(browser, db):
    before = heard(db, MADE_UP)

    answer = browser.post(address(), data={"phrase": "Last Flumpence"})

    assert answer.status_code == 303
    assert "“last flumpence” is heard as" in plain(browser.get(answer.location).text)
    assert "debt" not in before
    assert "debt" in heard(db, MADE_UP)


def test_phrase_taken_out_stays_out_until_it_is_put_back(browser, db):
    phrase = phrase_of(db)

    out = browser.post(address(then=f"/{phrase.id}/take-out"))
    load_vocabulary(db)
    db.refresh(phrase)
    was_out = phrase.taken_out_at
    page = plain(browser.get(out.location).text)
    back = browser.post(address(then=f"/{phrase.id}/put-back"))
    db.refresh(phrase)

    assert (out.status_code, back.status_code) == (303, 303)
    assert was_out is not None
    assert "Put back" in page
    assert phrase.taken_out_at is None


def test_second_press_is_told_on_the_page(browser, db):
    phrase = phrase_of(db)
    browser.post(address(then=f"/{phrase.id}/take-out"))

    again = browser.post(address(then=f"/{phrase.id}/take-out"))

    assert again.status_code == 422
    assert "was taken out while you had this page open" in plain(again.text)


def test_words_of_danger_have_no_button_and_stay(browser, db):
    phrase = phrase_of(db, "crisis")

    page = browser.get(address("crisis")).text
    answer = browser.post(address("crisis", f"/{phrase.id}/take-out"))

    assert "Take out" not in page
    assert "a missed cry for help is worse" in page
    assert answer.status_code == 422
    db.refresh(phrase)
    assert phrase.taken_out_at is None


def test_sentence_is_tried_and_nothing_kept(browser, db):
    version = catalogue_version(db)

    tried = browser.post(address(then="/try"), data={"phrase": "last flumpence", "sentence": MADE_UP})

    assert tried.status_code == 200
    assert "last flumpence” (new)" in plain(tried.text)
    assert MADE_UP in html.unescape(tried.text)
    assert catalogue_version(db) == version


def test_trying_needs_a_sentence(browser):
    tried = browser.post(address(then="/try"), data={"phrase": "last flumpence"})

    assert tried.status_code == 422
    assert "Write a sentence to try" in plain(tried.text)


def test_phrase_that_is_not_in_the_sentence_is_told(browser):
    tried = browser.post(address(then="/try"), data={"phrase": "last flumpence", "sentence": "It rains."})

    assert "brings nothing new in this sentence" in plain(tried.text)


def test_phrase_that_leads_elsewhere_is_told_before_it_is_added(browser, db):
    first = browser.post(address(), data={"phrase": "my wife died"})
    second = browser.post(address(), data={"phrase": "my wife died", "means_both": "yes"})

    assert first.status_code == 422
    assert "is heard as" in plain(first.text)
    assert "Bereavement" in plain(first.text)
    assert second.status_code == 303
    assert db.scalars(
        select(TermPhrase).where(TermPhrase.phrase == "my wife died", TermPhrase.term_id == term_id("debt"))
    ).one()


@pytest.mark.parametrize("phrase", ["", "help", "x", "i have been", "jo@example.org"])
def test_what_cannot_be_a_phrase_is_asked_again(browser, db, phrase):
    version = catalogue_version(db)

    answer = browser.post(address(), data={"phrase": phrase})

    assert answer.status_code == 422
    assert catalogue_version(db) == version


def test_phrase_that_is_there_is_told(browser, db):
    answer = browser.post(address(), data={"phrase": phrase_of(db).phrase, "means_both": "yes"})

    assert answer.status_code == 422
    assert "already" in plain(answer.text)


def test_editor_changes_every_domain_and_another_champion_none(browser, sign_in, db):
    editor, _ = sign_in(Role.EDITOR)
    other, _ = sign_in(Role.CHAMPION)
    phrase = phrase_of(db)
    press = address(then=f"/{phrase.id}/take-out")

    assert other.post(press).status_code == 404
    assert other.post(address(), data={"phrase": "last flumpence"}).status_code == 404
    assert editor.post(press).status_code == 303
