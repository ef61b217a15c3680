"""Agreement for one group: asked when somebody is referred to it, and taken back at any time, which stops it at once.

It comes on top of the agreement that details are shared with groups at all. A referral of before each group was asked
about has none, and goes by that one alone.
"""

import json
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.agreeing import ConsentNeeded, require_consent
from directory.casework.models import Client, Purpose
from directory.casework.rules import has_consent, what_is_wrong_with_agreement, what_is_wrong_with_giver
from directory.casework.sharing.giving import list_sharings
from directory.casework.sharing.models import UnagreedSharing
from directory.casework.tellers import Teller, colleague
from directory.db import new_id
from directory.errors import WrongInput
from directory.links.signed_links import end_links
from directory.outbox import cancel_letters
from directory.referrals.inputs import GroupAgreementInput
from directory.referrals.models import GroupAgreement, OnwardReferral
from directory.referrals.told_parts import ALL_PARTS, ToldPart

# What was written down of telling others without agreement is a ground for a referral so long, and no longer.
GROUND_LASTS = timedelta(days=14)
NOT_ASKED = (
    "Ask them whether this group may be told about them, and write down when they agreed. Without their agreement, "
    "share only to keep somebody safe, to save a life or in their best interests: follow “Share without agreement” on "
    "their page first."
)


def require_agreement(
    db: Session, actor: Actor, client: Client, wanted: GroupAgreementInput | None, sent_on: date
) -> None:
    """Raises ConsentNeeded or WrongInput unless a group may be told about somebody, from a day and still today."""
    if wanted is not None and wanted.sharing_id is not None:
        if all(each.id != wanted.sharing_id for each in list_grounds(db, actor, client)):
            raise WrongInput("Choose the ground.", {"sharing_id": "Choose what was written down, or leave it empty"})
        return
    require_consent(client, Purpose.REFERRAL, sent_on)
    # A letter leaves now, whatever day the referral was made on.
    require_consent(client, Purpose.REFERRAL, clock.today())
    if wanted is None:
        raise ConsentNeeded(NOT_ASKED)
    if wanted.given_on is None:
        raise WrongInput("Ask them first.", {"agreed_on": "Enter the date they agreed that this group is told"})
    check_given(client, wanted, wanted.given_on)
    if wanted.given_on > sent_on:
        raise WrongInput("Check the date.", {"agreed_on": "They have to agree before it is sent"})


def check_given(client: Client, wanted: GroupAgreementInput, given_on: date) -> None:
    """Raises WrongInput for a day on which nobody can have agreed, or for who may not answer for them."""
    problem = what_is_wrong_with_agreement(given_on, client.born_on, clock.today())
    if problem:
        raise WrongInput("Check the date.", {"agreed_on": problem})
    wrong = what_is_wrong_with_giver(wanted.by, wanted.note, client.age_on(given_on))
    if wrong:
        field, message = wrong
        raise WrongInput(f"{message}.", {f"agreed_{field.removeprefix('given_')}": message})


def list_grounds(db: Session, actor: Actor, client: Client) -> list[UnagreedSharing]:
    """What was written down lately of telling others about somebody without their agreement, newest first."""
    since = clock.today() - GROUND_LASTS
    return [each for each in list_sharings(db, actor, client) if each.shared_on >= since]


def keep_agreement(actor: Actor, referral: OnwardReferral, wanted: GroupAgreementInput) -> GroupAgreement:
    """Keep with a referral what was agreed to, once `require_agreement` has looked at it."""
    is_agreed = wanted.sharing_id is None
    agreement = GroupAgreement(
        id=new_id(),
        scheme_id=referral.scheme_id,
        client_id=referral.client_id,
        parts=json.dumps(sorted(wanted.parts)),
        given_on=wanted.given_on if is_agreed and wanted.given_on else clock.today(),
        given_how=wanted.how.value if is_agreed else None,
        given_by=wanted.by.value if is_agreed else None,
        sharing_id=wanted.sharing_id,
        note=wanted.note,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
    )
    referral.agreements.append(agreement)
    return agreement


def find_agreement(referral: OnwardReferral) -> GroupAgreement | None:
    """What counts of a referral: the agreement that was written down last; None for one of before they were asked."""
    agreements: Sequence[GroupAgreement] = referral.agreements
    return agreements[-1] if agreements else None


def is_agreed_to(referral: OnwardReferral) -> bool:
    """Whether it is by their own agreement that a group is told, and not to keep somebody safe: it may say so then."""
    agreement = find_agreement(referral)
    return agreement is None or agreement.sharing_id is None


def may_be_told_of(referral: OnwardReferral, today: date) -> bool:
    """Whether the group of a referral may be told about the person today, as far as they have a say in it."""
    agreement = find_agreement(referral)
    if agreement is not None and agreement.withdrawn_on is not None:
        return False
    if agreement is not None and agreement.sharing_id is not None:
        return True
    return has_consent(referral.client.consents, Purpose.REFERRAL, today)


def parts_of(referral: OnwardReferral) -> frozenset[ToldPart]:
    """What the group of a referral may be told beside who it is."""
    agreement = find_agreement(referral)
    return agreement.told_parts if agreement else ALL_PARTS


def withdraw_group_agreement(db: Session, actor: Actor, referral: OnwardReferral) -> bool:
    """Write down what a colleague heard, as `withdraw_for_group` does, which says what it answers."""
    return withdraw_for_group(db, colleague(actor), referral)


def withdraw_for_group(db: Session, teller: Teller, referral: OnwardReferral) -> bool:
    """Write down that somebody no longer agrees that a group is told, from today on; says whether it was news.

    A colleague heard it, or they tell us themselves by the link of their own page. The letter that waits for the group
    is held back, and its link ends. What the group has read, it knows. The caller keeps the referral from others, and
    has read its agreements.
    """
    agreement = find_agreement(referral)
    if agreement is None or agreement.withdrawn_on is not None:
        return False
    agreement.withdrawn_on = max(clock.today(), agreement.given_on)
    cancel_letters(db, about_id=referral.id)
    end_links(db, about_id=referral.id)
    told = ("onward_referral", [referral.id], ["agreement"])
    record_act(db, teller.user_id, teller.scheme_id, "referral.agreement_withdrawn", *told)
    return True


def agree_again(
    db: Session, actor: Actor, referral: OnwardReferral, client: Client, wanted: GroupAgreementInput
) -> bool:
    """Write down that somebody agrees to a group after all; says whether it was news.

    Raises ConsentNeeded or WrongInput. A letter leaves only where somebody sends a new one.
    """
    standing = find_agreement(referral)
    if standing is not None and standing.withdrawn_on is None:
        return False
    require_agreement(db, actor, client, wanted, clock.today())
    keep_agreement(actor, referral, wanted)
    told = ("onward_referral", [referral.id], ["agreement"])
    record_act(db, actor.user_id, actor.scheme_id, "referral.agreed_again", *told)
    return True
