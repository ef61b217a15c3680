"""`lynchpin referrals`: a list of referrals is looked at, and taken in once."""

import json

import pytest
from sqlalchemy import func, select

from directory.accounts.operations import make_scheme
from directory.casework.referrals_in.referral_models import Referral
from directory.cli.opening import opened_catalogue, opened_with_clients
from directory.config import make_data_key
from directory.db import reading, transaction
from directory.security.keystore import use_key_store
from tests.factories.referral_lists import referral_list


@pytest.fixture
def lynchpin_with_team(lynchpin, ready_instance, monkeypatch, tmp_path, key_store):
    monkeypatch.setenv("LYNCHPIN_DATA_KEY", make_data_key())
    monkeypatch.setenv("LYNCHPIN_KEY_STORE_URL", f"sqlite:///{tmp_path}/people.db")
    with opened_catalogue(), transaction() as db:
        make_scheme(db, "North")
    yield lynchpin
    use_key_store(key_store)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(referral_list({}, {"Name": "Otto Other", "NHS number": "1"}))
    return path


def count() -> int:
    with opened_with_clients(), reading() as db:
        return db.scalar(select(func.count()).select_from(Referral)) or 0


def test_a_dry_run_tells_what_it_would_do_and_writes_nothing(lynchpin_with_team, file):
    told = lynchpin_with_team("referrals", "import", str(file), "--scheme", "North", "--dry-run")

    assert told.exit_code == 1
    assert "1 new, 0 there already, 0 twice in this list, 1 to put right." in told.out
    assert "Row 3, NHS number: An NHS number has ten digits" in told.err
    assert "Otto" not in told.out + told.err
    assert count() == 0


def test_sound_rows_go_in_once_and_wrong_ones_are_given_back(lynchpin_with_team, file, tmp_path):
    wrong = tmp_path / "wrong.csv"
    lynchpin_with_team("referrals", "import", str(file), "--scheme", "North", "--yes", "--wrong", str(wrong))

    again = lynchpin_with_team("referrals", "import", str(file), "--scheme", "North", "--json")

    assert count() == 1
    assert {name: json.loads(again.out)[name] for name in ("taken_in", "new", "there_already")} == {
        "taken_in": 0,
        "new": 0,
        "there_already": 1,
    }
    assert "Otto Other" in wrong.read_text("utf-8")
    assert "An NHS number has ten digits" in wrong.read_text("utf-8")


def test_a_team_that_is_not_there_is_told(lynchpin_with_team, file):
    told = lynchpin_with_team("referrals", "import", str(file), "--scheme", "South", "--yes")

    assert told.exit_code == 1
    assert "There is no scheme called South." in told.err


def test_the_template_is_a_list_without_rows(lynchpin_with_team, tmp_path):
    path = tmp_path / "empty.csv"

    lynchpin_with_team("referrals", "template", str(path))

    assert path.read_text("utf-8").startswith("Name,NHS number,Date of birth")
    assert len(path.read_text("utf-8").splitlines()) == 1
