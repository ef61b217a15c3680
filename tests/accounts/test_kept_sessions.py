"""Sessions in the database: what a browser holds, what ends them, and what is kept of somebody who only looks."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import event, make_url, select
from structlog.testing import capture_logs

from directory import clock
from directory.accounts.models import SignInSession
from directory.accounts.operations import sign_out_everywhere
from directory.app import create_app
from directory.db import Database, make_session, transaction
from directory.matching.current import MatcherKeeper
from tests.factories.accounts import PASSWORD, make_user
from tests.plugins.databases import run_on_server
from tests.staff.conftest import hidden

COOKIE = "lynchpin"


@pytest.fixture
def app(settings, database):
    return create_app(settings, database=database, keeper=MatcherKeeper(with_semantic=False))


@pytest.fixture
def user(db):
    user = make_user(db)
    db.commit()
    return user


@pytest.fixture
def signed_in(app, user):
    browser = app.test_client()
    sign_in(browser, user)
    return browser


def sign_in(browser, user):
    page = browser.get("/staff/sign-in").text
    sent = {"csrf_token": hidden(page, "csrf_token"), "email": user.email, "password": PASSWORD}
    answer = browser.post("/staff/sign-in", data=sent)
    assert answer.status_code == 303


def is_in(browser) -> bool:
    return browser.get("/staff/").status_code == 200


def kept(db) -> list[SignInSession]:
    db.expire_all()
    return list(db.scalars(select(SignInSession)))


def test_somebody_who_only_looks_leaves_nothing(app, db):
    browser = app.test_client()

    for address in ("/", "/search?q=walking", "/staff/sign-in"):
        assert browser.get(address).status_code == 200

    assert kept(db) == []


def test_a_browser_holds_a_token_that_cannot_be_found_from_what_is_kept(signed_in, user, db):
    [row] = kept(db)
    token = signed_in.get_cookie(COOKIE).value.rpartition(".")[0]

    assert row.user_id == user.id
    assert len(token) >= 43
    assert token not in repr(vars(row))
    for told in (str(user.id), str(user.session_stamp), user.email, user.name):
        assert told not in row.state
        assert told not in signed_in.get_cookie(COOKIE).value


def test_a_session_that_was_there_before_signing_in_is_not_the_one_after(app, user):
    planted = app.test_client()
    planted.get("/staff/sign-in")
    victim = app.test_client()
    victim.set_cookie(COOKIE, planted.get_cookie(COOKIE).value)

    sign_in(victim, user)

    assert is_in(victim)
    assert not is_in(planted)


def test_a_form_from_before_signing_in_is_refused_after(app, user):
    browser = app.test_client()
    before = hidden(browser.get("/staff/sign-in").text, "csrf_token")
    sign_in(browser, user)

    browser.post("/staff/sign-out", data={"csrf_token": before})

    assert is_in(browser)


def test_a_copied_cookie_ends_with_signing_out(signed_in, app, db):
    thief = app.test_client()
    thief.set_cookie(COOKIE, signed_in.get_cookie(COOKIE).value)
    assert is_in(thief)

    signed_in.post("/staff/sign-out", data={"csrf_token": hidden(signed_in.get("/staff/").text, "csrf_token")})

    assert not is_in(thief)
    assert kept(db) == []


def test_signing_out_everywhere_leaves_no_session(app, user, db):
    browsers = [app.test_client() for _ in range(2)]
    for each in browsers:
        sign_in(each, user)

    sign_out_everywhere(db, user)
    db.commit()

    assert kept(db) == []
    assert not any(is_in(each) for each in browsers)


def test_who_does_nothing_for_half_an_hour_signs_in_again(signed_in):
    with time_machine.travel(clock.now() + timedelta(minutes=29)):
        assert is_in(signed_in)
    with time_machine.travel(clock.now() + timedelta(minutes=58)):
        assert is_in(signed_in)

    with time_machine.travel(clock.now() + timedelta(minutes=89)):
        assert not is_in(signed_in)


def test_who_is_busy_all_day_signs_in_again_after_twelve_hours(signed_in):
    began = clock.now()
    for minutes in range(20, 12 * 60, 20):
        with time_machine.travel(began + timedelta(minutes=minutes)):
            assert is_in(signed_in)

    with time_machine.travel(began + timedelta(hours=12, minutes=1)):
        assert not is_in(signed_in)


def test_clicks_within_a_minute_write_nothing(signed_in, db):
    [row] = kept(db)
    before = row.seen_at

    is_in(signed_in)

    assert kept(db)[0].seen_at == before


def test_what_has_ended_is_removed_when_somebody_signs_in(signed_in, app, user, db):
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        sign_in(app.test_client(), user)

        assert len(kept(db)) == 1


def test_a_cookie_that_was_altered_opens_nothing(signed_in):
    value = signed_in.get_cookie(COOKIE).value
    signed_in.set_cookie(COOKIE, value[:-2] + ("AA" if value[-2:] != "AA" else "BB"))

    assert not is_in(signed_in)


def test_who_comes_back_the_next_day_with_an_old_cookie_is_remembered_again(signed_in, app):
    with time_machine.travel(clock.now() + timedelta(hours=20)):
        with signed_in.session_transaction() as held:
            assert dict(held) == {}
            held["told"] = "something"

        with signed_in.session_transaction() as held:
            assert held["told"] == "something"
            assert "user" not in held


def test_a_session_that_was_ended_elsewhere_is_not_brought_back_by_a_slow_answer(app, signed_in, user, db):
    with signed_in.session_transaction() as held:
        assert held["user"] == str(user.id)
        sign_out_everywhere(db, user)
        db.commit()
        held["told"] = "something"

    assert kept(db) == []


@pytest.fixture
def kept_app(settings, own_database):
    """The application on a database that really commits."""
    return create_app(settings, database=own_database, keeper=MatcherKeeper(with_semantic=False))


@pytest.fixture
def at_work(kept_app):
    with transaction() as writing:
        user = make_user(writing)
    browser = kept_app.test_client()
    sign_in(browser, user)
    return browser


@contextmanager
def read_only(database: Database) -> Iterator[None]:
    """Nobody can write to a database, as on a full disk or on a server that has just become a replica."""
    if database.dialect == "sqlite":
        event.listen(database.write, "connect", lambda connection, _: connection.execute("PRAGMA query_only=ON"))
        database.write.dispose()
    else:
        url = database.write.url
        run_on_server(
            url.render_as_string(hide_password=False),
            f"ALTER DATABASE {url.database} SET default_transaction_read_only = on",
        )
        database.close()
    yield


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Somebody else is writing to a SQLite file, for longer than anybody waits."""
    with closing(sqlite3.connect(make_url(database.write.url).database)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def check_that_reading_goes_on_and_changes_wait(at_work):
    with time_machine.travel(clock.now() + timedelta(minutes=5)), capture_logs() as logged:
        read = at_work.get("/staff/account")
        answer = at_work.get("/staff/account/app")

    assert read.status_code == 200
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "cannot be reached just now" in answer.text
    assert "Set-Cookie" not in answer.headers
    assert [each["event"] for each in logged if each["log_level"] == "error"] == ["not_finished", "database_away"]


def test_who_is_at_work_reads_on_in_a_database_that_takes_no_changes(at_work, own_database):
    with read_only(own_database):
        check_that_reading_goes_on_and_changes_wait(at_work)


@pytest.mark.parametrize("own_url", ["sqlite"], indirect=True)
def test_who_is_at_work_reads_on_while_somebody_else_writes_for_long(at_work, own_database, monkeypatch):
    monkeypatch.setattr("directory.db.WAIT_SECONDS", 0)

    with locked(own_database):
        check_that_reading_goes_on_and_changes_wait(at_work)

    assert at_work.get("/staff/account/app").status_code == 200


def test_two_pages_of_a_browser_that_are_first_to_remember_something_are_both_answered(kept_app, own_database, at_once):
    browser = kept_app.test_client()
    token = hidden(browser.get("/staff/sign-in").text, "csrf_token")

    def ask():
        twin = kept_app.test_client()
        twin.set_cookie(COOKIE, browser.get_cookie(COOKIE).value)
        return twin.post("/staff/sign-in/passkey/options", data={"csrf_token": token}).status_code

    assert at_once(*[ask] * 4) == [200] * 4
    with make_session(own_database.read) as reader:
        assert len(reader.scalars(select(SignInSession)).all()) == 1
