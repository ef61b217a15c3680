"""What one look at the catalogue found."""

import json
import uuid
from dataclasses import dataclass
from datetime import date

from directory.champions.findings.models import FindingKind, Found

# Ids of findings are made from this and from what they are about.
_NAMES = uuid.UUID("0f4a4a63-0c0e-4a0a-9a53-1c7f7cf8a6c4")


@dataclass(frozen=True)
class Place:
    """One value in one field of a record."""

    entity: str
    record_id: uuid.UUID
    field: str
    about: str


@dataclass(frozen=True)
class Sighting:
    """What is thought to be wrong with a value, what was found beside it, and what would be right.

    `since` is from when on it is known to be so, where that is before today.
    """

    place: Place
    kind: FindingKind
    found: Found
    detail: str | None = None
    proposal: str | None = None
    since: date | None = None

    @property
    def id(self) -> uuid.UUID:
        """The same for the same value in the same field, whatever is wrong with it."""
        place = self.place
        named = [place.entity, str(place.record_id), self.kind.value, place.field, place.about]
        return uuid.uuid5(_NAMES, json.dumps(named))
