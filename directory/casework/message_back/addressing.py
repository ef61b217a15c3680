"""Whom a message may go to, and how they are reached: the GP practice, and whoever referred somebody as their work.

Friends, relatives and the person themself are told nothing this way.
"""

from dataclasses import dataclass

from marshmallow import ValidationError, validate
from sqlalchemy.orm import Session

from directory.casework.message_back.models import Addressee
from directory.casework.models import Case, Client
from directory.casework.record.sections import list_current
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_queries import list_referrals_of
from directory.casework.referrals_in.referral_states import AT_WORK
from directory.clock import day_of


@dataclass(frozen=True)
class Address:
    """A name, with where they work, and an email address if one is known."""

    name: str = ""
    email: str | None = None


def find_referrer(db: Session, client: Client, case: Case) -> Referral | None:
    """The referral by which somebody came to a case, if a person at work sent it: the last one before it ended."""
    sent = [each for each in list_referrals_of(db, client) if each.source in AT_WORK]
    until = case.closed_on
    before = [each for each in sent if until is None or day_of(each.made_at) <= until]
    return before[-1] if before else None


def find_address(db: Session, client: Client, case: Case, addressee: Addressee) -> Address:
    """Where a message goes, as far as it is known. A colleague looks at it before anything leaves."""
    if addressee is Addressee.PRACTICE:
        return Address(practice_words(db, client))
    referral = find_referrer(db, client, case)
    if referral is None:
        return Address()
    told = (referral.referrer_name, referral.referrer_role, referral.referrer_organization)
    emails = [each.strip() for each in (referral.return_to, referral.referrer_contact) if each and is_email(each)]
    return Address(", ".join(each for each in told if each), emails[0] if emails else None)


def practice_words(db: Session, client: Client) -> str:
    """The name and code of somebody's GP practice, as they told us, or else whoever referred them did."""
    section = list_current(db, client).get("identity")
    known = section.given if section else {}
    told = [str(known[name]) for name in ("gp_name", "gp_code") if known.get(name)]
    codes = [each.practice_code for each in list_referrals_of(db, client) if each.practice_code]
    return ", ".join(told) or (f"GP practice {codes[-1]}" if codes else "")


def is_email(text: str) -> bool:
    """Whether a text is one email address."""
    try:
        validate.Email()(text.strip())
    except ValidationError:
        return False
    return True
