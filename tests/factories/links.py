"""Letters as they leave, and the links and codes in them."""

import re
from email.message import EmailMessage
from urllib.parse import urlsplit

from directory.jobs.sending import send_waiting
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import make_link

SENDER = "team@scheme.example"


def make_reply_link(db, referral) -> str:
    """The token of a link by which the group of a referral answers, as if its letter had just left."""
    return make_link(
        db,
        LinkPurpose.REFERRAL,
        scheme_id=referral.scheme_id,
        client_id=referral.client_id,
        about_id=referral.id,
    )


def make_own_link(db, client) -> str:
    """The token of a link to a client's own page, as if its letter had just left."""
    return make_link(db, LinkPurpose.OWN_PAGE, scheme_id=client.scheme_id, client_id=client.id, about_id=client.id)


def make_message_link(db, message) -> str:
    """The token of a link that leads to a message to a GP practice or referrer, as if its letter had just left."""
    return make_link(
        db,
        LinkPurpose.MESSAGE_BACK,
        scheme_id=message.scheme_id,
        client_id=message.client_id,
        about_id=message.id,
    )


def sent_letters() -> list[EmailMessage]:
    """Every letter that waits, as it leaves now."""
    letters: list[EmailMessage] = []
    send_waiting(letters.append, SENDER)
    return letters


def link_in(letter: EmailMessage, site: str = "http://localhost") -> str:
    """The path of the link in a letter."""
    found = re.search(
        rf"{re.escape(site)}/(?:asked-of-you|replies|my-page|our-listings|our-group|messages-back|your-referrals)/\S+",
        letter.get_content(),
    )
    assert found, "no link in the letter"
    return urlsplit(found[0]).path


def code_in(letter: EmailMessage) -> str:
    found = re.search(r"Your code is (\d{6})\b", letter.get_content())
    assert found, "no code in the letter"
    return found[1]
