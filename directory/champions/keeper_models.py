"""Who keeps a domain beside its champion."""

import uuid

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base


class ChampionDomainDeputy(Base):
    """Somebody keeps a domain too, and alone while its champion is away."""

    __tablename__ = "champion_domain_deputy"

    domain_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("champion_domain.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True)

    __table_args__ = (Index(None, "user_id"),)
