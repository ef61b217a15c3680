"""What the team of the fictional town knows of its groups beside what they list."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from directory.accounts.models import User
from directory.accounts.queries import actor_of
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.champions.noting.note_inputs import NoteInput
from directory.champions.noting.note_models import NoteKind
from directory.champions.noting.notes import give_note
from directory.champions.noting.recommending import HOLDS
from directory.champions.relations.group_contacts import add_contact
from directory.champions.relations.inputs import ContactInput, MeetingInput
from directory.champions.relations.meetings import record_meeting
from directory.champions.relations.models import MeetingWay
from directory.cli.town import Town, key_id


def load_relationships(db: Session, town: Town, staff: Mapping[str, User]) -> None:
    """Notes for colleagues, one of which nobody looked at again; meetings, one with many groups; who knows whom."""
    known = town.relationships()
    for row in known["note"]:
        service = db.get_one(Service, key_id("activity", row["activity"]))
        actor = actor_of(db, staff[row["staff"]].email)
        note = give_note(db, actor, service, NoteInput(NoteKind(row["kind"]), row["words"]))
        note.given_on -= timedelta(days=row.get("said_days_ago", 0))
        note.review_on = note.given_on + HOLDS
    for row in known["meeting"]:
        people = [staff[each] for each in row["staff"]]
        groups = [key_id("organization", each) for each in row["organizations"]]
        there = tuple(each.id for each in people)
        wanted = MeetingInput(MeetingWay(row["way"]), town.day(row["days_ago"]), there, row.get("about"))
        record_meeting(db, actor_of(db, people[0].email), groups, wanted, f"meeting-{row['key']}")
    for row in known["contact"]:
        actor = actor_of(db, staff[row["staff"]].email)
        group = db.get_one(Organization, key_id("organization", row["organization"]))
        wanted_contact = ContactInput(row["part"], row["name"], actor.user_id, row.get("reach"))
        add_contact(db, actor, group, wanted_contact, f"contact-{row['key']}")
