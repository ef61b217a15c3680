"""What goes into the log, and what never does."""

import json
import logging

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from directory.accounts.actor import Role
from directory.app import create_app
from directory.matching.current import MatcherKeeper
from directory.web.request_log import set_up_logging
from tests.factories.accounts import PASSWORD, make_user

NAME = "Maureen Ashworth"


@pytest.fixture(autouse=True)
def _as_before():
    yield
    structlog.reset_defaults()


def break_down() -> None:
    client_name = NAME
    try:
        int(client_name)
    except ValueError as error:
        raise RuntimeError(f"{client_name} cannot be counted") from error


@pytest.mark.parametrize("as_json", [True, False], ids=["machines", "terminal"])
def test_where_something_broke_is_logged_and_nothing_of_what_it_broke_on(capsys, as_json):
    set_up_logging(as_json=as_json)

    try:
        break_down()
    except RuntimeError as error:
        structlog.get_logger().error("bug", reference="AAAA-BBBB", exc_info=error)

    logged = capsys.readouterr().err
    assert "in break_down" in logged
    assert "AAAA-BBBB" in logged
    assert "RuntimeError" in logged
    assert "ValueError" in logged
    assert NAME not in logged
    assert not as_json or json.loads(logged)["level"] == "error"


def test_row_that_postgresql_quotes_is_not_logged(capsys, postgresql_engine):
    set_up_logging(as_json=True)

    with postgresql_engine.connect() as connection, pytest.raises(IntegrityError) as refused:
        connection.execute(text(f"INSERT INTO scheme (id, name) VALUES (NULL, '{NAME}')"))
    structlog.get_logger().error("bug", exc_info=refused.value)

    logged = capsys.readouterr().err
    assert NAME in str(refused.value)
    assert NAME not in logged
    assert "sqlalchemy.exc.IntegrityError" in logged


def test_an_application_logs_nothing_of_what_it_broke_on_though_nobody_set_up_its_log(capsys, settings, database):
    structlog.reset_defaults()
    app = create_app(settings, database=database, keeper=MatcherKeeper(with_semantic=False))
    app.add_url_rule("/broken", view_func=break_down)
    app.config["PROPAGATE_EXCEPTIONS"] = False

    assert app.test_client().get("/broken").status_code == 500

    told = capsys.readouterr()
    assert "in break_down" in told.err
    assert NAME not in told.out + told.err


def test_a_page_that_cannot_be_finished_is_told_by_its_route_alone(capsys, settings, database):
    structlog.reset_defaults()
    app = create_app(settings, database=database, keeper=MatcherKeeper(with_semantic=False))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.after_request_funcs[None].append(lambda _: break_down())

    answer = app.test_client().get("/staff/invitation/the-secret-of-a-link?name=Maureen")

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    [bug] = [each for each in lines if each["event"] == "bug"]
    assert answer.status_code == 500
    assert bug["reference"] in answer.text
    assert {each.get("endpoint") for each in lines} == {None, "staff.show_invitation"}
    assert all(each["request_id"] == bug["request_id"] for each in lines)
    for told in ("the-secret-of-a-link", "Maureen"):
        assert told not in str(lines)


def test_what_libraries_say_is_logged_by_its_place_alone(capsys):
    set_up_logging(as_json=True)

    logging.getLogger("waitress").error(f"Exception while serving /staff/invitation/{NAME}")

    [line] = capsys.readouterr().err.splitlines()
    assert json.loads(line)["logger"] == "waitress"
    assert NAME not in line


def test_a_refusal_is_logged_with_who_was_refused_what(capsys, db, whole_app):
    editor = make_user(db, Role.EDITOR)
    whole_app.config.update(WTF_CSRF_ENABLED=False)
    browser = whole_app.test_client()
    browser.post("/staff/sign-in", data={"email": editor.email, "password": PASSWORD})
    set_up_logging(as_json=True)
    capsys.readouterr()

    browser.get("/staff/clients")

    logged = json.loads(capsys.readouterr().err)
    assert (logged["endpoint"], logged["status"], logged["user"]) == ("staff.show_clients", 403, str(editor.id))
    assert logged["timestamp"].endswith("Z")
