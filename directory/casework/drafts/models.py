"""A form that somebody has begun about a client."""

import json
import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class FormDraft(Base):
    """What a member of staff has typed so far into one form about a client. `about` names what else it is about.

    `answers` is JSON: pairs of a name and what was typed there.
    """

    __tablename__ = "form_draft"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    form: Mapped[str]
    about: Mapped[str]
    answers_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    begun_at: Mapped[datetime] = mapped_column(default=moment)
    saved_at: Mapped[datetime] = mapped_column(default=moment)
    version: Mapped[int] = mapped_column(default=1)

    answers = SealedText("answers_sealed")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        UniqueConstraint("user_id", "client_id", "form", "about"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "client_id"),
        Index(None, "saved_at"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

    @property
    def typed(self) -> Sequence[tuple[str, str]]:
        """What was typed, by the names of the boxes."""
        return [(name, value) for name, value in json.loads(self.answers)]
