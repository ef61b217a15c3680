"""The page of an activity in easy read."""

import html
import re

import pytest

from directory.accounts.actor import Role
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.models.contacts import Phone
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.duplicates import make_candidate, wanted_merge

WORDS = "We walk slowly. Then we drink tea.\nYou can come on your own."


def told(answer) -> str:
    return html.unescape(answer.text)


def read(browser, service, before="") -> str:
    return told(browser.get(f"{before}/activities/{service.id}/easy-read"))


def lines_of(page, question) -> list[str]:
    """What stands under a question, line by line."""
    (part,) = [each for each in page.split("<section")[1:] if f"{question}</h2>" in each]
    found = re.findall(r'<p class="lp-easy__line"[^>]*>(.*?)</p>', part.partition("</section>")[0], re.DOTALL)
    return [re.sub(r"<[^>]+>", "", each).strip() for each in found]


def test_it_tells_each_sentence_by_itself_and_answers_what_people_ask_first(browser, db):
    service = make_service(
        db, easy_read=WORDS, cost_help="Ask for a free place. Nobody is told.", application_process="Just come."
    )
    db.add(Phone(service_id=service.id, number="0113 496 0000"))
    db.flush()

    page = read(browser, service)

    assert lines_of(page, "What is it?") == [
        "We walk slowly.",
        "Then we drink tea.",
        "You can come on your own.",
    ]
    assert lines_of(page, "When is it?")[0] == "Every Tuesday, 10:30am to midday"
    assert lines_of(page, "When is it?")[1].startswith("The next time is Tuesday")
    assert lines_of(page, "Where is it?")[:2] == ["Beck Lane Hall", "1 Beck Lane, Larkenshaw, LS11 8ND"]
    assert lines_of(page, "What does it cost?") == ["Everyone: free"]
    assert lines_of(page, "Is there help with the cost?") == ["Ask for a free place.", "Nobody is told."]
    assert lines_of(page, "How do I join?") == ["Just come."]
    assert lines_of(page, "Who can I ask?") == ["Ring 0113 496 0000"]


def test_what_nobody_knows_is_said_to_be_so(browser, db):
    silent = make_service(db, point=None)
    silent.schedules, silent.cost_options = [], []
    db.flush()

    page = read(browser, silent)

    assert lines_of(page, "What is it?") == ["Nobody has written this in easy words yet."]
    for question in ("When is it?", "Where is it?", "What does it cost?", "How do I join?", "Who can I ask?"):
        assert lines_of(page, question) == ["We do not know. Ask the group."]


def test_closed_activity_says_so_before_anything_else(browser, db):
    page = read(browser, make_service(db, easy_read=WORDS, status="temporarily closed", alert="Back in spring"))

    assert page.index("This is closed for now") < page.index("Back in spring") < page.index("What is it?")


@pytest.mark.parametrize("before", ["", "/cy"])
def test_the_words_of_the_group_are_marked_as_english_where_the_page_is_not(browser, db, before):
    service = make_service(db, easy_read=WORDS, application_process="Just come. Bring a coat.")

    page = read(browser, service, before)

    about = re.findall(r'<p class="lp-easy__line" lang="en">(.*?)</p>', page)
    others = re.findall(r'<p class="lp-easy__line"><bdi lang="en">(.*?)</bdi></p>', page)
    assert about == (["We walk slowly.", "Then we drink tea.", "You can come on your own."] if before else [])
    assert others[-2:] == (["Just come.", "Bring a coat."] if before else [])


def test_activity_and_results_tell_that_there_is_an_easy_read(browser, db):
    walk = make_service(db, "Walking group", easy_read=WORDS, terms=[make_term(db)])
    choir = make_service(db, "Choir")

    pages = [told(browser.get(f"/activities/{each.id}")) for each in (walk, choir)]
    found = told(browser.get("/search", query_string={"q": "walking"}))

    assert [
        f'href="/activities/{each.id}/easy-read"' in page for each, page in zip((walk, choir), pages, strict=True)
    ] == [
        True,
        False,
    ]
    assert "Easy read" not in pages[1]
    (card,) = [each for each in found.split("<article")[1:] if "Walking group" in each]
    assert "Easy read" in card


@pytest.mark.parametrize("stage", ["draft", "archived"])
def test_what_is_not_published_has_no_easy_read(browser, db, stage):
    service = make_service(db, easy_read=WORDS, stage=stage)

    assert browser.get(f"/activities/{service.id}/easy-read").status_code == 404


def test_what_was_listed_twice_is_read_under_either_id(browser, db):
    kept, old = make_service(db, "Walking group", easy_read=WORDS), make_service(db, "The walking group")
    ids = (kept.id, old.id)
    candidate = make_candidate(db, kept, old)
    merge_records(db, make_actor(db, Role.EDITOR), candidate, wanted_merge(db, candidate, kept))

    pages = [told(browser.get(f"/activities/{each}/easy-read")) for each in ids]

    assert ["We walk slowly." in page for page in pages] == [True, True]


def test_markup_in_easy_words_is_shown_and_not_run(browser, db):
    service = make_service(db, easy_read="<img src=x onerror=alert(1)>")

    page = browser.get(f"/activities/{service.id}/easy-read").text

    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
