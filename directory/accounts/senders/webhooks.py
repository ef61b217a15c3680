"""Saying where a sender wants to be told of changes, and taking that back."""

import base64
import secrets
import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.senders.webhook_models import SenderWebhook
from directory.audit.operations import record_act

# As the Standard Webhooks specification writes secrets: a prefix, and 24 to 64 bytes in base64.
PREFIX, SECRET_BYTES = "whsec_", 32


def find_webhook(db: Session, sender_id: uuid.UUID, *, to_change: bool = False) -> SenderWebhook | None:
    wanted = select(SenderWebhook).where(SenderWebhook.id == sender_id)
    return db.scalar(wanted.with_for_update() if to_change else wanted)


def set_webhook(db: Session, sender_id: uuid.UUID, scheme_id: uuid.UUID, address: str) -> SenderWebhook:
    """Have a sender be told at an address from now on, with a new secret: the one before proves nothing any more."""
    webhook = find_webhook(db, sender_id, to_change=True)
    if webhook is None:
        webhook = SenderWebhook(id=sender_id)
        db.add(webhook)
    webhook.address, webhook.secret, webhook.made_at = address, make_secret(), clock.now()
    record_act(db, sender_id, scheme_id, "sender.webhook_set", "api_sender", [sender_id])
    return webhook


def make_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def remove_webhook(db: Session, actor_id: uuid.UUID | None, sender_id: uuid.UUID, scheme_id: uuid.UUID) -> bool:
    """Have a sender be told no more; says whether it was."""
    webhook = find_webhook(db, sender_id, to_change=True)
    if webhook is None:
        return False
    db.delete(webhook)
    record_act(db, actor_id, scheme_id, "sender.webhook_removed", "api_sender", [sender_id])
    return True
