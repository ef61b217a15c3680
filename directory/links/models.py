"""Signed links, the codes that open them, and the browsers that have done so."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, moment, new_id


class SignedLink(Base):
    """A link about one record of one person, found by a digest of its token. The token itself is kept nowhere.

    `purpose` is a LinkPurpose; the database lists none, so that another one needs no new table. One about somebody who
    is no client has no client and no scheme: what it is about then is sealed under the key of `about_id`. `opened_at`
    is when a code of it was shown last.
    """

    __tablename__ = "signed_link"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    scheme_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("client.id"))
    purpose: Mapped[str]
    about_id: Mapped[uuid.UUID]
    made_at: Mapped[datetime] = mapped_column(default=moment)
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "about_id"), Index(None, "client_id"))

    @property
    def sealed_for(self) -> uuid.UUID:
        """Whose data key seals the letters with codes of this link."""
        return self.client_id or self.about_id


class LinkCode(Base):
    """The newest code of a link, as a digest that only the link's token can check. It is gone once it was used."""

    __tablename__ = "link_code"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    link_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("signed_link.id", ondelete="CASCADE"), unique=True)
    digest: Mapped[str]
    ends_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)


class LinkVisit(Base):
    """A browser that showed the code of a link, found by a digest of what its cookie holds."""

    __tablename__ = "link_visit"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    link_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("signed_link.id", ondelete="CASCADE"))
    began_at: Mapped[datetime] = mapped_column(default=moment)
    ends_at: Mapped[datetime]

    __table_args__ = (Index(None, "link_id"), Index(None, "ends_at"))
