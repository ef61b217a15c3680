"""What groups say of who pays for them, how large they are, and what help they need."""

from datetime import date

import pytest

from directory.accounts.actor import Role
from directory.champions.capacity.room_models import RoomWay
from directory.champions.capacity.strength import (
    find_strength,
    latest_strengths,
    list_strengths,
    looks_for_volunteers,
    record_strength,
)
from directory.champions.capacity.strength_inputs import StrengthInput
from directory.champions.capacity.strength_models import Help, Income
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_organization

UNTIL = date(2027, 3, 31)
BY_PHONE = StrengthInput(RoomWay.PHONE, UNTIL, "The council", Income.SMALL, 40, 2, 12, frozenset({Help.MONEY}))


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def group(db):
    found = make_organization(db)
    db.flush()
    return found


def test_what_was_said_last_holds_and_what_was_said_before_stays(db, champion, group):
    record_strength(db, champion, group, BY_PHONE)
    record_strength(db, champion, group, StrengthInput(RoomWay.VISIT, funded_until=date(2028, 3, 31)))

    last = find_strength(db, group.id)
    assert (last.funded_until, last.income, last.help_wanted) == (date(2028, 3, 31), None, frozenset())
    assert [each.way for each in list_strengths(db, group.id)] == ["visit", "phone"]
    assert list(db.scalars(latest_strengths())) == [last.id]


def test_a_second_click_adds_nothing(db, champion, group):
    assert record_strength(db, champion, group, BY_PHONE)

    assert not record_strength(db, champion, group, BY_PHONE)
    assert len(list_strengths(db, group.id)) == 1


def test_what_a_group_leaves_empty_by_its_link_stays_as_it_was(db, champion, group):
    record_strength(db, champion, group, BY_PHONE)

    record_strength(db, None, group, StrengthInput(RoomWay.LINK, volunteers=20, help_wanted=frozenset({Help.ROOM})))

    last = find_strength(db, group.id)
    assert (last.funded_until, last.main_funder, last.volunteers) == (UNTIL, "The council", 20)
    assert last.help_wanted == {Help.ROOM}


def test_group_that_tells_only_of_its_money_by_its_link_looks_for_volunteers_still(db, champion, group):
    looks = StrengthInput(RoomWay.PHONE, help_wanted=frozenset({Help.VOLUNTEERS}), shows_volunteers=True)
    record_strength(db, champion, group, looks)

    assert record_strength(db, None, group, StrengthInput(RoomWay.LINK, funded_until=UNTIL))

    assert looks_for_volunteers(db, group.id)


def test_group_that_says_no_by_its_link_looks_for_none(db, champion, group):
    looks = StrengthInput(RoomWay.PHONE, help_wanted=frozenset({Help.VOLUNTEERS}), shows_volunteers=True)
    record_strength(db, champion, group, looks)

    record_strength(db, None, group, StrengthInput(RoomWay.LINK, shows_volunteers=False))

    assert not looks_for_volunteers(db, group.id)


@pytest.mark.parametrize(
    ("helps", "may_tell", "is_told"),
    [
        ({Help.VOLUNTEERS}, True, True),
        ({Help.VOLUNTEERS}, False, False),
        ({Help.MONEY}, True, False),
    ],
    ids=["wants it told", "does not", "needs none"],
)
def test_everybody_learns_only_that_it_looks_for_volunteers_if_it_wants_that(
    db, champion, group, helps, may_tell, is_told
):
    wanted = StrengthInput(RoomWay.PHONE, help_wanted=frozenset(helps), shows_volunteers=may_tell)

    record_strength(db, champion, group, wanted)

    assert looks_for_volunteers(db, group.id) is is_told
