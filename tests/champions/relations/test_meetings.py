"""Meetings of a team with groups: written down once, changed, taken back, read by the own team alone."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import func, select, text

from directory.accounts.actor import Role
from directory.accounts.models import RoleGrant, Scheme, User
from directory.audit.models import AuditEvent
from directory.catalogue.merging.joining import merge_records
from directory.champions.relations.inputs import MeetingInput
from directory.champions.relations.meetings import (
    ChangedMeanwhile,
    change_meeting,
    get_meeting,
    last_met,
    list_groups,
    list_meetings,
    record_meeting,
    take_back_meeting,
)
from directory.champions.relations.models import GroupMeeting, MeetingWay
from directory.db import new_id, transaction
from directory.errors import NotFound, UsedBefore, WrongInput
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_meeting, make_walking_domain
from tests.factories.duplicates import make_candidate, wanted_merge

TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def on_this_day():
    with time_machine.travel("2026-11-25 10:00Z", tick=False):
        yield


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def colleague(db, champion):
    return make_actor(db, scheme=db.get(Scheme, champion.scheme_id))


@pytest.fixture
def term(db):
    return make_term(db, "Walking")


@pytest.fixture
def feet(db, champion, term):
    return make_walking_domain(db, [term], db.get(User, champion.user_id))


@pytest.fixture
def group(db, feet, term):
    return make_service(db, "Gentle walks", terms=[term]).organization


def wanted(*actors, way=MeetingWay.VISIT, met_on=TODAY, about="They want a second leader"):
    return MeetingInput(way, met_on, tuple(each.user_id for each in actors), about)


def met(db, actor, group):
    db.flush()
    db.expire_all()
    return [(each.way, each.met_on, each.about) for each in list_meetings(db, actor, group.id)]


def test_the_own_team_reads_what_was_met_and_no_other(db, champion, colleague, group):
    record_meeting(db, champion, [group.id], wanted(champion, colleague), "key-of-a-meeting")

    assert met(db, colleague, group) == [("visit", TODAY, "They want a second leader")]
    [meeting] = list_meetings(db, colleague, group.id)
    assert {each.id for each in meeting.colleagues} == {champion.user_id, colleague.user_id}
    other = make_actor(db, Role.CHAMPION)
    assert met(db, other, group) == []
    assert last_met(db, other, [group.id]) == {}
    with pytest.raises(NotFound):
        get_meeting(db, other, meeting.id)


def test_what_it_was_about_is_sealed(db, champion, group):
    make_meeting(db, champion, group, about="Their treasurer is ill")

    stored = db.scalars(text("SELECT about_sealed FROM group_meeting")).one()
    assert b"treasurer" not in bytes(stored)


def test_a_forum_is_written_down_once_for_all_groups(db, champion, group, term):
    others = [make_service(db, f"Walk {number}", terms=[term]).organization for number in range(3)]
    ids = [group.id, *(each.id for each in others)]

    record_meeting(db, champion, [*ids, group.id], wanted(champion, way=MeetingWay.FORUM), "key-of-a-forum")

    db.flush()
    assert last_met(db, champion, ids) == dict.fromkeys(ids, TODAY)
    assert db.scalar(select(func.count()).select_from(GroupMeeting)) == 1


def test_a_second_click_is_the_same_meeting_and_other_words_are_refused(db, champion, group):
    first = record_meeting(db, champion, [group.id], wanted(champion), "key-of-a-meeting")

    assert record_meeting(db, champion, [group.id], wanted(champion), "key-of-a-meeting") is first
    with pytest.raises(UsedBefore):
        record_meeting(db, champion, [group.id], wanted(champion, way=MeetingWay.CALL), "key-of-a-meeting")


def test_two_tabs_at_once_write_a_meeting_down_once(own_database, at_once):
    with transaction() as db:
        champion, group = make_actor(db, Role.CHAMPION), make_service(db).organization_id

    def write_down() -> object:
        with transaction() as db:
            return record_meeting(db, champion, [group], wanted(champion), "key-of-a-meeting").id

    first, second = at_once(write_down, write_down)

    assert first == second
    with transaction() as db:
        assert db.scalar(select(func.count()).select_from(GroupMeeting)) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [({"met_on": TODAY + timedelta(days=1)}, "met_on"), ({"colleagues": ()}, "colleagues")],
    ids=["a day to come", "nobody"],
)
def test_what_cannot_be_is_refused(db, champion, group, change, field):
    asked = {"way": MeetingWay.VISIT, "met_on": TODAY, "colleagues": (champion.user_id,), **change}

    with pytest.raises(WrongInput) as told:
        record_meeting(db, champion, [group.id], MeetingInput(**asked), "key-of-a-meeting")

    assert list(told.value.fields) == [field]


def test_nobody_of_another_team_was_there(db, champion, group):
    with pytest.raises(WrongInput):
        record_meeting(db, champion, [group.id], wanted(champion, make_actor(db)), "key-of-a-meeting")


@pytest.mark.parametrize("ids", [[], [new_id()]], ids=["none", "gone"])
def test_a_group_that_is_not_there_is_met_by_nobody(db, champion, ids):
    with pytest.raises(NotFound):
        record_meeting(db, champion, ids, wanted(champion), "key-of-a-meeting")


def test_a_meeting_is_changed_once_at_a_time(db, champion, colleague, group):
    meeting = make_meeting(db, champion, group)
    seen = meeting.version

    change_meeting(db, champion, meeting, wanted(champion, colleague, about=None), seen)

    db.flush()
    assert met(db, champion, group) == [("visit", TODAY, None)]
    with pytest.raises(ChangedMeanwhile):
        change_meeting(db, colleague, meeting, wanted(colleague), seen)


def test_a_change_of_who_was_there_alone_counts_as_one(db, champion, colleague, group):
    meeting = make_meeting(db, champion, group, about=None)
    seen = meeting.version

    change_meeting(db, champion, meeting, wanted(colleague, about=None), seen)

    db.flush()
    assert meeting.version == seen + 1


def test_who_has_left_since_was_there_all_the_same(db, champion, colleague, group):
    meeting = record_meeting(db, champion, [group.id], wanted(champion, colleague), "key-of-a-meeting")
    db.flush()
    db.delete(db.scalars(select(RoleGrant).where(RoleGrant.user_id == colleague.user_id)).one())
    db.flush()

    change_meeting(db, champion, meeting, wanted(champion, colleague, about="More"), meeting.version)

    db.flush()
    assert met(db, champion, group) == [("visit", TODAY, "More")]


def test_what_is_taken_back_was_not(db, champion, group):
    meeting = make_meeting(db, champion, group)

    take_back_meeting(db, champion, meeting)

    assert met(db, champion, group) == []
    assert last_met(db, champion, [group.id]) == {}
    with pytest.raises(NotFound):
        get_meeting(db, champion, meeting.id)


def test_what_was_said_goes_with_a_meeting_that_is_taken_back(db, champion, group):
    meeting = make_meeting(db, champion, group, about="Dora Pemberton is ill")

    take_back_meeting(db, champion, meeting)

    db.flush()
    assert db.scalars(text("SELECT about_sealed FROM group_meeting")).all() == [None]


def test_groups_never_met_come_first_then_those_not_met_for_longest(db, champion, feet, group, term):
    lately, long_ago = (make_service(db, name, terms=[term]).organization for name in ("Lately", "Long ago"))
    elsewhere = make_service(db, "Chess").organization
    make_meeting(db, champion, lately, met_on=TODAY)
    make_meeting(db, champion, long_ago, met_on=date(2026, 1, 5))
    make_meeting(db, champion, long_ago, met_on=date(2025, 1, 5))

    own = list_groups(db, champion, is_own=True)

    assert [each.organization.id for each in own.groups] == [group.id, long_ago.id, lately.id]
    assert [each.last_met_on for each in own.groups] == [None, date(2026, 1, 5), TODAY]
    everything = list_groups(db, champion, is_own=False)
    assert {each.organization.id for each in everything.groups} == {group.id, lately.id, long_ago.id, elsewhere.id}
    # Another team met nobody.
    assert [each.last_met_on for each in list_groups(db, make_actor(db), is_own=False).groups] == [None] * 4


def test_a_group_that_is_made_one_with_another_was_met_once(db, champion, group, term):
    kept = make_service(db, "Walkers", terms=[term]).organization
    kept_id = kept.id
    ids = [group.id, kept.id]
    record_meeting(db, champion, ids, wanted(champion, way=MeetingWay.FORUM), "key-of-a-forum")
    db.flush()
    candidate = make_candidate(db, kept, group)

    merge_records(db, champion, candidate, wanted_merge(db, candidate, kept))

    db.expire_all()
    assert len(list_meetings(db, champion, kept_id)) == 1


def test_who_read_a_meeting_is_written_down(db, champion, colleague, group):
    meeting = make_meeting(db, champion, group)

    list_meetings(db, colleague, group.id)

    db.flush()
    acts = db.execute(select(AuditEvent.action, AuditEvent.actor_id, AuditEvent.subject_ids).order_by(AuditEvent.id))
    steps = [(action, who) for action, who, ids in acts if str(meeting.id) in ids]
    assert steps == [("group_meeting.recorded", champion.user_id), ("group_meeting.viewed", colleague.user_id)]
