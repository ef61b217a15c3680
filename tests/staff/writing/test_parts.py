"""The parts of a listing: each page keeps what was typed in the draft, and loses nothing."""

import html
import re

import pytest

from directory.accounts.actor import Role
from directory.catalogue.history.edits import drafted_values, find_draft
from tests.factories.catalogue import make_service
from tests.staff.conftest import hidden, new_key


@pytest.fixture
def coordinator(sign_in):
    return sign_in(Role.COORDINATOR)


@pytest.fixture
def listing(db):
    return make_service(db, "Walking group", minimum_age=18)


def address(service, part) -> str:
    return f"/staff/activities/{service.id}/write/{part}"


def save(browser, service, part, **answers):
    """Open the page of a part and send it with these answers."""
    page = browser.get(address(service, part)).text
    data = {"submission_key": new_key(), "seen": hidden(page, "seen"), **answers}
    return browser.post(address(service, part), data={name: value for name, value in data.items() if value is not None})


def drafted(db, actor, service, *fields):
    db.expire_all()
    return drafted_values(db, service, find_draft(db, actor, service), fields)


ABOUT = {"name": "Walking group", "description": "A walking group.", "status": "active"}


def test_what_an_activity_is_waits_in_the_draft(coordinator, db, listing):
    browser, actor = coordinator

    answer = save(browser, listing, "about", **{**ABOUT, "description": "Tea & a walk\n\n<script>no</script>"})

    found = drafted(db, actor, listing, "name", "description")
    assert answer.status_code == 303
    assert found == {"name": "Walking group", "description": "Tea &amp; a walk\n\n"}
    assert listing.description == "A walking group."
    assert "Tea &amp; a walk" in browser.get(address(listing, "about")).text


def test_ages_are_in_order_and_nothing_typed_is_lost(coordinator, db, listing):
    answer = save(coordinator[0], listing, "joining", minimum_age="60", maximum_age="50", languages="Welsh")

    assert answer.status_code == 422
    assert "The oldest age must not be below the youngest" in answer.text
    assert 'value="Welsh"' in answer.text


def test_languages_are_written_with_commas_between(coordinator, db, listing):
    browser, actor = coordinator

    save(browser, listing, "joining", languages="punjabi, English,  Makaton, English")
    first = drafted(db, actor, listing, "language")["language"]
    save(browser, listing, "joining", languages="English, Makaton")
    second = drafted(db, actor, listing, "language")["language"]

    assert {(row["code"], row["name"]) for row in first} == {("pa", None), ("en", None), (None, "Makaton")}
    assert {row["id"] for row in second} < {row["id"] for row in first}


def test_easy_words_wait_in_the_draft_and_only_a_look_at_it_shows_them(coordinator, db, listing):
    browser, actor = coordinator

    save(browser, listing, "easy-read", easy_read="We walk slowly.\r\nThen we drink tea.")

    words = {"easy_read": "We walk slowly.\nThen we drink tea."}
    assert drafted(db, actor, listing, "easy_read") == words
    assert listing.easy_read is None
    look = browser.post(f"/staff/activities/{listing.id}/write/preview", data={"submission_key": new_key()})
    assert '<p class="govuk-body">Then we drink tea.</p>' in look.text


def row(number, /, **answers):
    return {f"rows-{number}-{name}": value for name, value in answers.items()}


def ids_on(page) -> list[str]:
    return re.findall(r'name="rows-\d+-row_id"[^>]*value="([^"]+)"', page)


def costs_of(db, actor, listing):
    rows = drafted(db, actor, listing, "cost_option")["cost_option"]
    return {(each["option"], each["amount_pence"], each["amount_description"]) for each in rows}


def test_costs_are_rows_and_an_empty_one_is_left_out(coordinator, db, listing):
    browser, actor = coordinator
    (known,) = ids_on(browser.get(address(listing, "costs")).text)

    save(
        browser,
        listing,
        "costs",
        **row(0, row_id=known, option="Carers", kind="free"),
        **row(1, option="Everyone else", kind="price", amount="£2.50", amount_description="per session"),
        **row(2, kind="donation"),
        **row(3, option="", amount=""),
        cost_help="Ask about free places",
        fees_description="Ask Joan",
    )

    assert costs_of(db, actor, listing) == {
        ("Carers", 0, None),
        ("Everyone else", 250, "per session"),
        (None, None, "donations welcome"),
    }
    assert known in {each["id"] for each in drafted(db, actor, listing, "cost_option")["cost_option"]}
    words = {"cost_help": "Ask about free places", "fees_description": "Ask Joan"}
    assert drafted(db, actor, listing, *words) == words


def test_adding_another_comes_back_to_the_part(coordinator, listing):
    browser, _ = coordinator

    answer = save(browser, listing, "costs", then="another", **row(0, option="Members", kind="free"))

    assert answer.location == address(listing, "costs")
    assert 'name="rows-1-option"' in browser.get(answer.location).text


def test_removed_row_is_gone_even_where_it_was_wrong(coordinator, db, listing):
    browser, actor = coordinator

    answer = save(
        browser, listing, "costs", remove="0", **row(0, kind="price"), **row(1, option="Members", kind="free")
    )

    assert answer.location == address(listing, "costs")
    assert costs_of(db, actor, listing) == {("Members", 0, None)}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"option": "Members"}, "Choose what they pay"),
        ({"kind": "price"}, "Enter an amount in pounds"),
        ({"kind": "price", "amount": "two pounds"}, "Enter an amount in pounds"),
        ({"kind": "price", "amount": "2.505"}, "Enter an amount in pounds"),
        ({"kind": "gold"}, "Choose one from the list"),
    ],
    ids=["no kind", "no amount", "words", "three digits", "no such kind"],
)
def test_mistakes_in_a_row_are_told_at_its_box(coordinator, db, listing, typed, said):
    browser, actor = coordinator

    answer = save(browser, listing, "costs", **row(0, **typed), fees_description="Ask Joan")

    assert answer.status_code == 422
    assert said in html.unescape(answer.text)
    assert 'href="#rows-0-' in answer.text
    assert "Ask Joan" in answer.text
    assert find_draft(db, actor, listing) is None


@pytest.mark.parametrize("part", ["about", "joining", "costs"])
def test_part_that_somebody_changed_meanwhile_is_shown_beside_what_was_typed(sign_in, db, part):
    browser, _ = sign_in(Role.EDITOR)
    listing = make_service(db, "Walking group", alert="Bring a coat", eligibility_description="For carers")
    typed = {
        "about": {**ABOUT, "alert": "Mine"},
        "joining": {"application_process": "Mine"},
        "costs": {"fees_description": "Mine"},
    }[part]

    answer = save(browser, listing, part, seen="an older state", **typed)
    again = browser.post(
        address(listing, part), data={"submission_key": new_key(), "seen": hidden(answer.text, "seen"), **typed}
    )

    assert answer.status_code == 422
    assert "What this part says now" in answer.text
    assert "Mine" in answer.text
    assert again.status_code == 303


def test_numbers_of_rows_that_are_none_are_left_out(coordinator, db, listing):
    browser, actor = coordinator

    answer = save(
        browser, listing, "costs", **{"rows-²-kind": "free", "rows-9999999-kind": "free", "rows--kind": "free"}
    )

    assert answer.status_code == 303
    assert costs_of(db, actor, listing) == set()
