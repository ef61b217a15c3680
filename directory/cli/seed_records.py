"""What is known of some people of the fictional town beyond how to reach them, and notes about them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.models import User
from directory.accounts.queries import actor_of
from directory.casework.models import Client
from directory.casework.record.inputs import NoteInput, SectionInput, read_answers
from directory.casework.record.notes import write_note
from directory.casework.record.sections import record_section
from directory.casework.record.vocabulary import vocabulary
from directory.cli.town import Record, Town, read_seed


def load_records(db: Session, town: Town) -> None:
    """Sections of records, and notes, each by the coordinator of the client."""
    known = read_seed("records.toml")
    for row in known["record_section"]:
        client, coordinator = client_of(db, row)
        section = vocabulary().get(row["section"])
        answers = read_answers(section, row["answers"])
        record_section(db, actor_of(db, coordinator.email), client, SectionInput(section, answers, seen=0))
    for row in known["client_note"]:
        client, coordinator = client_of(db, row)
        key = f"town-note-{client.submission_key}-{row['days_ago']}"
        wanted = NoteInput(row["words"].strip(), town.day(row["days_ago"]), row.get("is_shared", False), key)
        write_note(db, actor_of(db, coordinator.email), client, wanted)


def client_of(db: Session, row: Record) -> tuple[Client, User]:
    """Whom a line is about, and who supports them."""
    theirs = Client.submission_key == f"town-{row['client']}"
    client, coordinator = db.execute(
        select(Client, User).join(User, User.id == Client.coordinator_id).where(theirs)
    ).one()
    return client, coordinator
