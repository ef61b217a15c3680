"""Where a sender wants to be told of changes."""

import uuid
from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, moment
from directory.security.sealing import SealedText

# One key seals the secrets of all senders: they are about no person.
SEALED_FOR = uuid.UUID("5f0d3c1e-8a42-4c6e-9b7d-2e1f6a905c34")


class SenderWebhook(Base):
    """An https address of a sender, whose id it has, and the secret by which it knows that it is us who tell it."""

    __tablename__ = "sender_webhook"
    person_id: ClassVar[uuid.UUID] = SEALED_FOR

    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("api_sender.id"), primary_key=True)
    address: Mapped[str]
    secret_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(default=moment)

    secret = SealedText("secret_sealed")
