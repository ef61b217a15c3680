"""Which state of the catalogue an answer is made from, so that an answer which would be the same need not be made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.catalogue.models.services import Service
from directory.catalogue.queries import catalogue_version


@dataclass(frozen=True)
class Edition:
    """The version of the catalogue, and when a service in it last changed.

    After a backup was put back the same version may come round again with other records; the moment tells them apart.
    """

    version: int
    moved_at: datetime | None

    def etag(self, address: str) -> str:
        """A weak validator of the answer at an address."""
        moved = self.moved_at.isoformat() if self.moved_at else ""
        return sha256(f"{self.version} {moved} {code_digest()} {address}".encode()).hexdigest()[:20]


def read_edition(db: Session) -> Edition:
    """The edition now: two rows, whatever the size of the catalogue."""
    return Edition(catalogue_version(db), db.scalar(select(func.max(Service.last_modified))))


# An answer follows from the catalogue and from the code that writes it: a new release makes all answers anew.
WRITERS = (
    "directory.api",
    "directory.api.fhir",
    "directory.exchange",
    "directory.exchange.fhir",
    "directory.exchange.representations",
    "directory.catalogue",
)


@cache
def code_digest() -> str:
    """A digest of the modules that write answers."""
    found = sha256()
    for package in WRITERS:
        for file in sorted(sources(resources.files(package)), key=lambda each: each.name):
            found.update(file.read_bytes())
    return found.hexdigest()[:12]


def sources(folder: Traversable) -> Iterator[Traversable]:
    return (each for each in folder.iterdir() if each.name.endswith(".py"))
