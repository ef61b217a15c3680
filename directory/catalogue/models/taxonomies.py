"""The words the catalogue is tagged with: taxonomies, their terms, the phrases people use, and what helps what."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Base, new_id


class Taxonomy(Base):
    """A set of terms with one purpose, our own or somebody else's."""

    __tablename__ = "taxonomy"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    description: Mapped[str]
    uri: Mapped[str | None]
    version: Mapped[str | None]


class TaxonomyTerm(Base):
    """One term: an interest, a need, a group of people, a kind of area, or a term of an outside vocabulary.

    `is_urgent` marks a need at which a screen shows help lines first.
    """

    __tablename__ = "taxonomy_term"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    taxonomy_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("taxonomy.id", ondelete="CASCADE"))
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("taxonomy_term.id", ondelete="SET NULL"))
    code: Mapped[str | None]
    name: Mapped[str]
    description: Mapped[str]
    term: Mapped[str | None]
    term_uri: Mapped[str | None]
    language: Mapped[str | None]
    is_urgent: Mapped[bool] = mapped_column(default=False)

    taxonomy: Mapped[Taxonomy | None] = relationship(lazy="raise")
    phrases: Mapped[list["TermPhrase"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by="TermPhrase.phrase"
    )

    __table_args__ = (UniqueConstraint("taxonomy_id", "code"), Index(None, "parent_id"))


class PhraseUse(StrEnum):
    """Whose words a phrase is in."""

    SAID = "said"
    """What a client, a relative or a GP says when they mean the term."""
    OFFERED = "offered"
    """What groups write in their listings when they offer what helps."""


class TermPhrase(Base):
    """Words that people use for a term. What somebody here took out stays as a row, so that it can be put back."""

    __tablename__ = "term_phrase"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    term_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("taxonomy_term.id", ondelete="CASCADE"))
    use: Mapped[str] = mapped_column(default=PhraseUse.SAID.value)
    phrase: Mapped[str]
    taken_out_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("term_id", "use", "phrase"),
        CheckConstraint("use IN ('said', 'offered')", name="known_use"),
    )


class TermLink(Base):
    """A need is helped by a kind of activity; `position` 0 is what helps most."""

    __tablename__ = "term_link"

    need_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("taxonomy_term.id", ondelete="CASCADE"), primary_key=True)
    helped_by_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("taxonomy_term.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(default=0)

    __table_args__ = (CheckConstraint("need_id <> helped_by_id", name="helps_another"), Index(None, "helped_by_id"))


class Attribute(Base):
    """A term hung on a record: `link_entity` names the table and `link_id` the row.

    `link_type` says what the term describes: service_type, need, service_eligibility, accessibility, …
    """

    __tablename__ = "attribute"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    link_id: Mapped[uuid.UUID]
    link_entity: Mapped[str]
    link_type: Mapped[str | None]
    taxonomy_term_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("taxonomy_term.id", ondelete="CASCADE"))
    value: Mapped[str | None]
    label: Mapped[str | None]

    term: Mapped[TaxonomyTerm] = relationship(lazy="raise")

    __table_args__ = (Index(None, "link_id"), Index(None, "taxonomy_term_id"))
