"""What the whole application says to odd requests."""

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from structlog.testing import capture_logs

from directory.accounts.models import Scheme
from directory.db import make_engine, reading, transaction
from directory.errors import NotNow, WrongSettings


@pytest.fixture
def browser(whole_app, database):
    return whole_app.test_client()


def test_a_name_that_is_not_ours_is_refused_plainly(browser):
    answers = [browser.open("/", method=method, headers={"Host": "evil.example"}) for method in ("GET", "POST")]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert "evil" not in answers[0].text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("GET", "/nonsense", 404, id="no such page"),
        pytest.param("POST", "/nonsense", 404, id="nothing to post to"),
        pytest.param("GET", "/activities/nonsense", 404, id="an id that is none"),
        pytest.param("POST", "/search", 405, id="a page that takes no post"),
        pytest.param("DELETE", "/", 405, id="nothing can be deleted"),
        pytest.param("TRACE", "/", 405, id="nothing is sent back as it came"),
    ],
)
def test_odd_requests_get_a_page_that_says_no(browser, method, path, status):
    answer = browser.open(path, method=method)

    assert answer.status_code == status
    assert "<h1" in answer.text


def test_a_405_says_what_is_allowed(browser):
    assert "GET" in browser.post("/search").headers["Allow"]


def test_a_bug_shows_a_reference_and_nothing_else(browser, monkeypatch):
    def break_down(*_):
        raise RuntimeError("a secret of the inside")

    monkeypatch.setitem(browser.application.view_functions, "public.privacy", break_down)

    answer = browser.get("/privacy")

    assert answer.status_code == 500
    assert "a secret of the inside" not in answer.text


@pytest.fixture
def broken_page(browser, monkeypatch):
    """`broken_page(error)` asks for a page that raises it."""

    def ask(error):
        def break_down(*_):
            raise error

        monkeypatch.setitem(browser.application.view_functions, "public.privacy", break_down)
        return browser.get("/privacy")

    return ask


def wrapped(error, kind=psycopg.Error):
    return DBAPIError.instance("SELECT 1", {}, error, kind)


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(PoolTimeout("no connection is free"), id="pool empty"),
        pytest.param(wrapped(psycopg.OperationalError("connection refused")), id="server away"),
        pytest.param(wrapped(psycopg.errors.SerializationFailure()), id="two transactions met"),
        pytest.param(wrapped(psycopg.errors.AdminShutdown()), id="server stops"),
    ],
)
def test_a_database_that_is_away_or_busy_asks_to_try_again(broken_page, error):
    with capture_logs() as logged:
        answer = broken_page(error)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert [entry["event"] for entry in logged if entry["log_level"] == "error"] == ["database_away"]


def test_what_an_operator_has_to_mend_is_logged_and_not_shown(broken_page):
    with capture_logs() as logged:
        answer = broken_page(WrongSettings("/srv/lynchpin/postcodes.bin is missing"))

    (entry,) = [entry for entry in logged if entry["log_level"] == "error"]
    assert answer.status_code == 503
    assert "/srv" not in answer.text
    assert entry["reference"] in answer.text
    assert entry["told"] == "/srv/lynchpin/postcodes.bin is missing"


def test_what_is_away_for_a_while_is_said(broken_page):
    answer = broken_page(NotNow("We cannot look up postcodes just now."))

    assert answer.status_code == 503
    assert "We cannot look up postcodes just now." in answer.text


def test_a_locked_database_asks_to_try_again(browser, monkeypatch, sqlite_url):
    writing, impatient = make_engine(sqlite_url), create_engine(sqlite_url, connect_args={"timeout": 0})

    def ask(*_):
        with impatient.connect() as connection:
            connection.execute(text("BEGIN IMMEDIATE"))

    monkeypatch.setitem(browser.application.view_functions, "public.privacy", ask)
    with writing.connect() as connection:
        connection.execute(text("SELECT 1"))

        answer = browser.get("/privacy")

    writing.dispose()
    impatient.dispose()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


@pytest.mark.parametrize(
    "statement",
    ["SELECT nothing FROM scheme", "SELECT * FROM nowhere", "SELECT FROM WHERE"],
    ids=lambda text: text[:20],
)
def test_a_wrong_statement_is_a_bug_with_a_reference_logged_once(browser, database, monkeypatch, statement):
    def ask(*_):
        with reading() as db:
            db.execute(text(statement))

    monkeypatch.setitem(browser.application.view_functions, "public.privacy", ask)

    with capture_logs() as logged:
        answer = browser.get("/privacy")

    assert answer.status_code == 500
    [bug] = [entry for entry in logged if entry["log_level"] == "error"]
    assert bug["event"] == "bug"
    assert bug["reference"] in answer.text


def test_a_broken_constraint_is_logged_by_name_and_without_values(browser, database, monkeypatch):
    def add(*_):
        with transaction() as db:
            db.add_all([Scheme(name="Edith's"), Scheme(name="Edith's")])

    monkeypatch.setitem(browser.application.view_functions, "public.privacy", add)

    with capture_logs() as logged:
        answer = browser.get("/privacy")

    assert answer.status_code == 409
    [refused] = [entry for entry in logged if entry["event"] == "constraint_refused"]
    assert refused["constraint"] in ("uq_scheme_name", "UNIQUE constraint failed: scheme.name")
    assert "Edith" not in str(logged)
