"""What a provider is told about a referral: a text of its own, never the match's reasons or the client's story."""

from directory.casework.models import Client
from directory.catalogue.models.services import Service
from directory.outbox import Letter
from directory.referrals.models import OnwardReferral

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
        kind="onward_referral",
        dedupe_key=f"onward_referral:{referral.id}:sent",
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
