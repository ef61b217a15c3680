"""Champion domains for tests."""

from collections.abc import Sequence
from typing import Any

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import User
from directory.casework.references import make_reference
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.champions.messages.closing import record_message
from directory.champions.messages.inputs import MessageInput
from directory.champions.messages.models import About, ListingMessage
from directory.champions.models import ChampionDomain
from directory.champions.noting.note_inputs import NoteInput
from directory.champions.noting.note_models import ListingNote, NoteKind
from directory.champions.noting.notes import give_note
from directory.champions.operations import make_domain
from directory.champions.relations.group_contacts import add_contact
from directory.champions.relations.inputs import ContactInput, MeetingInput
from directory.champions.relations.meetings import record_meeting
from directory.champions.relations.models import GroupContact, GroupMeeting, MeetingWay
from directory.champions.suggesting.group_suggestion_inputs import GroupSuggestionInput
from directory.champions.suggesting.group_suggestion_models import GroupSuggestion
from directory.champions.suggesting.group_suggestions import suggest_group
from tests.factories.accounts import new_word


def make_walking_domain(
    db, terms, champion: User | None = None, name: str | None = None, deputies: Sequence[User] = ()
) -> ChampionDomain:
    """A domain that covers these terms, with a champion and deputies if some are given."""
    domain = make_domain(db, name or f"Walking {new_word()}", "Feet and paths", champion, terms, deputies)
    db.flush()
    return domain


def make_group_suggestion(db, **more) -> GroupSuggestion:
    """What somebody without an account tells of a group that is missing."""
    told = {"name": "Chess in the park", "about": "Boards on the tables, Sundays at two", "contact": "0113 496 0444"}
    wanted = GroupSuggestionInput(f"suggestion-{new_word()}", **{**told, "email": "chess@player.example", **more})
    suggestion = suggest_group(db, make_reference(), wanted)
    db.flush()
    return suggestion


def make_note(db, actor: Actor, service: Service, kind: NoteKind = NoteKind.RING_FIRST, words: str = "") -> ListingNote:
    """What a champion notes of a listing for the colleagues of their team."""
    note = give_note(db, actor, service, NoteInput(kind, words))
    db.flush()
    return note


def make_meeting(db, actor: Actor, group: Organization, way: MeetingWay = MeetingWay.VISIT, **more) -> GroupMeeting:
    """A meeting of somebody with a group, today."""
    told = {"met_on": clock.today(), "colleagues": (actor.user_id,), "about": "They want a second leader", **more}
    meeting = record_meeting(db, actor, [group.id], MeetingInput(way, **told), f"meeting-{new_word()}")
    db.flush()
    return meeting


def make_contact(db, actor: Actor, group: Organization) -> GroupContact:
    """Somebody at a group whom the actor knows."""
    wanted = ContactInput("Secretary", "Dora Pemberton", actor.user_id, "evenings")
    contact = add_contact(db, actor, group, wanted, f"contact-{new_word()}")
    db.flush()
    return contact


def make_message(db, service: Service, about: About = About.CLOSED, **more: Any) -> ListingMessage:
    """What somebody without an account tells of a listing, who would like an answer by email."""
    said = {"words": "The door was shut last week", "email": "wants@answer.example", **more}
    message = record_message(db, service, make_reference(), MessageInput(new_word() + new_word(), about, **said))
    db.flush()
    return message
