"""Tagging an activity in the words of the vocabulary."""

import html
import re

import pytest

from directory.accounts.actor import Role
from directory.catalogue.history.edits import drafted_values, find_draft
from directory.catalogue.vocabulary import term_id
from tests.factories.catalogue import make_service, make_term
from tests.staff.conftest import hidden, new_key


@pytest.fixture
def coordinator(sign_in):
    return sign_in(Role.COORDINATOR)


@pytest.fixture
def own_term(db):
    return make_term(db, "A word of our own")


@pytest.fixture
def listing(db, words, own_term):
    return make_service(db, "Shed", terms=[own_term], description="We do woodwork at our own pace.")


def address(service) -> str:
    return f"/staff/activities/{service.id}/write/tags"


def save(browser, service, asked="", **answers):
    page = browser.get(address(service)).text
    data = {"submission_key": new_key(), "seen": hidden(page, "seen"), "q": asked, **answers}
    return browser.post(address(service), data=data)


def drafted(db, actor, service):
    db.expire_all()
    rows = drafted_values(db, service, find_draft(db, actor, service.id), ("attribute",))["attribute"]
    return {(row["taxonomy_term_id"], row["link_type"]) for row in rows}


def test_tags_are_found_by_the_words_people_use(coordinator, listing):
    page = html.unescape(coordinator[0].get(f"{address(listing)}?q=joiner").text)

    assert str(term_id("woodwork")) in page


def test_tags_are_suggested_from_what_is_written(coordinator, listing):
    page = html.unescape(coordinator[0].get(address(listing)).text)

    assert str(term_id("woodwork")) in page.split('id="q"')[0]


def test_ticked_tags_are_kept_with_what_they_say_of_it(coordinator, db, listing, own_term):
    browser, actor = coordinator

    answer = save(
        browser,
        listing,
        asked="carers",
        kept=str(own_term.id),
        suggested=str(term_id("woodwork")),
        found=str(term_id("loneliness")),
    )

    assert answer.status_code == 303
    assert drafted(db, actor, listing) == {
        (str(own_term.id), "service_type"),
        (str(term_id("woodwork")), "service_type"),
        (str(term_id("loneliness")), "need"),
    }


def test_untick_removes_a_tag(coordinator, db, listing):
    browser, actor = coordinator

    save(browser, listing, suggested=str(term_id("woodwork")))

    assert drafted(db, actor, listing) == {(str(term_id("woodwork")), "service_type")}


def test_looking_for_more_keeps_what_is_ticked(coordinator, db, listing, own_term):
    browser, actor = coordinator

    answer = save(browser, listing, asked="carers", then="another", suggested=str(term_id("woodwork")))

    assert answer.location.endswith("/write/tags?q=carers")
    assert drafted(db, actor, listing) == {(str(term_id("woodwork")), "service_type")}


def test_what_was_ticked_among_the_found_stays_while_somebody_types_on(coordinator, listing):
    ticked = term_id("woodwork")

    page = coordinator[0].get(f"{address(listing)}?q=carers&found={ticked}").text

    assert re.search(rf'value="{ticked}"[^>]*checked', page)


def test_unknown_tag_is_refused(coordinator, db, listing):
    answer = save(coordinator[0], listing, found="00000000-0000-0000-0000-000000000007")

    assert answer.status_code == 422
