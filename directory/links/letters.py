"""The letter with a code. It goes to the contact that is registered, whoever asked for it, and names nobody."""

from sqlalchemy.orm import Session

from directory.links.codes import NewCode, is_code_good
from directory.links.models import SignedLink
from directory.links.purposes import TERMS, LinkPurpose
from directory.outbox import Letter, OutboxMessage, queue_letter

TEXT = """Hello,

Your code is {code}

Type it on the page where you asked for it, within 10 minutes. It works once.

If you did not ask for a code, you need not do anything. Please do not pass it on.

Thank you,
{team}
"""


def queue_code(db: Session, link: SignedLink, code: NewCode, address: str, team: str) -> None:
    """Send a code to an address."""
    kind = TERMS[LinkPurpose(link.purpose)].code_kind
    letter = Letter(
        kind=kind,
        dedupe_key=f"{kind}:{code.id}",
        address=address,
        subject="Your code",
        text=TEXT.format(code=code.code, team=team),
    )
    queue_letter(db, link.sealed_for, code.id, letter)


def may_code_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether the letter of a code may still leave: it is good, and the newest of its link."""
    return is_code_good(db, message.about_id)


def masked(address: str) -> str:
    """An address as it may be shown to whoever has a link: `w…s@becklane.example`."""
    name, _, site = address.rpartition("@")
    return f"{name[:1]}…{name[-1:] if len(name) > 2 else ''}@{site}"
