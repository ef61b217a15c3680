"""Opening the record of a client for a page, with what every page of it has to say first."""

from flask import g
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework import queries as casework
from directory.casework.models import Client
from directory.referrals import queries as referrals
from directory.referrals.models import OnwardReferral
from directory.web.words import uk_short_date


def get_client(db: Session, actor: Actor, reference: str, *, to_change: bool = False) -> Client:
    """A client as `casework.queries.get_client` gives them; the page says what has to be known of them first."""
    client = casework.get_client(db, actor, reference, to_change=to_change)
    g.said_first = first_words(client)
    return client


def get_onward_referral(db: Session, actor: Actor, reference: str, *, to_change: bool = False) -> OnwardReferral:
    """A referral as `referrals.queries` gives it; the page says what has to be known of its client first."""
    referral = referrals.get_onward_referral(db, actor, reference, to_change=to_change)
    g.said_first = first_words(referral.client)
    return referral


def first_words(client: Client) -> str:
    """What every page of a record begins with: that somebody has died. Else nothing."""
    death = client.death
    if death is None:
        return ""
    when = f" on {uk_short_date(death.died_on)}" if death.died_on else ""
    return f"{client.listed_name} has died{when}. Nothing is sent any more, and nothing is left to do."
