"""Somebody asks who is a client already: who supports them now, and what is told anew of reaching them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.own_page.keeping import close_own_page
from directory.casework.policy import may_restrict
from directory.casework.queries import has_lost_coordinator, open_case
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import ReferralSource
from directory.casework.rules import may_write_home
from directory.casework.triage.allocating import AllocationInput, note_allocation
from directory.clock import day_of

# What a client is known by from now on, where the referral says it.
HOW_TO_REACH = ("contact_by", "contact_times", "language", "interpreter")
NO_MESSAGE = "Leave no message."
NOT_KNOWN_TO_BE_SAFE = "It is not known whether a message is safe: leave none."
WHO_TOLD = {
    ReferralSource.SELF: "Told us",
    ReferralSource.PROFESSIONAL: "A professional told us",
    ReferralSource.VOLUNTARY: "A voluntary organisation told us",
    ReferralSource.FRIEND: "A friend or relative told us",
}


def take_on_again(db: Session, actor: Actor, client: Client, wanted: AllocationInput) -> None:
    """Have who was chosen support somebody who has no case open, or whose coordinator does not work here any more.

    Not where a record is restricted and the actor does not decide who sees it: its coordinator would see it for good.
    """
    if client.coordinator_id == wanted.to_user_id or (
        client.restricted_at is not None and not may_restrict(actor, client)
    ):
        return
    left = select(Client.id).where(Client.id == client.id, has_lost_coordinator(actor))
    if open_case(client) is None or db.scalar(left) is not None:
        before, client.coordinator_id = client.coordinator_id, wanted.to_user_id
        note_allocation(db, actor, client, wanted, before)
        act = "client.taken_on_again"
        record_act(db, actor.user_id, actor.scheme_id, act, "client", [client.id], ["coordinator_id"])


def note_told_anew(db: Session, actor: Actor, referral: Referral, client: Client) -> None:
    """Add what a referral tells of reaching a client, in front of what is known. A coordinator finds out what holds.

    With that their own page is closed, as it shows how they are reached, perhaps to whom they now keep away from.
    """
    told = {name: getattr(referral, name) for name in HOW_TO_REACH if not getattr(client, name)}
    told["safe_contact"] = safe_contact_with(referral, client)
    changed = {name for name, value in told.items() if value and value != getattr(client, name)}
    if "safe_contact" in changed:
        close_own_page(db, client)
    for name in changed:
        setattr(client, name, told[name])
    if changed:
        record_act(db, actor.user_id, actor.scheme_id, "client.corrected", "client", [client.id], changed)


def safe_contact_with(referral: Referral, client: Client) -> str | None:
    """How a client is reached safely: what a referral tells that was not known, with the day, and what was known."""
    known, new = client.safe_contact, ways_told_anew(referral, client)
    if not new:
        return known if referral.may_leave_message is None else safe_contact_of(referral, known)
    day = day_of(referral.made_at)
    told = f"{WHO_TOLD[ReferralSource(referral.source)]} on {day.day} {day:%B %Y}: {'; '.join(new)}"
    before = f"Known before: {known}" if known else None
    return "\n".join(filter(None, (safe_contact_of(referral, told), before)))


def ways_told_anew(referral: Referral, client: Client) -> list[str]:
    """The ways of reaching somebody that a referral tells, and their record does not."""
    ways = []
    if referral.phone and is_other_phone(referral.phone, client):
        ways.append(("phone ", referral.phone))
    if referral.email and referral.email.casefold() != (client.email or "").casefold():
        ways.append(email_way(referral.email, client))
    if referral.contact_by and client.contact_by not in (None, referral.contact_by):
        ways.append(("rather by ", referral.contact_by))
    if referral.contact_times and client.contact_times not in (None, referral.contact_times):
        ways.append(("good times: ", referral.contact_times))
    if referral.safe_contact and referral.safe_contact != client.safe_contact:
        ways.append(("", referral.safe_contact))
    return [f"{what}{way}" for what, way in ways]


def is_other_phone(phone: str, client: Client) -> bool:
    """Whether somebody is not known by a number, however it is spaced; with another extension it is another."""
    known = {squeezed(each) for each in (client.phone, client.other_phone) if each}
    return squeezed(phone) not in known


def squeezed(phone: str) -> str:
    return "".join(each for each in phone if each.isalnum())


def email_way(email: str, client: Client) -> tuple[str, str]:
    """An email address that was told: not itself where groups are not told it, as they read the safe way."""
    if may_write_home(client.letters_home, client.age_on(clock.today())):
        return "email ", email
    return "", "another email address, kept with what we were asked"


def safe_contact_of(referral: Referral, known: str | None) -> str | None:
    """How somebody is reached safely, with whether a message may be left, as it is said nowhere else."""
    if referral.may_leave_message:
        return known
    said = NOT_KNOWN_TO_BE_SAFE if referral.may_leave_message is None else NO_MESSAGE
    return known if known and said in known else "\n".join(filter(None, (known, said)))
