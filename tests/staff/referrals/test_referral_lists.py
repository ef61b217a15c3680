"""The page of a list of referrals."""

import html
import io
import re

import pytest
from sqlalchemy import func, select

from directory.accounts.actor import Role
from directory.casework.referrals_in.referral_models import Referral
from directory.exchange.referral_lists.columns import COLUMNS
from tests.factories.referral_lists import referral_list

HERE = "/staff/referrals-in/list"


def text_of(answer) -> str:
    return html.unescape(answer.text)


@pytest.fixture
def browser(sign_in):
    return sign_in()[0]


def send(browser, content: bytes):
    return browser.post(HERE, data={"file": (io.BytesIO(content), "list.csv")}, content_type="multipart/form-data")


def carried(answer) -> dict[str, str]:
    return {"carried": re.search(r'name="carried" value="([^"]+)"', answer.text)[1]}


def count(db) -> int:
    db.expire_all()
    return db.scalar(select(func.count()).select_from(Referral)) or 0


def test_a_list_is_looked_at_and_taken_in_once_it_is_accepted(browser, db):
    shown = send(browser, referral_list({}, {"Name": "Otto Other", "NHS number": "1"}))
    before = count(db)

    answer = browser.post(f"{HERE}/accept", data=carried(shown))
    browser.post(f"{HERE}/accept", data=carried(shown))

    assert "1 new, 1 to put right" in text_of(shown)
    assert "NHS number: An NHS number has ten digits" in text_of(shown)
    assert (before, count(db)) == (0, 1)
    assert "Noor Newcomer" in text_of(browser.get(answer.location))


def test_wrong_rows_are_given_back(browser):
    shown = send(browser, referral_list({"NHS number": "1"}))

    file = browser.post(f"{HERE}/wrong-rows.csv", data=carried(shown))

    assert "attachment" in file.headers["Content-Disposition"]
    assert "What to put right" in file.get_data(as_text=True)
    assert "Noor Newcomer" in file.get_data(as_text=True)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"Colour\nred\n", "The first row has to hold the headings", id="other headings"),
        pytest.param(b"", "The first row has to hold the headings", id="nothing"),
        pytest.param(referral_list(), "The first row has to hold the headings", id="no headings at all"),
        pytest.param(referral_list({}).split(b"\r\n")[0], "There is no row", id="headings alone"),
    ],
)
def test_what_cannot_be_read_is_told_on_the_page(browser, content, told):
    answer = send(browser, content)

    assert answer.status_code == 422
    assert told in text_of(answer)


def test_what_a_page_carried_for_somebody_else_is_not_taken_in(browser, sign_in, db):
    shown = send(browser, referral_list({}))
    other, _ = sign_in(Role.MANAGER)

    answer = other.post(f"{HERE}/accept", data=carried(shown))

    assert answer.status_code == 422
    assert "open for too long" in text_of(answer)
    assert count(db) == 0


def test_the_template_has_every_heading(browser):
    file = browser.get(f"{HERE}/template.csv").get_data(as_text=True)

    assert all(each.heading in file for each in COLUMNS)
