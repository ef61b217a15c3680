"""Who knows whom at a group: read by the own team alone, and forgotten when somebody asks for it."""

import pytest
from sqlalchemy import select, text

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.champions.relations.group_contacts import (
    add_contact,
    change_contact,
    forget_contact,
    get_contact,
    list_contacts,
    take_back_contact,
)
from directory.champions.relations.inputs import ContactInput
from directory.champions.relations.meetings import ChangedMeanwhile, list_meetings
from directory.errors import NotFound, UsedBefore, WrongInput
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service
from tests.factories.champions import make_contact, make_meeting


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def colleague(db, champion):
    return make_actor(db, scheme=db.get(Scheme, champion.scheme_id))


@pytest.fixture
def group(db):
    return make_service(db, "Gentle walks").organization


@pytest.fixture
def contact(db, champion, group):
    return make_contact(db, champion, group)


def known(db, actor, group):
    db.flush()
    db.expire_all()
    return [(each.part, each.name, each.reach) for each in list_contacts(db, actor, group.id)]


def test_the_own_team_reads_who_is_known_and_no_other(db, champion, colleague, group, contact):
    assert known(db, colleague, group) == [("Secretary", "Dora Pemberton", "evenings")]
    assert known(db, make_actor(db), group) == []
    with pytest.raises(NotFound):
        get_contact(db, make_actor(db, Role.CHAMPION), contact.id)


def test_a_name_is_sealed(db, contact):
    assert b"Dora" not in bytes(db.scalars(text("SELECT name_sealed FROM group_contact")).one())


def test_a_second_click_adds_nobody_and_its_key_is_for_one_group(db, champion, group, contact):
    wanted = ContactInput("Secretary", "Dora Pemberton", champion.user_id)

    assert add_contact(db, champion, group, wanted, contact.submission_key) is contact
    with pytest.raises(UsedBefore):
        add_contact(db, champion, make_service(db).organization, wanted, contact.submission_key)


def test_nobody_of_another_team_knows_them(db, champion, group):
    with pytest.raises(WrongInput):
        add_contact(db, champion, group, ContactInput("Chair", "Dora", make_actor(db).user_id), "key-of-somebody")


def test_a_contact_is_changed_once_at_a_time(db, champion, colleague, group, contact):
    seen = contact.version

    change_contact(db, colleague, contact, ContactInput("Chair", "Dora Hill", colleague.user_id), seen)

    assert known(db, champion, group) == [("Chair", "Dora Hill", None)]
    with pytest.raises(ChangedMeanwhile):
        change_contact(db, champion, contact, ContactInput("Chair", "Dora", champion.user_id), seen)


def test_who_is_known_no_more_is_named_no_more(db, champion, group, contact):
    take_back_contact(db, champion, contact)

    assert known(db, champion, group) == []
    assert contact.name is None


@pytest.mark.parametrize(
    ("about", "stays"),
    [
        ("Dora Pemberton wants to stop", False),
        ("I met dora at the door", False),
        ("Mrs Pemberton’s knee", False),
        ("They adore the new hall", True),
    ],
)
def test_who_asks_to_be_forgotten_is_named_nowhere_and_the_meeting_was(db, champion, group, contact, about, stays):
    meeting = make_meeting(db, champion, group, about=about)

    number = forget_contact(db, champion, contact)

    assert known(db, champion, group) == [("Secretary", None, None)]
    [left] = list_meetings(db, champion, group.id)
    assert left.id == meeting.id
    assert (left.about, number) == ((about, 0) if stays else (None, 1))
    with pytest.raises(NotFound):
        get_contact(db, champion, contact.id)


def test_who_read_a_name_is_written_down(db, champion, colleague, group, contact):
    list_contacts(db, colleague, group.id)

    db.flush()
    acts = db.execute(select(AuditEvent.action, AuditEvent.actor_id, AuditEvent.subject_ids).order_by(AuditEvent.id))
    steps = [(action, who) for action, who, ids in acts if str(contact.id) in ids]
    assert steps == [("group_contact.added", champion.user_id), ("group_contact.viewed", colleague.user_id)]
