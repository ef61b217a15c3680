"""Forms: what is loaded, what is asked again, and what is never forgotten."""

import re
from datetime import date

import pytest
from flask import request

from directory.web.fields.days import DayField, read_day
from directory.web.fields.text import TextField, tidy_text
from directory.web.forms import SUBMISSION_KEY, BaseForm, FormErrors, load_form
from tests.web.demo import WishForm


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', html)
    assert found, f"no hidden {name}"
    return found[1]


def filled_in(html: str, **answers: object) -> dict[str, object]:
    right = {"name": "Ada", "cost": "free", "people": "2"}
    token = {name: hidden(html, name) for name in ("csrf_token", "submission_key")}
    return {**token, **right, **answers}


def test_right_answers_are_loaded_and_the_next_page_says_so(browser):
    answer = browser.post("/wish", data=filled_in(browser.get("/wish").text), follow_redirects=True)

    assert answer.request.path == "/"
    assert "Thank you, Ada. We sent your wish." in answer.text
    assert 'role="alert"' in answer.text
    assert "Thank you, Ada" not in browser.get("/").text


def test_wrong_answers_show_the_same_page_with_everything_typed(browser):
    asked = browser.get("/wish").text

    answer = browser.post(
        "/wish", data=filled_in(asked, name=" ", postcode="LS9 8", cost="any", about="Mornings <only>")
    )

    assert answer.status_code == 422
    assert "<title>Error: Ask for something to do – Lynchpin</title>" in answer.text
    assert 'value="LS9 8"' in answer.text
    assert re.search(r'value="any" checked', answer.text)
    assert "Mornings &lt;only&gt;" in answer.text
    assert hidden(answer.text, "submission_key") == hidden(asked, "submission_key")


def test_summary_leads_to_each_box_that_is_wrong(browser):
    wrong = filled_in(browser.get("/wish").text, name="", born_on=["31", "2", "2000"], people="many", cost="")

    html = browser.post("/wish", data=wrong).text

    summary = re.search(r"govuk-error-summary__list.*?</ul>", html, re.DOTALL)
    assert summary
    links = re.findall(r'href="#([^"]+)"', summary[0])
    assert links == ["name", "born_on-day", "people", "cost"]
    assert all(f'id="{each}"' in html for each in links)


def test_message_of_the_operation_is_put_on_its_field(browser):
    html = browser.post("/wish", data=filled_in(browser.get("/wish").text, name="Nobody")).text

    assert '<a href="#name">Enter the name of a real person</a>' in html
    assert 'value="Nobody"' in html


def test_message_of_the_operation_without_a_field_stands_in_the_summary(browser):
    answer = browser.post("/wish", data=filled_in(browser.get("/wish").text, name="Full"))

    assert answer.status_code == 422
    assert "The group is full today." in answer.text


def test_message_of_the_schema_is_put_on_its_field(browser):
    html = browser.post("/wish", data=filled_in(browser.get("/wish").text, group="flying")).text

    assert '<a href="#group">' in html


def test_page_that_was_open_for_too_long_is_asked_again_with_everything_typed(browser):
    stale = filled_in(browser.get("/wish").text, name="Bill", csrf_token="of yesterday")

    answer = browser.post("/wish", data=stale)

    assert answer.status_code == 422
    assert "This page was open for too long" in answer.text
    assert 'value="Bill"' in answer.text
    again = browser.post("/wish", data={**stale, "csrf_token": hidden(answer.text, "csrf_token")})
    assert again.status_code == 303


def test_request_without_a_token_never_reaches_a_view(browser):
    answer = browser.post("/staff/close", data={"submission_key": "abcdefgh"})

    assert answer.status_code == 400
    assert "open the page again" in answer.text


def test_button_without_a_form_carries_a_token_and_a_key(browser):
    html = browser.get("/staff/client").text
    sent = {name: hidden(html, name) for name in ("csrf_token", "submission_key")}

    assert browser.post("/staff/close", data=sent).json == {"key": sent["submission_key"]}


@pytest.mark.parametrize("key", ["", "short", "with space in it", "x" * 65, "<script>"])
def test_misshapen_key_is_replaced_by_a_new_one(demo_app, key):
    with demo_app.test_request_context("/", method="POST", data={"submission_key": key}):
        made = WishForm().submission_key.data

    assert made != key
    assert SUBMISSION_KEY.fullmatch(made)


def test_search_form_shows_what_was_searched_and_needs_nothing(browser):
    assert 'value="yoga"' in browser.get("/?what=yoga").text
    assert browser.get("/").status_code == 200
    assert browser.get("/?within=9000").status_code == 422


def test_errors_of_a_form_name_each_field(demo_app):
    demo_app.config["WTF_CSRF_ENABLED"] = False
    with (
        demo_app.test_request_context("/wish", method="POST", data={"group": "gold"}),
        pytest.raises(FormErrors) as found,
    ):
        load_form(WishForm)

    assert found.value.fields["name"] == "Enter your name"
    assert found.value.fields["cost"] == "Choose what you can pay"
    assert found.value.fields["group"] == "Choose one from the list"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        pytest.param(["27", "3", "1950"], date(1950, 3, 27), id="numbers"),
        pytest.param(["7", "March", "1950"], date(1950, 3, 7), id="name of the month"),
        pytest.param(["7", "mar", "1950"], date(1950, 3, 7), id="short name"),
        pytest.param(["2026-11-24"], date(2026, 11, 24), id="one ISO date"),
    ],
)
def test_dates_are_understood(typed, day):
    assert read_day(typed) == day


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(["", "3", "1950"], id="no day"),
        pytest.param(["30", "2", "2026"], id="no such day"),
        pytest.param(["1", "1", "26"], id="short year"),
        pytest.param(["1", "1", "20266"], id="long year"),
        pytest.param(["1", "1"], id="two boxes"),
        pytest.param(["1", "1", "2026", "5"], id="four boxes"),
        pytest.param(["x", "y", "z"], id="letters"),
    ],
)
def test_what_is_no_date_is_asked_again_and_never_breaks_the_page(browser, typed):
    answer = browser.post("/wish", data=filled_in(browser.get("/wish").text, born_on=typed))

    assert answer.status_code == 422
    assert "Enter a real date" in answer.text


def test_date_that_is_needed_and_empty_has_its_own_message(demo_app):
    class BirthForm(BaseForm):
        born_on = DayField("Date of birth", required="Enter your date of birth")

    demo_app.config["WTF_CSRF_ENABLED"] = False
    with demo_app.test_request_context("/", method="POST", data={"born_on": ["", "", ""]}):
        form = BirthForm()
        assert not form.validate()

    assert form.born_on.errors == ["Enter your date of birth"]


def test_text_longer_than_its_limit_is_asked_again(demo_app):
    class NoteForm(BaseForm):
        note = TextField("Note", longest=5)

    demo_app.config["WTF_CSRF_ENABLED"] = False
    with demo_app.test_request_context("/", method="POST", data={"note": "123456"}):
        assert request.form["note"] == "123456"
        form = NoteForm()
        assert not form.validate()

    assert form.note.errors == ["Keep it to 5 characters"]


def test_text_is_tidied_for_the_database():
    assert tidy_text(" a\x00b\r\nc\rd\ud800 ") == "ab\nc\nd"
