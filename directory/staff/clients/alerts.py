"""What has to be seen first on the page of a client: that some things are not to be done, and some are to be known.

That somebody has died every page of their record says by itself; risks and safeguarding have a part of their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from directory.casework.models import Client, Purpose
from directory.casework.rules import Standing, standing_of


@dataclass(frozen=True)
class ClientAlert:
    """One thing to see first: in a few words, more of it, and where it is kept."""

    title: str
    words: str
    href: str
    is_grave: bool = False


def alerts_of(client: Client, today: date) -> Sequence[ClientAlert]:
    """What is to be seen first of a client, the gravest first."""
    return [*contact_alerts(client, today), *sight_alerts(client)]


def contact_alerts(client: Client, today: date) -> Iterator[ClientAlert]:
    """That they are not to be rung or written to, and how they can be reached safely."""
    if client.death is not None:
        return
    if standing_of(client.consents, Purpose.CONTACT, today) in (Standing.SAID_NO, Standing.TOOK_IT_BACK):
        href = url_for("staff.show_agreement", reference=client.reference, purpose=Purpose.CONTACT.value)
        yield ClientAlert("Do not ring or write to them", "They can still come to us.", href, is_grave=True)
    if client.safe_contact:
        href = url_for("staff.edit_safe_contact", reference=client.reference)
        yield ClientAlert("Reach them safely", client.safe_contact, href)


def sight_alerts(client: Client) -> Iterator[ClientAlert]:
    if client.restricted_at is not None:
        words = "Only their coordinator and the managers of your team see it. Speak of it with nobody else."
        href = url_for("staff.show_agreements", reference=client.reference)
        yield ClientAlert("This record is restricted", words, href)
