"""Licences that a team holds, and when words may be shown."""

from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.errors import Refused, WrongInput
from directory.outcomes.instruments import swemwbs
from directory.outcomes.licences.operations import LicenceNeeded, end_licence
from directory.outcomes.licences.queries import list_licences, list_shown, list_wordings
from directory.outcomes.models import AnswerMode
from tests.factories.accounts import make_actor
from tests.factories.licences import load_words, make_licence


@pytest.fixture
def administrator(db):
    return make_actor(db, Role.ADMINISTRATOR)


def shown(db, actor, day=None):
    return list_shown(db, actor.scheme_id, swemwbs.PACK, day or clock.today())


def test_words_need_a_licence_in_their_language(db, administrator):
    make_licence(db, administrator, language="cy")

    with pytest.raises(LicenceNeeded, match="English"):
        load_words(db, administrator)

    assert list_wordings(db, administrator.scheme_id) == []


def test_words_are_shown_for_what_all_licences_cover_together(db, administrator):
    make_licence(db, administrator)
    make_licence(db, administrator, licence_number="B-2", modes={AnswerMode.SCREEN})

    load_words(db, administrator)

    [found] = shown(db, administrator)
    assert found.modes == {AnswerMode.PAPER, AnswerMode.PHONE, AnswerMode.SCREEN}
    assert found.wording.items[0].words == "How green is your garden?"


def test_nothing_is_shown_after_the_last_day_or_once_it_was_ended(db, administrator):
    last = clock.today() + timedelta(days=5)
    licence = make_licence(db, administrator, expires_on=last)
    load_words(db, administrator)

    assert len(shown(db, administrator, last)) == 1
    assert shown(db, administrator, last + timedelta(days=1)) == []
    assert end_licence(db, administrator, licence)
    assert shown(db, administrator) == []


def test_other_words_are_the_next_version_and_the_same_are_none(db, administrator):
    make_licence(db, administrator)
    first = load_words(db, administrator)

    again, other = load_words(db, administrator), load_words(db, administrator, first="How wide is your garden?")

    assert again is first
    assert other.number == 2
    assert shown(db, administrator)[0].wording.items[0].words == "How wide is your garden?"


def test_another_team_sees_and_needs_its_own(db, administrator):
    make_licence(db, administrator)
    load_words(db, administrator)
    neighbour = make_actor(db, Role.ADMINISTRATOR)

    assert shown(db, neighbour) == []
    with pytest.raises(LicenceNeeded):
        load_words(db, neighbour)


def test_an_open_questionnaire_needs_no_licence(db, administrator):
    load_words(db, administrator, code="ons4")

    with pytest.raises(Refused, match="is open"):
        make_licence(db, administrator, "ons4")


def test_a_licence_that_is_over_is_refused(db, administrator):
    with pytest.raises(WrongInput, match="last day is over"):
        make_licence(db, administrator, expires_on=clock.today() - timedelta(days=1))

    assert list_licences(db, administrator.scheme_id) == []


def test_a_second_click_confirms_one_licence(db, administrator):
    first, second = (make_licence(db, administrator, submission_key="licence-key-1") for _ in range(2))

    assert first is second
