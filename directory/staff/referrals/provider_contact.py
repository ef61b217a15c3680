"""How a group learns of a referral, and how that went, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory import clock
from directory.casework.models import Client
from directory.catalogue.models.services import Service
from directory.catalogue.registered_contact import address_of
from directory.links.models import SignedLink
from directory.outbox import OutboxMessage
from directory.referrals.letters import letter_to_provider
from directory.referrals.models import OnwardReferral
from directory.referrals.telling_models import ReferralTelling, ToldHow
from directory.web.words import uk_date


@dataclass(frozen=True)
class ProviderContact:
    """How the provider learns of a referral: by a letter to an address, or otherwise by choice or for want of one.

    `may_be_written_to` where it is told otherwise by choice, and has an address.
    """

    address: str
    letter: str
    phones: Sequence[str]
    sending: str = ""
    otherwise: str = ""
    may_be_written_to: bool = False


def contact_of(referral: OnwardReferral, service: Service, client: Client, scheme_name: str) -> ProviderContact:
    """How the provider is told, and in which words."""
    known = letter_to_provider(referral, service, client, scheme_name)
    letter = known if referral.is_written_to else None
    return ProviderContact(
        address=letter.address if letter else "",
        letter=letter.text.strip() if letter else "",
        phones=phones_of(service),
        otherwise="" if referral.is_written_to else referral.tell_by,
        may_be_written_to=known is not None and letter is None,
    )


def contact_made(referral: OnwardReferral, message: OutboxMessage | None, service: Service) -> ProviderContact:
    """How the provider was told: the letter as it was written then, and whether it has left."""
    return ProviderContact(
        address=message.address if message else "",
        letter=message.text.strip() if message else "",
        phones=phones_of(service),
        sending=sending_words(message) if message else "",
        otherwise="" if referral.is_written_to else referral.tell_by,
        may_be_written_to=message is None and not referral.is_written_to and address_of(service) is not None,
    )


def sending_words(message: OutboxMessage) -> str:
    """Whether a letter has left, as a sentence."""
    if message.sent_at:
        return f"Sent on {uk_date(message.sent_at)}."
    if message.cancelled_at:
        return "It was held back and never sent."
    if message.has_come_back:
        return "It came back: it did not reach the group. Please ring them."
    if message.gave_up_at:
        return "It could not be sent. Please ring the group."
    return "It waits to be sent."


def link_words(link: SignedLink | None) -> str:
    """How the link of a group stands, as a sentence; nothing where its letter has not left."""
    if link is None:
        return ""
    if link.ended_at is not None:
        return f"Its link ended on {uk_date(link.ended_at)}."
    works = "works" if link.ends_at > clock.now() else "worked"
    return f"Its link {works} until {uk_date(link.ends_at)}."


def phones_of(service: Service) -> list[str]:
    """The telephone numbers of an activity, each once."""
    numbers = [*service.phones, *(phone for contact in service.contacts for phone in contact.phones)]
    return list(dict.fromkeys(each.number for each in [*numbers, *service.organization.phones]))


def telling_words(telling: ReferralTelling) -> str:
    """How a group was told otherwise than by email, as a sentence."""
    day, by = uk_date(telling.told_on), telling.recorder.name
    if telling.how == ToldHow.PHONE:
        return f"By telephone on {day}: {by} spoke to {telling.spoke_to}."
    return f"By a letter on paper on {day}, written down by {by}."
