"""What a provider is told about a referral: a text of its own, never the match's reasons or the client's story."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import clock
from directory.casework.models import Client, Purpose
from directory.casework.rules import has_consent
from directory.catalogue.models.services import Service
from directory.outbox import Letter, OutboxMessage
from directory.referrals.models import OnwardReferral
from directory.referrals.states import TOLD_TO_PROVIDER

# The kind of a letter that introduces a client to a group.
INTRODUCTION = "onward_referral"
TEXT = """Hello,

We would like to introduce {name} to {activity}. They know about this and have agreed.
{message}
Our reference is {reference}. Please let us know whether you have room, and if they come along.

Thank you,
{scheme}
"""


def letter_to_provider(referral: OnwardReferral, service: Service, client: Client, scheme_name: str) -> Letter | None:
    """The letter of a new referral, or None where the provider has no e-mail address: then somebody has to ring."""
    address = service.email or service.organization.email
    if not address:
        return None
    message = f"\n{referral.message}\n" if referral.message else ""
    return Letter(
        kind=INTRODUCTION,
        dedupe_key=f"{INTRODUCTION}:{referral.id}:sent",
        address=address,
        subject=f"A referral to {service.name} ({referral.reference})",
        text=TEXT.format(
            name=client.name,
            activity=service.name,
            message=message,
            reference=referral.reference,
            scheme=scheme_name,
        ),
    )


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether the letter of a referral may still leave: the referral goes on, and the client agrees today.

    Ask it in the transaction that takes the letter out of the outbox, so that no change comes in between.
    """
    referral = db.scalar(
        select(OnwardReferral)
        .where(OnwardReferral.id == message.about_id)
        .options(joinedload(OnwardReferral.client).options(selectinload(Client.consents)))
        .execution_options(populate_existing=True)
    )
    if referral is None or referral.state not in TOLD_TO_PROVIDER:
        return False
    return has_consent(referral.client.consents, Purpose.REFERRAL, clock.today())
