"""Whom a message may go to, and how they are reached: the GP practice, and whoever referred somebody as their work.

Friends, relatives and the person themself are told nothing this way.
"""

from dataclasses import dataclass

from marshmallow import ValidationError, validate
from sqlalchemy.orm import Session

from directory.casework.message_back.models import Addressee
from directory.casework.message_back.practices import find_practice
from directory.casework.models import Case, Client
from directory.casework.record.sections import list_current
from directory.casework.referrals_in.referral_details import ReferrerKind
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_queries import list_referrals_of
from directory.casework.referrals_in.referral_states import AT_WORK
from directory.clock import day_of

# Who writes from a practice: their address is one of its own.
AT_A_PRACTICE = frozenset({ReferrerKind.GP, ReferrerKind.AT_PRACTICE})


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
        return Address(practice_words(db, client), practice_email(db, client))
    referral = find_referrer(db, client, case)
    if referral is None:
        return Address()
    told = (referral.referrer_name, referral.referrer_role, referral.referrer_organization)
    emails = [each.strip() for each in (referral.return_to, referral.referrer_contact) if each and is_email(each)]
    return Address(", ".join(each for each in told if each), emails[0] if emails else None)


def practice_code_of(db: Session, client: Client) -> str | None:
    """The code of somebody's GP practice, as they told us, or else whoever referred them did."""
    section = list_current(db, client).get("identity")
    told = section.given.get("gp_code") if section else None
    codes = [each.practice_code for each in list_referrals_of(db, client) if each.practice_code]
    return str(told) if told else next(reversed(codes), None)


def practice_email(db: Session, client: Client) -> str | None:
    """Where their practice gets its messages: as the team's list has it, or as the practice itself left with a
    referral of theirs.
    """
    code = practice_code_of(db, client)
    known = find_practice(db, client.scheme_id, code)
    if known is not None:
        return known.email
    own = [each for each in list_referrals_of(db, client) if each.referrer_kind in AT_A_PRACTICE]
    left = [each.return_to or each.referrer_contact for each in own if code in (None, each.practice_code)]
    return next((each.strip() for each in reversed(left) if each and is_email(each)), None)


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
