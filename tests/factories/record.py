"""Records of clients for tests: what is known of them, and notes."""

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.record.inputs import NoteInput, SectionInput
from directory.casework.record.models import ClientNote, RecordedSection
from directory.casework.record.notes import write_note
from directory.casework.record.sections import list_current, record_section
from directory.casework.record.vocabulary import vocabulary
from tests.factories.accounts import new_word


def wanted_note(**more) -> NoteInput:
    return NoteInput(
        **{
            "words": "She would rather come in the morning",
            "happened_on": clock.today(),
            "is_shared": False,
            "submission_key": f"note-{new_word()}",
            **more,
        }
    )


def make_client_note(db, actor: Actor, client: Client, **more) -> ClientNote:
    note = write_note(db, actor, client, wanted_note(**more))
    db.flush()
    return note


def make_section(db, actor: Actor, client: Client, code: str = "about_me", **answers) -> RecordedSection:
    """A section of a record with these answers, in the place of what stood there."""
    known = list_current(db, client).get(code)
    wanted = SectionInput(vocabulary().get(code), answers, known.number if known else 0)
    section = record_section(db, actor, client, wanted)
    db.flush()
    return section
