"""Words of others on a page in another language."""

import re
from datetime import date

import pytest

from directory.translation import speaking, theirs
from directory.web.foreign_words import marked
from tests.factories.catalogue import make_schedule, make_service


@pytest.fixture
def browser(whole_app, db):
    return whole_app.test_client()


def said(page: str) -> str:
    """A page whose brackets stand for the signs around words of others."""
    with speaking("cy"):
        return marked(re.sub(r"\[(.*?)\]", lambda found: theirs(found[1]), page))


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        pytest.param("<p>Ger [Beck Lane]</p>", '<p>Ger <bdi lang="en">Beck Lane</bdi></p>', id="in a sentence"),
        pytest.param("<p>[A] a [B]</p>", '<p><bdi lang="en">A</bdi> a <bdi lang="en">B</bdi></p>', id="two"),
        pytest.param('<a title="Am [Walks]">Mwy</a>', '<a title="Am Walks">Mwy</a>', id="in an attribute"),
        pytest.param("<title>[Walks] – ni</title>", "<title>Walks – ni</title>", id="in a title"),
        pytest.param("<option>[Walks]</option>", "<option>Walks</option>", id="in an answer to choose"),
        pytest.param("<script>say('[Walks]')</script>", "<script>say('Walks')</script>", id="in a script"),
    ],
)
def test_words_of_others_get_an_element_where_there_can_be_one(page, shown):
    assert said(page) == shown


def test_what_was_cut_in_the_middle_is_no_half_element():
    assert marked("<p>\u2068A long na…</p>") == "<p>A long na…</p>"


def test_in_english_nothing_is_marked():
    assert theirs("Walks") == "Walks"


def test_what_a_group_wrote_is_marked_within_our_sentence(browser, db):
    service = make_service(db, "Tuesday walk", fees_description="Tea is extra")
    service.schedules = [make_schedule("TU", notes="Bring boots", valid_from=date(2026, 1, 5))]
    db.flush()

    page = browser.get(f"/cy/activities/{service.id}").text

    assert '. <bdi lang="en">Bring boots</bdi>' in page
    assert '<bdi lang="en">Tea is extra</bdi>' in page
    assert "<title>Tuesday walk – Lynchpin</title>" in page


def test_a_calendar_is_in_welsh_and_has_no_signs(browser, db):
    service = make_service(db, "Tuesday walk")

    calendar = browser.get(f"/cy/activities/{service.id}.ics").text.replace("\r\n ", "")

    assert "Beck Lane Hall" in calendar
    assert "\u2068" not in calendar
    assert "Edrychwch yma cyn mynd" in calendar
