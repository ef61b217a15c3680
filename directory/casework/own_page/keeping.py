"""Giving somebody a link to their own page, and ending it."""

from datetime import date

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.own_page.letters import CannotBeSent, is_to_client, letter_to_client
from directory.casework.rules import why_not_written_to
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import end_links
from directory.outbox import cancel_letters, find_letter, queue_letter


def why_no_own_page(actor: Actor, client: Client, today: date) -> str:
    """Why an actor cannot send a client a link to their own page, as a sentence; empty where they can."""
    if client.restricted_at is not None and client.coordinator_id != actor.user_id:
        return "This record is restricted: only their coordinator can send it."
    return why_not_written_to(client, today)


def send_own_page(db: Session, actor: Actor, client: Client, submission_key: str) -> None:
    """Send a client a link to their own page. It ends the one before; a second click sends none.

    The caller keeps the client from others. Raises CannotBeSent.
    """
    why = why_no_own_page(actor, client, clock.today())
    if why:
        raise CannotBeSent(f"We cannot send it. {why}")
    letter = letter_to_client(client, actor.scheme_name, submission_key)
    if find_letter(db, letter.dedupe_key) is not None:
        return
    close_own_page(db, client)
    queue_letter(db, client.id, client.id, letter)
    record_act(db, actor.user_id, actor.scheme_id, "own_page.link_sent", "client", [client.id])


def end_own_page(db: Session, actor: Actor, client: Client) -> bool:
    """Have a client see nothing any more by their link, nor by a letter that waits; says whether that was news."""
    if not close_own_page(db, client):
        return False
    record_act(db, actor.user_id, actor.scheme_id, "own_page.link_ended", "client", [client.id])
    return True


def close_own_page(db: Session, client: Client) -> int:
    """End the link to a client's own page, with all who look by it, and hold back what waits to be sent to them."""
    # In this order, a code that is asked for just now is held back too.
    ended = end_links(db, client_id=client.id, purpose=LinkPurpose.OWN_PAGE)
    return ended + cancel_letters(db, person_id=client.id, of=is_to_client())
