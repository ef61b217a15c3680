"""What groups say of their room: what counts, what is kept, and in which way it came."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.models.conditions import Room, ServiceCapacity
from directory.catalogue.models.revisions import Revision
from directory.catalogue.queries import catalogue_version
from directory.champions.capacity.room import count_by_way, list_said, say_room
from directory.champions.capacity.room_inputs import RoomInput
from directory.champions.capacity.room_models import RoomTeller, RoomWay
from directory.db import new_id, transaction
from directory.errors import NotFound, WrongInput
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.duplicates import make_candidate, wanted_merge

TODAY = date(2026, 11, 25)
FULL = RoomInput(Room.FULL, RoomWay.PHONE, TODAY)


@pytest.fixture(autouse=True)
def on_this_day():
    with time_machine.travel("2026-11-25 10:00Z", tick=True):
        yield


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def group(db):
    return make_service(db, last_modified=datetime(2026, 1, 5, tzinfo=UTC))


def rooms(db, service):
    db.expire_all()
    return [(each.room, each.available, each.until) for each in db.scalars(select(ServiceCapacity))]


@pytest.mark.parametrize("way", RoomWay)
def test_whichever_way_it_comes_it_counts_alike(db, champion, group, way):
    actor = None if way is RoomWay.LINK else champion

    was_news = say_room(db, actor, group.id, RoomInput(Room.HAS_ROOM, way, TODAY, places=5))

    assert was_news
    assert rooms(db, group) == [("has room", 5, None)]
    assert [(each.room, each.places, each.way) for each in list_said(db, group.id)] == [("has room", 5, way)]


def test_listing_has_changed_for_whoever_keeps_a_copy(db, champion, group):
    before = catalogue_version(db)

    say_room(db, champion, group.id, FULL)

    assert group.last_modified.date() == TODAY
    assert catalogue_version(db) > before
    assert group.assured_date is None
    assert db.scalar(select(Revision.reason)) == "The group said so"


def test_a_second_click_adds_nothing(db, champion, group):
    say_room(db, champion, group.id, FULL)

    assert not say_room(db, champion, group.id, FULL)
    assert len(list_said(db, group.id)) == 1


def test_all_that_was_said_is_kept_and_the_last_counts(db, champion, group):
    say_room(db, champion, group.id, FULL)
    say_room(db, None, group.id, RoomInput(Room.HAS_ROOM, RoomWay.LINK, TODAY))
    say_room(db, champion, group.id, FULL)

    assert rooms(db, group) == [("full", None, None)]
    assert len(list_said(db, group.id)) == 3


def test_a_sheet_that_was_long_in_the_post_changes_nothing_said_since(db, champion, group):
    say_room(db, None, group.id, RoomInput(Room.FULL, RoomWay.LINK, date(2026, 11, 20)))

    say_room(db, champion, group.id, RoomInput(Room.HAS_ROOM, RoomWay.POST, date(2026, 11, 12)))

    assert rooms(db, group) == [("full", None, None)]
    assert [each.room for each in list_said(db, group.id)] == ["full", "has room"]


def test_what_a_source_said_before_gives_way_and_keeps_its_row(db, champion, group):
    given = ServiceCapacity(
        id=new_id(),
        room="full",
        unit="chairs",
        maximum=12,
        description="Soon",
        updated=datetime(2026, 11, 1, tzinfo=UTC),
    )
    group.capacities = [given]
    db.flush()

    say_room(db, champion, group.id, RoomInput(Room.HAS_ROOM, RoomWay.PHONE, TODAY, places=3))

    db.expire_all()
    [kept] = db.scalars(select(ServiceCapacity))
    assert (kept.id, kept.room, kept.available, kept.maximum, kept.unit) == (given.id, "has room", 3, 12, "chairs")
    assert kept.description is None


WRONG = (
    pytest.param({"said_on": date(2026, 11, 26)}, "said_on", id="tomorrow"),
    pytest.param({"said_on": date(2026, 1, 5)}, "said_on", id="long ago"),
    pytest.param({"until": date(2026, 11, 24)}, "until", id="ended before it was said"),
    pytest.param({"until": date(2028, 1, 1)}, "until", id="years ahead"),
)


@pytest.mark.parametrize(("more", "field"), WRONG)
def test_a_day_that_cannot_be_is_told(db, champion, group, more, field):
    wanted = RoomInput(**{"room": Room.FULL, "way": RoomWay.PHONE, "said_on": TODAY} | more)

    with pytest.raises(WrongInput) as told:
        say_room(db, champion, group.id, wanted)

    assert set(told.value.fields) == {field}
    assert rooms(db, group) == []


def test_nothing_is_said_of_what_there_is_not(db, champion):
    with pytest.raises(NotFound):
        say_room(db, champion, new_id(), FULL)


def test_who_said_it_is_kept_as_a_role(db, champion, group):
    say_room(db, champion, group.id, RoomInput(Room.FULL, RoomWay.PHONE, TODAY, said_by=RoomTeller.OFFICE))

    assert [each.said_by for each in list_said(db, group.id)] == ["office"]


def test_history_follows_a_listing_that_is_merged(db, champion):
    term = make_term(db, code="walking")
    kept, old = make_service(db, terms=[term]), make_service(db, terms=[term])
    kept_id, old_id = kept.id, old.id
    say_room(db, champion, old_id, FULL)
    editor = make_actor(db, Role.EDITOR)
    candidate = make_candidate(db, kept, old)

    merge_records(db, editor, candidate, wanted_merge(db, candidate, kept))

    assert [each.room for each in list_said(db, kept_id)] == ["full"]
    # From a page that was opened before.
    assert not say_room(db, champion, old_id, FULL)


def test_each_activity_counts_once_by_the_way_it_was_told_last(db, champion, group):
    say_room(db, None, group.id, RoomInput(Room.FULL, RoomWay.LINK, date(2026, 11, 20)))
    say_room(db, champion, group.id, FULL)
    say_room(db, champion, make_service(db).id, RoomInput(Room.FULL, RoomWay.POST, date(2026, 11, 2)))
    say_room(db, champion, make_service(db).id, RoomInput(Room.FULL, RoomWay.POST, date(2026, 9, 2)))

    assert count_by_way(db, date(2026, 11, 1)) == {"link": 0, "post": 1, "phone": 1, "visit": 0}


def test_two_presses_at_the_same_moment_are_one_word(own_database, at_once):
    with transaction() as db:
        group_id = make_service(db).id

    def press() -> bool:
        with transaction() as db:
            return say_room(db, None, group_id, RoomInput(Room.FULL, RoomWay.LINK, TODAY))

    assert sorted(at_once(press, press)) == [False, True]
    with transaction() as db:
        assert len(list_said(db, group_id)) == 1
        assert [each.room for each in db.scalars(select(ServiceCapacity))] == ["full"]
