"""What sealed records of clients are found by: blind tokens of names, numbers and dates, made whenever those change.

A token says nothing to who has the records alone, but that two clients of a scheme share it. Tokens are no part of what
is known of somebody: they go with the client, and can be made anew from what is sealed.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    delete,
    event,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from directory.casework.home_addresses import door_of
from directory.casework.models import Client
from directory.casework.naming import beginning_of, name_words, sound_of
from directory.catalogue.duplicates.likeness_words import email_key, phone_key
from directory.db import Base
from directory.db_errors import constraint_name
from directory.errors import WrongInput
from directory.security.blind_indexes import BlindIndex, indexes_of
from directory.security.keystore import current_key_store


class TokenKind(StrEnum):
    """Of what a token was made."""

    NHS_NUMBER = "nhs number"
    EMAIL = "email"
    PHONE = "phone"
    BORN_ON = "born on"
    WORD = "name word"
    BEGINNING = "name beginning"
    SOUND = "name sound"
    HOME = "home"
    """The door they live behind: who searches does not go by it. See `safety/at_address.py`."""


KINDS = ", ".join(f"'{kind}'" for kind in TokenKind)
IS_NHS_NUMBER = f"kind = '{TokenKind.NHS_NUMBER}'"
ONE_NHS_NUMBER = "uq_client_token_nhs_number"
# A change of none of these changes no token.
MADE_OF = ("name", "nhs_number", "email", "phone", "other_phone", "born_on", "address", "postcode")


class ClientToken(Base):
    """One token of one client. Of one scheme no two clients have the same NHS number."""

    __tablename__ = "client_token"

    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    token: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))

    __table_args__ = (
        CheckConstraint(f"kind IN ({KINDS})", name="known_kind"),
        # What a search asks of a token stands in the index: of a name that many have, no row is looked up.
        Index("ix_client_token_found", "scheme_id", "token", "client_id", "kind"),
        Index(
            ONE_NHS_NUMBER,
            "scheme_id",
            "token",
            unique=True,
            sqlite_where=text(IS_NHS_NUMBER),
            postgresql_where=text(IS_NHS_NUMBER),
        ),
    )


class NhsNumberTaken(WrongInput):
    """Somebody else of the team has this NHS number: it is the same person, or one of the two numbers is wrong."""

    def __init__(self, reference: str = "") -> None:
        message = "We cannot keep this NHS number here. Check the ten digits, or leave it empty and ask your manager"
        if reference:
            message = f"This is the NHS number of client {reference}. Look at their record, or check the ten digits"
        super().__init__("Check the NHS number.", {"nhs_number": message})


def indexes_of_scheme(scheme_id: uuid.UUID) -> list[BlindIndex]:
    """The blind indexes of a scheme, the one that makes new tokens first."""
    return indexes_of(current_key_store().index_keys(), scheme_id)


def told_apart_by(client: Client) -> Iterator[tuple[TokenKind, str]]:
    """What a client is found by: each kind, and the value in the one way in which it is written."""
    if client.nhs_number:
        yield TokenKind.NHS_NUMBER, client.nhs_number
    if client.email and email_key(client.email):
        yield TokenKind.EMAIL, email_key(client.email)
    for number in {phone_key(each) for each in (client.phone, client.other_phone) if each} - {""}:
        yield TokenKind.PHONE, number
    if client.born_on:
        yield TokenKind.BORN_ON, client.born_on.isoformat()
    yield from told_by_name(name_words(client.name))


def made_of(client: Client) -> Iterator[tuple[TokenKind, str]]:
    """All that tokens of a client are made of: what they are found by, and the door they live behind."""
    yield from told_apart_by(client)
    if door := door_of(client.address, client.postcode):
        yield TokenKind.HOME, door


def told_by_name(words: Iterable[str]) -> Iterator[tuple[TokenKind, str]]:
    """What the words of a name are found by."""
    for word in words:
        yield TokenKind.WORD, word
        if beginning_of(word):
            yield TokenKind.BEGINNING, beginning_of(word)
        if sound_of(word):
            yield TokenKind.SOUND, sound_of(word)


def make_tokens(db: Session, client: Client, *, may_double: bool = False) -> bool:
    """Replace the tokens of a client by those of what is known now, and note by which index key.

    Returns whether all could be kept: with `may_double` an NHS number that another client has is left out.
    """
    index = indexes_of_scheme(client.scheme_id)[0]
    told = {(kind, index.token(kind, value)) for kind, value in made_of(client)}
    is_whole = True
    if may_double:
        taken = taken_numbers(db, client)
        is_whole = not any(token in taken for _, token in told)
        told = {(kind, token) for kind, token in told if token not in taken}
    connection = db.connection()
    connection.execute(delete(ClientToken).where(ClientToken.client_id == client.id))
    if told:
        rows = [row_of(client, kind, token) for kind, token in sorted(told)]
        connection.execute(insert(ClientToken), rows)
    connection.execute(update(Client).where(Client.id == client.id).values(tokens_by=index.mark))
    return is_whole


def row_of(client: Client, kind: TokenKind, token: bytes) -> dict[str, Any]:
    return {"client_id": client.id, "scheme_id": client.scheme_id, "kind": kind.value, "token": token}


def taken_numbers(db: Session, client: Client) -> set[bytes]:
    """The tokens of a client's NHS number that somebody else of the scheme has, by whichever index key."""
    if not client.nhs_number:
        return set()
    indexes = indexes_of_scheme(client.scheme_id)
    tokens = [index.token(TokenKind.NHS_NUMBER, client.nhs_number) for index in indexes]
    of_others = (ClientToken.scheme_id == client.scheme_id, ClientToken.client_id != client.id)
    is_taken = db.scalar(select(ClientToken.client_id).where(*of_others, ClientToken.token.in_(tokens)))
    return set(tokens) if is_taken else set()


