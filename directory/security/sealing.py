"""Text that is ciphertext in the database and plain only in the hands of code that asked for it.

A model declares the stored column and the text beside it:

    name_sealed: Mapped[bytes]
    name = SealedText("name_sealed")

Reading opens it; writing keeps the plain text on the object, and a mark in the column, until the flush, which seals it.
The ciphertext is bound to table, row and column, so that one pasted elsewhere does not open.
"""

import os
import uuid
from collections.abc import Sequence
from functools import cache
from typing import Any, overload

from cryptography.exceptions import InvalidTag
from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from directory.security.key_tables import CannotBeRead
from directory.security.keystore import current_key_store

VERSION = b"\x01"
UNSEALED = b"\x00"
# The kind, the nonce and the tag of a text of no length.
SHORTEST = 1 + 12 + 16


class SealBroken(CannotBeRead):
    """A sealed text does not open: it was altered, moved, or belongs to another person."""


class SealedText:
    """A text column sealed under the data key of the person that the row's `person_id` names.

    None stays None. Raises KeyDestroyed or SealBroken on reading.
    """

    def __init__(self, column: str) -> None:
        self.column = column
        self.name = column

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, row: None, owner: type) -> "SealedText": ...
    @overload
    def __get__(self, row: object, owner: type) -> str: ...
    def __get__(self, row: Any, owner: type) -> Any:
        if row is None:
            return self
        if self.is_waiting(row):
            return unsealed_of(row)[self.name]
        blob = getattr(row, self.column)
        return None if blob is None else open_text(row.person_id, self.place(row), blob)

    def __set__(self, row: Any, value: str | None) -> None:
        if value is None:
            unsealed_of(row).pop(self.name, None)
            setattr(row, self.column, None)
            return
        unsealed_of(row)[self.name] = value
        setattr(row, self.column, UNSEALED)
        flag_modified(row, self.column)

    def is_waiting(self, row: Any) -> bool:
        """Whether a text was set that no flush has sealed yet. A rollback or refresh takes it back with its column."""
        if row.__dict__.get(self.column) == UNSEALED:
            return self.name in unsealed_of(row)
        unsealed_of(row).pop(self.name, None)
        return False

    def seal(self, row: Any) -> None:
        """Put the ciphertext of the waiting plain text, if there is one, into the stored column."""
        if self.is_waiting(row):
            text = unsealed_of(row).pop(self.name)
            setattr(row, self.column, seal_text(row.person_id, self.place(row), text))
        elif row.__dict__.get(self.column) == UNSEALED:
            raise SealBroken("A text was not sealed, and its words are lost: set it again.")

    def place(self, row: Any) -> bytes:
        return place_of(row.__tablename__, self.column, row.id)


def place_of(table: str, column: str, row_id: uuid.UUID) -> bytes:
    """What a ciphertext is bound to."""
    return f"{table}.{column}:{row_id}".encode()


@cache
def sealed_texts_of(model: type) -> Sequence[SealedText]:
    """The sealed texts that a model, or one it derives from, declares."""
    return tuple(each for base in model.__mro__ for each in vars(base).values() if isinstance(each, SealedText))


def unsealed_of(row: Any) -> dict[str, str]:
    """The plain texts of a row that wait for the next flush."""
    waiting: dict[str, str] = row.__dict__.setdefault("_unsealed", {})
    return waiting


def seal_text(person_id: uuid.UUID | None, place: bytes, text: str) -> bytes:
    if person_id is None:
        raise SealBroken("A text of nobody cannot be sealed: say first whom the row is about.")
    nonce = os.urandom(12)
    return VERSION + nonce + current_key_store().make_key(person_id).encrypt(nonce, text.encode(), place)


def open_text(person_id: uuid.UUID, place: bytes, blob: bytes) -> str:
    if blob[:1] != VERSION or len(blob) < SHORTEST:
        raise SealBroken("A sealed text is of a kind this version does not know.")
    try:
        return current_key_store().key_of(person_id).decrypt(blob[1:13], blob[13:], place).decode()
    except InvalidTag:
        raise SealBroken("A sealed text does not open: it was altered or moved.") from None


@event.listens_for(Session, "before_flush")
def seal_waiting_texts(session: Session, _context: object, _instances: object) -> None:
    """Seal every plain text that waits on a new or changed row."""
    for row in (*session.new, *session.dirty):
        sealed = sealed_texts_of(row.__class__)
        if sealed and getattr(row, "id", None) is None:
            row.id = uuid.uuid4()
        for text in sealed:
            text.seal(row)
