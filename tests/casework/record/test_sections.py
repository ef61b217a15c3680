"""Writing down what is known of a client, section by section."""

import pytest

from directory.audit.models import AuditEvent
from directory.casework.operations import ChangedMeanwhile
from directory.casework.record.inputs import SectionInput
from directory.casework.record.models import RecordedSection
from directory.casework.record.sections import list_current, list_versions, record_section
from directory.casework.record.vocabulary import vocabulary
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.record import make_section


def test_what_was_known_before_is_kept(db):
    actor = make_actor(db)
    client = make_client(db, actor)
    make_section(db, actor, client, wellness="I sleep badly")

    make_section(db, actor, client, wellness="I sleep well")

    assert [each.given for each in list_versions(db, client)] == [
        {"wellness": "I sleep badly"},
        {"wellness": "I sleep well"},
    ]
    assert list_current(db, client)["about_me"].given == {"wellness": "I sleep well"}


def test_same_answers_sent_again_are_written_once(db):
    actor = make_actor(db)
    client = make_client(db, actor)

    for _ in range(2):
        make_section(db, actor, client, wellness="I sleep badly")

    assert len(list_versions(db, client)) == 1


def test_who_looked_before_a_colleague_wrote_is_told(db):
    actor = make_actor(db)
    client = make_client(db, actor)
    make_section(db, actor, client, wellness="I sleep badly")

    with pytest.raises(ChangedMeanwhile):
        record_section(db, actor, client, SectionInput(vocabulary().get("about_me"), {"people": "My sister"}, 0))


def test_sections_stand_apart(db):
    actor = make_actor(db)
    client = make_client(db, actor)
    make_section(db, actor, client, wellness="I sleep badly")

    make_section(db, actor, client, "circumstances", household=["alone"])

    assert set(list_current(db, client)) == {"about_me", "circumstances"}


def test_audit_record_names_the_questions_and_never_the_answers(db):
    actor = make_actor(db)
    client = make_client(db, actor)

    make_section(db, actor, client, "identity", religion="quaker-words-never-here")

    [event] = db.query(AuditEvent).filter(AuditEvent.action == "record.written")
    assert event.fields == ["religion"]


def test_answers_lie_sealed_in_the_database(db):
    actor = make_actor(db)
    client = make_client(db, actor)

    section = make_section(db, actor, client, wellness="I sleep badly")

    kept = db.query(RecordedSection.answers_sealed).filter(RecordedSection.id == section.id).scalar()
    assert b"sleep" not in kept
