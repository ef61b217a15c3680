"""What a group sees and says of its own listings, by the link in a letter that asked about them.

Nothing stands behind it that is not public, so that no code is asked for. It is for whoever reads the letters of the
registered address: where another one is registered meanwhile, it shows that listing no more.
"""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.queries import team_of_directory
from directory.catalogue.history.revisions import suggest_changes
from directory.catalogue.history.written_records import hold_record
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.revisions import FROM_GROUP, Revision, RevisionState
from directory.catalogue.models.services import Service
from directory.catalogue.operations import edited_fields
from directory.catalogue.publishing import is_on
from directory.catalogue.queries import for_page
from directory.catalogue.registered_contact import address_of
from directory.champions.messages.closing import record_message
from directory.champions.messages.inputs import MessageInput
from directory.champions.messages.models import ListingMessage
from directory.champions.messages.proposals import read
from directory.champions.verification.models import Verification, VerificationLetter, VerificationLetterListing
from directory.champions.verification.own_inputs import OwnChangesInput
from directory.champions.verification.waiting import plain_address
from directory.errors import NotFound
from directory.links.models import SignedLink
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import LinkEnded, get_link, record_link_act


@dataclass(frozen=True)
class MessageKeys:
    """What tells a message from every other: the number its sender is given, and the key of the form."""

    reference: str
    submission_key: str


@dataclass(frozen=True)
class OwnListings:
    """The listings of a group, by name, behind a link that works; `team` signs for the directory.

    `told` are those of which it has said what has changed, and nobody has looked since.
    """

    link: SignedLink
    services: Sequence[Service]
    team: str
    told: frozenset[uuid.UUID]

    def get(self, service_id: uuid.UUID) -> Service:
        """One of them. Raises NotFound."""
        found = next((each for each in self.services if each.id == service_id), None)
        if found is None:
            raise NotFound("This is not on your list any more. Go back to the letter and open its link again.")
        return found

    def to_confirm(self, today: date) -> list[Service]:
        """Those that one press may say are still right: not checked today, and nothing told of them."""
        return [each for each in self.services if each.assured_date != today and each.id not in self.told]


def get_own_listings(db: Session, token: str) -> OwnListings:
    """What is behind a link, with everything about it. Raises LinkEnded."""
    link = get_link(db, token, LinkPurpose.LISTINGS)
    letter = db.get(VerificationLetter, link.about_id)
    if letter is None:
        raise LinkEnded
    asked = db.scalars(
        select(Verification)
        .join(VerificationLetterListing, VerificationLetterListing.verification_id == Verification.id)
        .where(VerificationLetterListing.letter_id == letter.id)
    ).all()
    ids = {each.service_id for each in asked}
    wanted = select(Service).where(Service.id.in_(ids), is_on()).options(*for_page())
    services = db.scalars(wanted.order_by(Service.name, Service.id)).all()
    theirs = [each for each in services if plain_address(address_of(each)) == plain_address(letter.address)]
    answered = {each.service_id: each.answered_on for each in asked if each.answered_on}
    told = (each.id for each in theirs if (on := answered.get(each.id)) and (each.assured_date or date.min) < on)
    return OwnListings(link, theirs, team_of_directory(db), frozenset(told))


def list_run_with(db: Session, service: Service) -> list[uuid.UUID]:
    """The ids of all that the group of a listing runs under the same registered address, whether it was asked or not.

    In one order for everybody, so that no two wait for each other.
    """
    of_group = (Service.organization_id == service.organization_id, is_on())
    run = db.scalars(select(Service).where(*of_group).options(joinedload(Service.organization)).order_by(Service.id))
    here = plain_address(address_of(service))
    return [each.id for each in run if plain_address(address_of(each)) == here]


def tell_changes(db: Session, own: OwnListings, service: Service, wanted: OwnChangesInput, keys: MessageKeys) -> None:
    """Put what a group says has changed before those who look after its listing; nothing changes before they agree.

    What it says in words alone, or of times, places, prices and numbers, reaches them as a report. Sent twice, it is
    kept once. Raises Conflict where somebody changed the listing meanwhile, and Refused where nothing is said.
    """
    # Two who send at once come one after the other.
    hold_record(db, "service", service.id)
    changes = edited_fields(service, wanted.edit)
    is_known = is_suggested(db, service, changes)
    words = wanted.reason if wanted.reason and (is_known or not changes) else ""
    if words or wanted.parts:
        told = MessageInput(keys.submission_key, wanted.about, words=words, proposed=wanted.parts)
        if not is_told(db, service, told):
            record_message(db, service, keys.reference, told)
    if not is_known and (changes or not (words or wanted.parts)):
        suggest_changes(db, None, service, changes, wanted.reason)
    waiting = update(Verification).where(Verification.service_id == service.id, Verification.ended_on.is_(None))
    db.execute(waiting.values(answered_on=clock.today()))
    record_link_act(db, own.link, "listing.told_changes")


def is_told(db: Session, service: Service, told: MessageInput) -> bool:
    """Whether a group has said this very thing of its listing, with its changes or alone, and nobody has closed it."""
    said = select(Revision.reason).where(
        Revision.entity == "service",
        Revision.record_id == service.id,
        Revision.state == RevisionState.WAITING,
        *FROM_GROUP,
    )
    waiting = select(ListingMessage).where(ListingMessage.service_id == service.id, ListingMessage.closed_at.is_(None))
    if not told.proposed and told.words in db.scalars(said).all():
        return True
    return any((each.words or "", read(each.proposed)) == (told.words, told.proposed) for each in db.scalars(waiting))


def is_suggested(db: Session, service: Service, changes: Sequence[FieldChange]) -> bool:
    """Whether a group suggests these very changes already."""
    waiting = select(Revision.changes).where(
        Revision.entity == "service",
        Revision.record_id == service.id,
        Revision.state == RevisionState.WAITING,
        *FROM_GROUP,
    )
    return bool(changes) and [asdict(each) for each in changes] in db.scalars(waiting).all()
