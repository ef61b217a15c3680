"""`lynchpin users`: adding and listing staff, on an instance of its own."""

import json
import shutil
from datetime import timedelta

import pytest
import time_machine
from click.testing import CliRunner, Result

from directory import clock
from directory.accounts.account_links import Purpose, get_link
from directory.accounts.operations import check_password
from directory.accounts.people import LastAdministrator
from directory.accounts.queries import find_user
from directory.cli.keys import keys
from directory.cli.users import users
from directory.config import read_data_keys
from directory.db import open_database, transaction, use_database
from directory.errors import NotFound, Refused, WrongInput, WrongSettings

PASSWORD = "four plain words long"


@pytest.fixture
def instance(tmp_path, monkeypatch, sqlite_template):
    for name in ("MODE", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL", "KEY_STORE_URL", "SECRET_KEY", "DATA_KEY"):
        monkeypatch.delenv(f"LYNCHPIN_{name}", raising=False)
    monkeypatch.setenv("LYNCHPIN_INSTANCE", str(tmp_path))
    monkeypatch.setenv("LYNCHPIN_SEMANTIC", "no")
    shutil.copy(sqlite_template, tmp_path / "lynchpin.db")
    return tmp_path


def add(email="Jo@Staff.Example", *roles, scheme="North", name="Jo Hartley", password=PASSWORD) -> Result:
    words = ["add", email, "--name", name, "--scheme", scheme, "--password", password]
    for role in roles or ("coordinator",):
        words += ["--role", role]
    return CliRunner().invoke(users, words)


def listed() -> list[dict]:
    return json.loads(CliRunner().invoke(users, ["list", "--json"], catch_exceptions=False).stdout)


def test_somebody_added_can_sign_in(instance):
    result = add()

    assert (result.exit_code, result.output) == (0, "jo@staff.example can sign in to North as coordinator.\n")
    database = open_database(f"sqlite:///{instance}/lynchpin.db")
    use_database(database)
    with transaction() as db:
        assert check_password(find_user(db, "jo@staff.example"), PASSWORD).name == "Jo Hartley"
    use_database(None)
    database.close()


def test_staff_of_one_scheme_share_it(instance):
    add("jo@staff.example", "coordinator", "champion")
    add("al@staff.example", "manager", name="Al Green")
    add("bo@staff.example", "editor", name="Bo Low", scheme="South")

    assert listed() == [
        {"email": "al@staff.example", "name": "Al Green", "roles": ["manager (North)"], "active": "yes"},
        {"email": "bo@staff.example", "name": "Bo Low", "roles": ["editor (South)"], "active": "yes"},
        {
            "email": "jo@staff.example",
            "name": "Jo Hartley",
            "roles": ["champion (North)", "coordinator (North)"],
            "active": "yes",
        },
    ]


def test_a_role_named_twice_is_held_once(instance):
    assert add("jo@staff.example", "manager", "manager").exit_code == 0

    assert listed()[0]["roles"] == ["manager (North)"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        pytest.param({"email": "jo"}, "email: Enter an email address", id="no address"),
        pytest.param({"password": "short"}, "password: Use at least 12 characters", id="short password"),
        pytest.param({"name": "  "}, "name: Enter the person's name", id="no name"),
    ],
)
def test_what_cannot_be_used_is_told_and_nobody_is_added(instance, more, told):
    result = add(**more)

    assert isinstance(result.exception, WrongInput)
    assert told in str(result.exception)
    assert listed() == []


def test_an_address_that_is_taken_is_refused_and_no_scheme_is_made(instance):
    add("jo@staff.example")

    result = add("JO@staff.example", scheme="Another")

    assert isinstance(result.exception, WrongInput)
    assert [each["roles"] for each in listed()] == [["coordinator (North)"]]


def test_a_role_that_does_not_exist_is_refused(instance):
    result = add("jo@staff.example", "owner")

    assert result.exit_code == 2
    assert "'owner' is not one of" in result.output


def test_the_password_is_asked_for_twice_and_not_shown(instance):
    words = ["add", "jo@staff.example", "--name", "Jo", "--scheme", "North", "--role", "manager"]

    result = CliRunner().invoke(users, words, input=f"{PASSWORD}\n{PASSWORD}\n")

    assert result.exit_code == 0
    assert PASSWORD not in result.output


