"""Who knows whom at a group: written down for the team, changed, taken back, and forgotten when somebody asks for it.

Whoever asks to be forgotten is named here no more: their name goes, and the words of meetings with their group that
hold a part of it. That the meetings were, and that a colleague knows somebody there, stays.
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.models.organizations import Organization
from directory.champions.relations.inputs import ContactInput
from directory.champions.relations.meetings import ChangedMeanwhile, list_team, with_group
from directory.champions.relations.models import GroupContact
from directory.db import add_once, new_id
from directory.errors import NotFound, UsedBefore, WrongInput

# Shorter parts of a name are in every text.
SHORTEST_PART = 3
GONE = "There is nobody like that here any more."


def add_contact(
    db: Session, actor: Actor, organization: Organization, wanted: ContactInput, submission_key: str
) -> GroupContact:
    """Write down that a colleague knows somebody at a group. The same form sent again is the first.

    Raises WrongInput for a colleague of another team, and UsedBefore.
    """
    known = find_of_submission(db, actor, submission_key)
    if known is not None:
        return replayed(known, organization)
    contact = GroupContact(
        id=new_id(),
        scheme_id=actor.scheme_id,
        organization_id=organization.id,
        recorded_at=clock.now(),
        submission_key=submission_key,
    )
    write(db, actor, contact, wanted)
    kept, is_new = add_once(db, contact, lambda: find_of_submission(db, actor, submission_key))
    if not is_new:
        return replayed(kept, organization)
    record(db, actor, "group_contact.added", [kept.id])
    return kept


def replayed(contact: GroupContact, organization: Organization) -> GroupContact:
    if contact.organization_id != organization.id:
        raise UsedBefore
    return contact


def change_contact(db: Session, actor: Actor, contact: GroupContact, wanted: ContactInput, seen: int) -> None:
    """Write anew who somebody knows. Raises ChangedMeanwhile where somebody else did after its version was `seen`."""
    if contact.version != seen:
        raise ChangedMeanwhile
    write(db, actor, contact, wanted)
    record(db, actor, "group_contact.changed", [contact.id])


def write(db: Session, actor: Actor, contact: GroupContact, wanted: ContactInput) -> None:
    if wanted.known_by not in {*(each.id for each in list_team(db, actor)), contact.known_by}:
        raise WrongInput("Say who knows them.", {"known_by": "Choose who of your team knows them"})
    contact.part, contact.name, contact.reach = wanted.part, wanted.name, wanted.reach
    contact.known_by = wanted.known_by


def take_back_contact(db: Session, actor: Actor, contact: GroupContact) -> None:
    """Say that a colleague knows somebody no more. Their name goes with that; a second click changes nothing."""
    if contact.taken_back_at is not None:
        return
    contact.taken_back_at = clock.now()
    lose_name(contact)
    record(db, actor, "group_contact.taken_back", [contact.id])


def forget_contact(db: Session, actor: Actor, contact: GroupContact) -> int:
    """Forget who somebody at a group is, who asked for it; returns from how many meetings words were taken out.

    What is left is that a colleague knows somebody there, and that the meetings were. A second click changes nothing.
    The caller destroys the key of the contact once this is kept.
    """
    if contact.forgotten_at is not None:
        return 0
    named = parts_of(contact.name)
    lose_name(contact)
    told = [
        each
        for each in db.scalars(with_group(actor, contact.organization_id))
        if each.about and named.search(each.about)
    ]
    for each in told:
        each.about = None
    record(db, actor, "group_contact.forgotten", [contact.id])
    return len(told)


def lose_name(contact: GroupContact, at: datetime | None = None) -> None:
    contact.name = contact.reach = None
    contact.forgotten_at = at or clock.now()


def when_forgotten(db: Session) -> Mapping[uuid.UUID, datetime]:
    """Those of all teams who are not named here any more, and since when."""
    rows = db.execute(select(GroupContact.id, GroupContact.forgotten_at).where(GroupContact.forgotten_at.is_not(None)))
    return {contact_id: at for contact_id, at in rows if at}


def forget_again(db: Session, erased: Mapping[uuid.UUID, datetime]) -> int:
    """Take out again who was brought back by a backup though their key is destroyed; returns how many those were."""
    named = db.scalars(select(GroupContact).where(GroupContact.forgotten_at.is_(None)))
    found = [each for each in named if each.id in erased]
    for each in found:
        lose_name(each, erased[each.id])
        record_act(db, None, each.scheme_id, "group_contact.forgotten_again", "group_contact", [each.id])
    return len(found)


def parts_of(name: str) -> re.Pattern[str]:
    """What finds a name, or a telling part of it, in a text."""
    parts = [each for each in re.findall(r"[^\W\d_]+", name) if len(each) >= SHORTEST_PART]
    return re.compile("|".join(rf"\b{re.escape(each)}\b" for each in [name, *parts]), re.IGNORECASE)


def record(db: Session, actor: Actor, action: str, ids: Sequence[uuid.UUID]) -> None:
    if ids:
        record_act(db, actor.user_id, actor.scheme_id, action, "group_contact", ids)


def find_of_submission(db: Session, actor: Actor, submission_key: str) -> GroupContact | None:
    of_key = GroupContact.submission_key == submission_key
    return db.scalar(select(GroupContact).where(GroupContact.scheme_id == actor.scheme_id, of_key))


def get_contact(db: Session, actor: Actor, contact_id: uuid.UUID, *, to_change: bool = False) -> GroupContact:
    """Somebody whom a colleague knows, recorded as read. Raises NotFound for another team's, and who is not named."""
    found = get_named_or_not(db, actor, contact_id, to_change=to_change)
    if found.forgotten_at is not None:
        raise NotFound(GONE)
    return found


def get_named_or_not(db: Session, actor: Actor, contact_id: uuid.UUID, *, to_change: bool = False) -> GroupContact:
    """The same, also where their name was taken out: a second click leads where the first did."""
    wanted = of_team(actor).where(GroupContact.id == contact_id)
    if to_change:
        wanted = wanted.with_for_update(of=GroupContact).execution_options(populate_existing=True)
    found = db.scalar(wanted)
    if found is None:
        raise NotFound(GONE)
    record(db, actor, "group_contact.viewed", [found.id])
    return found


def list_contacts(db: Session, actor: Actor, organization_id: uuid.UUID) -> Sequence[GroupContact]:
    """Whom colleagues know at a group, by what they do there; recorded as read."""
    there = (GroupContact.organization_id == organization_id, GroupContact.taken_back_at.is_(None))
    wanted = of_team(actor).where(*there)
    found = db.scalars(wanted.order_by(GroupContact.part, GroupContact.id)).all()
    record(db, actor, "group_contact.viewed", [each.id for each in found if each.forgotten_at is None])
    return found


def of_team(actor: Actor) -> Select[GroupContact]:
    whole = (joinedload(GroupContact.organization), joinedload(GroupContact.knower))
    return select(GroupContact).where(GroupContact.scheme_id == actor.scheme_id).options(*whole)
