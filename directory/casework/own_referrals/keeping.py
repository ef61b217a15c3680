"""Letting a practice, group or system see its own referrals: setting it up, sending the link, and ending it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.accounts.senders.models import ApiSender
from directory.audit.operations import record_act
from directory.casework.message_back.addressing import is_email
from directory.casework.message_back.practices import list_practices
from directory.casework.own_referrals.letters import letter_to_referrer, with_referrer
from directory.casework.own_referrals.models import SEALED_FOR, ReferrerLink
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrer_models import ReferralFromGroup
from directory.catalogue.models.organizations import Organization
from directory.db import new_id
from directory.errors import NotFound, Refused, WrongInput
from directory.links.signed_links import end_links
from directory.outbox import cancel_letters, find_letter, queue_letter


class OfKind(StrEnum):
    """What kind of referrer a link is for."""

    PRACTICE = "practice"
    GROUP = "group"
    SYSTEM = "system"


COLUMNS = {OfKind.PRACTICE: "practice_id", OfKind.GROUP: "organization_id", OfKind.SYSTEM: "sender_id"}


@dataclass(frozen=True)
class Referrer:
    """A practice, group or system that refers people to a team."""

    kind: OfKind
    id: uuid.UUID
    name: str


@dataclass(frozen=True)
class ReferrerLinkInput:
    """Whose referrals are shown, and where the letters go; for a practice its address on the team's list counts."""

    kind: OfKind
    id: uuid.UUID
    email: str | None = None


def list_referrers(db: Session, actor: Actor) -> list[Referrer]:
    """Who may be given a link: practices on the team's list, groups that referrals came from, systems that send."""
    from_group = select(ReferralFromGroup.organization_id).join(Referral, Referral.id == ReferralFromGroup.id)
    groups = select(Organization).where(Organization.id.in_(from_group.where(Referral.scheme_id == actor.scheme_id)))
    systems = select(ApiSender).where(
        ApiSender.scheme_id == actor.scheme_id, ApiSender.disabled_at.is_(None), ApiSender.may_send
    )
    return [
        *(Referrer(OfKind.PRACTICE, each.id, each.name) for each in list_practices(db, actor)),
        *(Referrer(OfKind.GROUP, each.id, each.name) for each in db.scalars(groups.order_by(Organization.name))),
        *(Referrer(OfKind.SYSTEM, each.id, each.name) for each in db.scalars(systems.order_by(ApiSender.name))),
    ]


def list_referrer_links(db: Session, actor: Actor) -> Sequence[ReferrerLink]:
    """Who of the actor's team's referrers may see their referrals, by name."""
    found = db.scalars(with_referrer().where(ReferrerLink.scheme_id == actor.scheme_id)).all()
    return sorted(found, key=lambda each: (each.name.casefold(), each.id))


def get_referrer_link(db: Session, actor: Actor, link_id: uuid.UUID) -> ReferrerLink:
    """One of them, kept from others until the end of the transaction. Raises NotFound."""
    of_team = (ReferrerLink.id == link_id, ReferrerLink.scheme_id == actor.scheme_id)
    wanted = with_referrer().where(*of_team).with_for_update(of=ReferrerLink)
    found = db.scalar(wanted.execution_options(populate_existing=True))
    if found is None:
        raise NotFound("There is no such link on your team's list.")
    return found


def set_up_link(db: Session, actor: Actor, wanted: ReferrerLinkInput) -> ReferrerLink:
    """Have a referrer be able to get a link, or change where it goes, which ends the one before. Nothing is sent yet.

    Raises WrongInput for a referrer who is none of the team's, and for an address that is none.
    """
    known = {(each.kind, each.id) for each in list_referrers(db, actor)}
    if (wanted.kind, wanted.id) not in known:
        raise WrongInput("Choose whose referrals.", {"referrer": "Choose whose referrals they are"})
    address = read_address(wanted)
    # One at a time in a team: two who do it at once would both be the first.
    db.scalar(select(Scheme.id).where(Scheme.id == actor.scheme_id).with_for_update())
    link = find_link_of(db, actor, wanted)
    if link is None:
        link = ReferrerLink(id=new_id(), scheme_id=actor.scheme_id, made_by=actor.user_id, made_at=clock.now())
        setattr(link, COLUMNS[wanted.kind], wanted.id)
        link.own_address = address
        db.add(link)
    elif link.own_address == address:
        return link
    else:
        close_link(db, link)
        link.own_address = address
    record_act(db, actor.user_id, actor.scheme_id, "own_referrals.set_up", "referrer_link", [link.id])
    return link


def find_link_of(db: Session, actor: Actor, wanted: ReferrerLinkInput) -> ReferrerLink | None:
    of = getattr(ReferrerLink, COLUMNS[wanted.kind]) == wanted.id
    return db.scalar(with_referrer().where(ReferrerLink.scheme_id == actor.scheme_id, of).limit(1))


def read_address(wanted: ReferrerLinkInput) -> str | None:
    """Where letters go that no list says. Raises WrongInput."""
    email = (wanted.email or "").strip()
    if wanted.kind is OfKind.PRACTICE:
        if email:
            told = "Leave this empty for a practice: it goes to the address on your list of practices"
            raise WrongInput("Check the address.", {"email": told})
        return None
    if not is_email(email):
        raise WrongInput("Check the address.", {"email": "Enter an email address, like name@example.org"})
    return email


def send_link(db: Session, actor: Actor, link: ReferrerLink, submission_key: str) -> None:
    """Send the link. It ends the one before; a second click sends none. Raises Refused for a system that is disabled.

    Get it with `get_referrer_link`.
    """
    if link.is_over:
        raise Refused("This system is disabled: nothing is shown by its link any more.")
    letter = letter_to_referrer(link, actor.scheme_name, submission_key)
    if find_letter(db, letter.dedupe_key) is not None:
        return
    close_link(db, link)
    queue_letter(db, SEALED_FOR, link.id, letter)
    record_act(db, actor.user_id, actor.scheme_id, "own_referrals.link_sent", "referrer_link", [link.id])


def end_link(db: Session, actor: Actor, link: ReferrerLink) -> bool:
    """Have nobody see anything any more by the link, nor by a letter that waits; says whether that was news."""
    if not close_link(db, link):
        return False
    record_act(db, actor.user_id, actor.scheme_id, "own_referrals.link_ended", "referrer_link", [link.id])
    return True


def remove_link(db: Session, actor: Actor, link: ReferrerLink) -> None:
    """End the link, and take whoever has it off the list."""
    close_link(db, link)
    record_act(db, actor.user_id, actor.scheme_id, "own_referrals.removed", "referrer_link", [link.id])
    db.delete(link)


def close_link(db: Session, link: ReferrerLink) -> int:
    # In this order, a letter that leaves just now makes no link after this.
    return end_links(db, about_id=link.id) + cancel_letters(db, about_id=link.id)