def test_the_list_is_readable(instance):
    assert "Nobody yet" in CliRunner().invoke(users, ["list"]).output
    add()

    line = CliRunner().invoke(users, ["list"]).output

    assert line.split() == ["jo@staff.example", "Jo", "Hartley", "coordinator", "(North)"]


def invite(*more) -> Result:
    return CliRunner().invoke(
        users, ["invite", "Ida@staff.example", "--name", "Ida", "--scheme", "North", "--role", "editor", *more]
    )


def test_an_invitation_is_a_link_that_works(instance, monkeypatch):
    monkeypatch.setenv("LYNCHPIN_SITE_URL", "https://directory.example.org/")

    printed = invite().stdout

    address, _, token = printed.strip().rpartition("/")
    assert address == "https://directory.example.org/staff/invitation"
    assert listed()[0]["roles"] == ["editor (North)"]
    database = open_database(f"sqlite:///{instance}/lynchpin.db")
    use_database(database)
    with transaction() as db:
        assert get_link(db, token, Purpose.INVITATION)[1].email == "ida@staff.example"
    use_database(None)
    database.close()


def test_nobody_is_invited_to_a_site_without_an_address(instance, monkeypatch):
    monkeypatch.setenv("LYNCHPIN_MODE", "production")

    result = invite()

    assert isinstance(result.exception, WrongSettings)
    assert "LYNCHPIN_SITE_URL" in str(result.exception)
    assert listed() == []


def test_who_forgot_their_password_is_given_a_link(instance, monkeypatch):
    monkeypatch.setenv("LYNCHPIN_SITE_URL", "https://directory.example.org/")
    add()
    invite()

    links = [CliRunner().invoke(users, ["new-link", f"{each}@staff.example"]).stdout for each in ("jo", "ida")]

    leads_to = [link.rpartition("/")[0] for link in links]
    assert leads_to == [f"https://directory.example.org/staff/{each}" for each in ("new-password", "invitation")]
    CliRunner().invoke(users, ["disable", "jo@staff.example"])
    assert isinstance(CliRunner().invoke(users, ["new-link", "jo@staff.example"]).exception, Refused)


def test_an_account_is_disabled_and_enabled(instance):
    add()

    disabled = CliRunner().invoke(users, ["disable", "JO@staff.example"])
    was = listed()[0]["active"]
    CliRunner().invoke(users, ["enable", "jo@staff.example"], catch_exceptions=False)

    assert (disabled.exit_code, was, listed()[0]["active"]) == (0, "no", "yes")


def test_the_only_administrator_of_a_team_is_not_disabled(instance):
    add("jo@staff.example", "administrator")

    result = CliRunner().invoke(users, ["disable", "jo@staff.example"])

    assert isinstance(result.exception, LastAdministrator)
    assert listed()[0]["active"] == "yes"


def test_somebody_is_signed_out_everywhere(instance):
    add()

    result = CliRunner().invoke(users, ["sign-out", "jo@staff.example"])

    assert result.output == "jo@staff.example is signed out everywhere.\n"


def test_an_account_left_alone_for_long_is_dormant_until_it_is_enabled(instance):
    with time_machine.travel(clock.now() - timedelta(days=91)):
        add()

    was = listed()[0]["active"]
    CliRunner().invoke(users, ["enable", "jo@staff.example"], catch_exceptions=False)

    assert (was, listed()[0]["active"]) == ("dormant", "yes")


@pytest.mark.parametrize("act", ["disable", "enable", "sign-out", "new-link"])
def test_an_address_that_nobody_has_is_told(instance, act):
    result = CliRunner().invoke(users, [act, "nobody@staff.example"])

    assert isinstance(result.exception, NotFound)


def test_made_keys_can_be_used_as_they_are_printed():
    lines = CliRunner().invoke(keys, ["make"]).output.splitlines()

    made = dict(line.split("=", 1) for line in lines)
    assert set(made) == {"LYNCHPIN_SECRET_KEY", "LYNCHPIN_DATA_KEY"}
    assert len(made["LYNCHPIN_SECRET_KEY"]) >= 32
    assert list(read_data_keys(made["LYNCHPIN_DATA_KEY"])) == [1]