def find_by_nhs_number(db: Session, scheme_id: uuid.UUID, nhs_number: str) -> Client | None:
    """The client of a scheme with an NHS number."""
    tokens = [index.token(TokenKind.NHS_NUMBER, nhs_number) for index in indexes_of_scheme(scheme_id)]
    has_it = select(ClientToken.client_id).where(ClientToken.scheme_id == scheme_id, ClientToken.token.in_(tokens))
    return db.scalars(select(Client).where(Client.scheme_id == scheme_id, Client.id.in_(has_it))).first()


@contextmanager
def nhs_number_once() -> Iterator[None]:
    """Tell in plain words that somebody else was a moment quicker with the same NHS number."""
    try:
        yield
    except IntegrityError as error:
        if is_nhs_number_taken(error):
            raise NhsNumberTaken from None
        raise


def is_nhs_number_taken(error: IntegrityError) -> bool:
    # SQLite names the columns of an index, and not the index.
    broken = constraint_name(error)
    return broken == ONE_NHS_NUMBER or broken.endswith(": client_token.scheme_id, client_token.token")


@event.listens_for(Session, "after_flush")
def keep_tokens(session: Session, _context: UOWTransaction) -> None:
    """Make the tokens of every client that is new, or of whom something changed that they are found by.

    An NHS number that two had before is no reason to refuse another change of either.
    """
    for row in (*session.new, *session.dirty):
        if isinstance(row, Client) and (row in session.new or is_told_otherwise(row, *MADE_OF)):
            has_old_number = row not in session.new and not is_told_otherwise(row, "nhs_number")
            make_tokens(session, row, may_double=has_old_number)


def is_told_otherwise(client: Client, *names: str) -> bool:
    """Whether one of these sealed texts of a client, or their scheme, is to be written anew."""
    state = inspect(client)
    columns = ("scheme_id", *(f"{name}_sealed" for name in names))
    return any(state.attrs[each].history.has_changes() for each in columns)
