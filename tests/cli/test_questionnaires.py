"""`lynchpin questionnaires` on the command line."""

import json

import pytest

from directory.accounts.operations import make_scheme
from directory.cli.opening import opened_catalogue
from directory.db import transaction
from tests.factories.licences import words_file

OF_TEAM = ("--scheme", "North")


@pytest.fixture
def of_team(lynchpin, ready_instance):
    """The command, where there is a team."""
    with opened_catalogue(), transaction() as db:
        make_scheme(db, "North")
    return lynchpin


@pytest.fixture
def words(tmp_path):
    file = tmp_path / "words.toml"
    file.write_text(words_file(), encoding="utf-8")
    return file


def test_words_are_loaded_once_a_licence_is_confirmed(of_team, words):
    refused = of_team("questionnaires", "load", words, *OF_TEAM)
    confirmed = of_team("questionnaires", "confirm", "swemwbs", *OF_TEAM, "--licence", "A-17", "--mode", "paper")
    loaded = of_team("questionnaires", "load", words, *OF_TEAM)

    assert refused.exit_code == 1
    assert "Confirm first" in refused.err
    assert (confirmed.exit_code, loaded.exit_code) == (0, 0)
    assert loaded.out == "The words of Wellbeing (SWEMWBS) in English: version 1.\n"


def test_the_list_tells_licences_that_hold(of_team, words):
    of_team("questionnaires", "confirm", "swemwbs", *OF_TEAM, "--licence", "A-17", "--mode", "paper")
    of_team("questionnaires", "load", words, *OF_TEAM)
    before = json.loads(of_team("questionnaires", "list", *OF_TEAM, "--json").out)

    ended = of_team("questionnaires", "end", "swemwbs", *OF_TEAM, "--licence", "A-17")

    [scale] = [each for each in before if each["code"] == "swemwbs"]
    assert scale["licences"] == [{"number": "A-17", "language": "en", "modes": ["paper"], "until": None}]
    assert scale["words"] == {"en": 1}
    assert ended.exit_code == 0
    assert "scores only; words in English (version 1)" in of_team("questionnaires", "list", *OF_TEAM).out
