"""Referrals that are one more of a person who waited already, and what they bring along when that one is taken on."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.client_tokens import find_by_nhs_number
from directory.casework.coming_back import note_told_anew
from directory.casework.models import Client
from directory.casework.queries import open_case
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_queries import list_referrals_of, statement_of
from directory.casework.referrals_in.referral_states import AT_WORK

# What is known of a client from another referral, where the first did not say it.
FILLED_IN = ("postcode", "born_on", "phone", "email")


def list_joined(db: Session, referral: Referral) -> Sequence[Referral]:
    """The referrals that are one more of the same person, oldest first."""
    wanted = select(Referral).where(Referral.joined_to_id == referral.id)
    return db.scalars(wanted.order_by(Referral.made_at, Referral.id)).all()


def find_first(db: Session, referral: Referral, *, to_change: bool = False) -> Referral:
    """The referral whose answer counts: that which this one was joined to, or itself.

    `to_change` keeps others who would answer it waiting until the end of the transaction.
    """
    if referral.joined_to_id is None:
        return referral
    return db.get_one(Referral, referral.joined_to_id, with_for_update=to_change, populate_existing=to_change)


def list_last_at_work(db: Session, client: Client) -> Sequence[Referral]:
    """The referral by which a client was sent last as somebody's work, with all that were answered together with it.

    Whether they asked again themself after that is no matter. The caller looked the client up.
    """
    at_work = [each for each in list_referrals_of(db, client) if each.source in AT_WORK]
    if not at_work:
        return []
    first = find_first(db, at_work[-1])
    return [first, *list_joined(db, first)]


def bring_joined(db: Session, actor: Actor, referral: Referral, client: Client) -> None:
    """Have a referral that was joined to another be the client's too, with what it tells that the first did not."""
    if referral.person_id != client.id:
        referral.belong_to(client.id)
    referral.client_id = client.id
    fill_in(db, client, referral)
    note_told_anew(db, actor, referral, client)


def fill_in(db: Session, client: Client, referral: Referral) -> None:
    """Add what a referral tells of a client and their record does not know yet."""
    for name in FILLED_IN:
        if getattr(client, name) is None:
            setattr(client, name, getattr(referral, name))
    number = referral.nhs_number
    if number and not client.nhs_number and find_by_nhs_number(db, client.scheme_id, number) is None:
        client.nhs_number = number
    case, said = open_case(client), statement_of(referral)
    if case is not None and said and said not in (case.statement or ""):
        case.statement = "\n\n".join(filter(None, (case.statement, said)))
