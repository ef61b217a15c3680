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


@pytest.fixture
def send(coordinator, listing):
    """`send(terms, to="/look", …)` sends the page with these terms chosen."""

    def do(terms, to="", **answers):
        seen = hidden(coordinator[0].get(address(listing)).text, "seen")
        chosen = [str(each) for each in terms]
        return coordinator[0].post(
            f"{address(listing)}{to}", data={"submission_key": new_key(), "seen": seen, "terms": chosen, **answers}
        )

    return do


@pytest.fixture
def drafted(db, coordinator, listing):
    """`drafted()` is what the coordinator would have it tagged with, and what each tag says of it."""

    def find():
        db.expire_all()
        draft = find_draft(db, coordinator[1], listing)
        rows = drafted_values(db, listing, draft, ("attribute",))["attribute"]
        return {(row["taxonomy_term_id"], row["link_type"]) for row in rows}

    return find


def buttons(page: str, name: str) -> list[str]:
    """The ids of the terms that buttons of a page add or remove, without those that stand on every page."""
    return re.findall(rf'name="{name}" value="([^"]+)"', page.partition("How is it run?")[0])


def chosen_on(page: str) -> list[str]:
    return re.findall(r'name="terms" value="([^"]+)"', page)


WOODWORK, LONELINESS = str(term_id("woodwork")), str(term_id("loneliness"))


def test_page_shows_the_tags_there_are_each_with_a_button_to_take_it_out(coordinator, listing, own_term):
    page = coordinator[0].get(address(listing)).text

    assert chosen_on(page) == buttons(page, "remove") == [str(own_term.id)]


def test_tags_are_suggested_with_the_words_that_led_to_them(coordinator, listing):
    page = html.unescape(coordinator[0].get(address(listing)).text)

    assert WOODWORK in buttons(page, "add")
    assert "You wrote “woodwork”" in page


def test_how_it_is_run_is_asked_of_every_activity(coordinator, listing, send):
    usual = str(term_id("beginners-welcome"))

    asked = coordinator[0].get(address(listing)).text.partition("How is it run?")[2]
    added = send([], to="/look", add=usual).text

    assert f'name="add" value="{usual}"' in asked
    assert usual in chosen_on(added)
    assert usual not in added.partition("How is it run?")[2]


def test_danger_is_never_suggested(coordinator, db, listing):
    listing.description = "For women who were hit by their husband. We do woodwork."
    db.flush()

    page = coordinator[0].get(address(listing)).text

    assert WOODWORK in buttons(page, "add")
    assert str(term_id("domestic-abuse")) not in page


@pytest.mark.parametrize(
    ("typed", "why"),
    [("joiner", "People say “joiner”"), ("woodwrk", "1 tag found for “woodwrk”")],
    ids=["what people say", "a slip"],
)
def test_tags_are_found_by_what_people_type(send, db, listing, own_term, typed, why):
    listing.description = None
    db.flush()

    page = html.unescape(send([own_term.id], to="/look", q=typed).text)

    assert buttons(page, "add") == [WOODWORK]
    assert why in page


def test_found_tags_can_be_linked_to(coordinator, listing):
    assert WOODWORK in buttons(coordinator[0].get(f"{address(listing)}?q=joiner").text, "add")


def test_word_that_finds_nothing_is_told(send, own_term):
    page = html.unescape(send([own_term.id], to="/look", q="xyzzy").text)

    assert "No other tag found for “xyzzy”" in page


def test_tag_is_added_to_what_is_chosen_and_nothing_is_kept(send, own_term, drafted):
    page = send([own_term.id], to="/look", q="joiner", add=WOODWORK).text

    assert set(chosen_on(page)) == {str(own_term.id), WOODWORK}
    assert WOODWORK not in buttons(page, "add")
    assert "Woodwork is added." in page
    assert len(drafted()) == 1


def test_tag_that_is_taken_out_can_be_put_back(send, own_term, drafted):
    page = send([own_term.id, WOODWORK], to="/look", remove=str(own_term.id)).text

    assert chosen_on(page) == [WOODWORK]
    assert "A word of our own is taken out." in page
    assert buttons(page, "add") == [str(own_term.id)]
    assert len(drafted()) == 1


def test_first_button_of_the_form_looks_and_takes_nothing_out(coordinator, listing):
    page = coordinator[0].get(address(listing)).text

    # A browser presses the first button of a form when somebody presses Enter in a box.
    form = page.split(f'action="{address(listing)}"')[1]
    first = re.search(r"<button[^>]*>", form)[0]
    assert f'formaction="{address(listing)}/look"' in first
    assert "name=" not in first


def test_chosen_tags_are_kept_with_what_they_say_of_it(send, own_term, drafted):
    answer = send([own_term.id, WOODWORK, LONELINESS])

    assert answer.status_code == 303
    assert drafted() == {
        (str(own_term.id), "service_type"),
        (WOODWORK, "service_type"),
        (LONELINESS, "need"),
    }


def test_tag_that_is_not_chosen_goes(send, drafted):
    send([WOODWORK])

    assert drafted() == {(WOODWORK, "service_type")}


def test_tag_that_is_gone_is_told_and_the_others_stay_chosen(send, own_term, drafted):
    answer = send([own_term.id, "00000000-0000-0000-0000-000000000007"])

    assert answer.status_code == 422
    assert "no longer there" in answer.text
    assert chosen_on(answer.text) == [str(own_term.id)]


def test_what_is_no_id_is_left_out(send, own_term, drafted):
    send([own_term.id, "nonsense"], remove="nonsense", add="nonsense")

    assert len(drafted()) == 1
