"""What help groups need: as they said last, and only of those that run something."""

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.champions.capacity.room_models import RoomWay
from directory.champions.capacity.strength import record_strength
from directory.champions.capacity.strength_inputs import StrengthInput
from directory.champions.capacity.strength_models import Help, Income
from directory.reporting.help_wanted import GroupInNeed, list_in_need
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


def group_needing(db, champion, name, *helps, income=None, **more):
    organization = make_service(db, f"Choir of {name}", **more).organization
    organization.name = name
    record_strength(db, champion, organization, needs(*helps, income=income))
    db.flush()
    return organization


def needs(*helps, income=None):
    return StrengthInput(RoomWay.PHONE, income=income, help_wanted=frozenset(helps))


def test_groups_that_need_help_are_told_by_name_with_their_size_and_the_day(db, champion):
    zebra = group_needing(db, champion, "Zebra", Help.ROOM, Help.MONEY, income=Income.MICRO)
    ace = group_needing(db, champion, "Ace", Help.TRANSPORT)

    assert list_in_need(db) == [
        GroupInNeed(ace.id, "Ace", None, frozenset({Help.TRANSPORT}), clock.today()),
        GroupInNeed(zebra.id, "Zebra", Income.MICRO, frozenset({Help.ROOM, Help.MONEY}), clock.today()),
    ]


def test_what_a_group_said_last_counts(db, champion):
    first = group_needing(db, champion, "Voices", Help.ROOM)
    second = group_needing(db, champion, "Walkers", Help.ROOM)
    record_strength(db, champion, first, needs(Help.MONEY))
    record_strength(db, champion, second, needs())
    db.flush()

    assert [(each.name, each.helps) for each in list_in_need(db)] == [("Voices", {Help.MONEY})]


def test_group_that_runs_nothing_any_more_is_left_out(db, champion):
    group_needing(db, champion, "Ended", Help.ROOM, status="defunct")
    group_needing(db, champion, "Draft", Help.ROOM, stage="draft")

    assert list_in_need(db) == []
