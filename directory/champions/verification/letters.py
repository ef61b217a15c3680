"""Letters that keep listings true: to a group about all of its own that are due, and to a champion about the silent."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.letters import SEALED_FOR as SEALED_FOR_STAFF
from directory.accounts.models import User
from directory.accounts.queries import team_of_directory
from directory.audit.operations import record_act
from directory.champions.messages.letters import KEPT_FOR
from directory.champions.messages.models import SEALED_FOR
from directory.champions.verification.models import Verification, VerificationLetter, VerificationLetterListing
from directory.champions.verification.waiting import is_as_before, is_open
from directory.links.in_letters import LINK_TO_COME, with_link
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import make_link
from directory.outbox import Letter, OutboxMessage, queue_letter, queue_new_letters
from directory.security.tokens import key_of

# The kinds: to a group, and to a champion about the silent, and about letters that came back.
TO_GROUP, TO_CHAMPION, RETURNED = "verification", "verification_silent", "verification_returned"
# Stands in a letter until it leaves.
SITE_TO_COME = "(the address of the site)"
MOST_NAMED = 20
GROUP_TEXT = """Hello,

People look in our directory for somewhere to go. It lists what you run:

{activities}

Is all of it still right? Please look at it here. One press says that it is. If something has changed, you can tell us \
there too. You need no password:

{link}

The page works for 60 days. What nobody has checked for long is shown as "not recently checked", after everything else.

If you are not the right person, please pass this letter on.

Thank you,
{team}
"""
CHAMPION_TEXT = """Hello {name},

{count} cannot be checked by letter, or nobody has answered. Please ring, or look for yourself:

{lines}

They stand under "No answer" in your listings; what no domain holds, under \
"Listings that nobody looks after":

{site}/staff/listings

Thank you,
Lynchpin
"""
RETURNED_TEXT = """Hello {name},

We wrote to groups of yours, and letters came back. Where it says that the address does not work, please ring them and \
ask for the right one: we write there no more until it is changed.

They stand under "No answer" in your listings; what no domain holds, under \
"Listings that nobody looks after":

{site}/staff/listings

Thank you,
Lynchpin
"""
# What comes back within that time is told in one letter.
TOLD_AFTER = timedelta(hours=1)


def queue_verifications(db: Session, letters: Sequence[VerificationLetter]) -> None:
    """Have groups asked about their listings, which were read with the letters."""
    team = team_of_directory(db)
    queue_new_letters(db, SEALED_FOR, {each.id: to_group(each, team) for each in letters})


def to_group(letter: VerificationLetter, team: str) -> Letter:
    """What a group is asked; `team` signs for the directory."""
    names = sorted({each.service.name for each in letter.verifications}, key=str.casefold)
    is_first = all(each.letters <= 1 for each in letter.verifications)
    about = names[0] if len(names) == 1 else f"your {len(names)} listings"
    subject = f"Is {about} still right?" if len(names) == 1 else f"Are {about} still right?"
    text = GROUP_TEXT.format(activities=listed_lines(names), link=LINK_TO_COME, team=team)
    return Letter(
        kind=TO_GROUP,
        dedupe_key=f"{TO_GROUP}:{letter.id}",
        address=letter.address,
        subject=subject if is_first else f"We ask once more: {subject[0].lower()}{subject[1:]}",
        text=text,
    )


def listed_lines(names: list[str]) -> str:
    """Names below one another, so many at most."""
    more = len(names) - MOST_NAMED
    lines = [f"- {each}" for each in names[:MOST_NAMED]]
    return "\n".join([*lines, f"- and {more} more"] if more > 0 else lines)


def finish_letter(db: Session, message: OutboxMessage, text: str, site_address: str) -> str:
    """The text of a letter to a group as it leaves, with a link that is made now."""
    token = make_link(db, LinkPurpose.LISTINGS, scheme_id=None, client_id=None, about_id=message.about_id)
    record_act(db, None, None, "link.made", "signed_link", [key_of(token)])
    return with_link(text, site_address, LinkPurpose.LISTINGS, token)


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether a group may still be asked: it is not long ago, and something it is asked about still waits."""
    asked = (
        select(Verification.id)
        .join(VerificationLetterListing, VerificationLetterListing.verification_id == Verification.id)
        .where(VerificationLetterListing.letter_id == message.about_id, is_open(), is_as_before())
    )
    return clock.now() - message.made_at <= KEPT_FOR and db.scalar(asked.limit(1)) is not None


def queue_silent(db: Session, keeper: User, reasons: Mapping[str, int], key: str) -> None:
    """Tell who keeps listings how many of them nobody answers for, and why. `key` is the same for the same listings."""
    count = sum(reasons.values())
    listings = "One listing" if count == 1 else f"{count} listings"
    lines = "\n".join(f"- {number}: {why}" for why, number in reasons.items())
    letter = Letter(
        kind=TO_CHAMPION,
        dedupe_key=f"{TO_CHAMPION}:{keeper.id}:{key}",
        address=keeper.email,
        subject=f"{listings} to make sure of",
        text=CHAMPION_TEXT.format(name=keeper.name, count=listings, lines=lines, site=SITE_TO_COME),
    )
    queue_letter(db, SEALED_FOR_STAFF, keeper.id, letter)


def queue_returned(db: Session, keeper: User) -> None:
    """Tell who keeps listings that letters to their groups came back, in one letter for all of an hour."""
    letter = Letter(
        kind=RETURNED,
        dedupe_key=f"{RETURNED}:{keeper.id}:{clock.now():%Y-%m-%dT%H}",
        address=keeper.email,
        subject="Letters to groups came back",
        text=RETURNED_TEXT.format(name=keeper.name, site=SITE_TO_COME),
    )
    queue_letter(db, SEALED_FOR_STAFF, keeper.id, letter, due_at=clock.now() + TOLD_AFTER)


def finish_silent(_db: Session, _message: OutboxMessage, text: str, site_address: str) -> str:
    """The text of a letter to a champion as it leaves, with the address of the site."""
    return text.replace(SITE_TO_COME, site_address)


def may_silent_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether a champion may still be told: they still work here, and it is still news."""
    champion = db.get(User, uuid.UUID(str(message.about_id)))
    return champion is not None and champion.is_active and clock.now() - message.made_at <= KEPT_FOR
