"""Where the meanings of texts are kept, so that a text is read by the model once in its life."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, moment


class TextEmbedding(Base):
    """The vector of one text under one model: `digest` is the SHA-256 of the text, `vector` little-endian float16."""

    __tablename__ = "text_embedding"

    model: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(default=moment)
