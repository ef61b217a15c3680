"""Ending the link that a group got, and sending it a new one, as when an address was wrong or a letter went astray."""

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.errors import Refused
from directory.links.signed_links import end_links
from directory.outbox import cancel_letters, find_letter, queue_letter
from directory.referrals.letters import letter_to_provider, may_be_told
from directory.referrals.models import OnwardReferral
from directory.referrals.replies import find_to_share
from directory.referrals.tell_by import TellBy


class NothingToSend(Refused):
    """The group of a referral cannot be sent a letter now; the message says why."""


def end_reply_link(db: Session, actor: Actor, referral: OnwardReferral) -> bool:
    """Have the group see nothing any more by its link, nor by a letter that waits; says whether that was news."""
    ended = end_links(db, about_id=referral.id) + cancel_letters(db, about_id=referral.id)
    if ended:
        record_act(db, actor.user_id, actor.scheme_id, "link.ended", "onward_referral", [referral.id])
    return bool(ended)


def send_letter_again(db: Session, actor: Actor, referral: OnwardReferral, submission_key: str) -> None:
    """Send the group a new letter, to the address it has now. Its link ends the one before; a second click sends none.

    Raises NothingToSend where nothing may be shared any more, or nobody has an address of theirs.
    """
    shared = find_to_share(db, referral.id)
    if shared is None or not may_be_told(shared):
        raise NothingToSend("The referral or their agreement has ended, so that the group is told nothing more.")
    letter = letter_to_provider(shared, shared.service, shared.client, actor.scheme_name, again=submission_key)
    if letter is None:
        raise NothingToSend("The group has no email address with us. Please ring them.")
    if find_letter(db, letter.dedupe_key) is not None:
        return
    end_links(db, about_id=referral.id)
    cancel_letters(db, about_id=referral.id)
    queue_letter(db, referral.client_id, referral.id, letter)
    # Who is written to now is written to from now on.
    referral.tell_by = TellBy.EMAIL.value
    record_act(db, actor.user_id, actor.scheme_id, "link.renewed", "onward_referral", [referral.id])
