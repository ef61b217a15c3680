"""A word to a group about what it told us of its listing: why it stays as it is, or what was made of it."""

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.queries import team_of_directory
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.services import Service
from directory.catalogue.registered_contact import address_of
from directory.champions.messages.letters import KEPT_FOR
from directory.champions.messages.models import SEALED_FOR
from directory.outbox import Letter, OutboxMessage, queue_letter

# The kind.
TO_GROUP = "suggestion_word"
TEXT = """Hello,

You told us what has changed about {activity}. {outcome} This is why:

{words}

If that is not right, tell us on its page in the directory, under "Report a problem".

Thank you,
{team}
"""
STAYS, IS_CHANGED = "We left it as it was.", "We changed it in other words."


def queue_word(db: Session, revision: Revision, service: Service, words: str, *, is_taken: bool) -> bool:
    """Have a group told what became of what it said, where it said so itself and left an address; whether it is."""
    address = address_of(service)
    if not revision.is_from_group or not address:
        return False
    letter = Letter(
        kind=TO_GROUP,
        dedupe_key=f"{TO_GROUP}:{revision.id}",
        address=address,
        subject=f"What you told us about {service.name}",
        text=TEXT.format(
            activity=service.name,
            outcome=IS_CHANGED if is_taken else STAYS,
            words=words,
            team=team_of_directory(db),
        ),
    )
    queue_letter(db, SEALED_FOR, service.id, letter)
    return True


def may_word_leave(_db: Session, message: OutboxMessage) -> bool:
    """Whether a group may still be told: it is not long ago that somebody decided."""
    return clock.now() - message.made_at <= KEPT_FOR
