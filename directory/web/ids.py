"""Ids in addresses and hidden boxes, which may hold anything."""

import uuid


def find_id(text: object) -> uuid.UUID | None:
    """The id that a text is; None where it is none."""
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None
