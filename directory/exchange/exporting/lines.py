"""Services one a line, whole, as the feed gives them."""

import uuid
from collections.abc import Iterable
from typing import IO

import msgspec
from sqlalchemy.orm import Session

from directory.exchange.representations.services import whole_services

encode = msgspec.json.Encoder().encode


def write_lines(db: Session, file: IO[bytes], some: Iterable[list[uuid.UUID]]) -> int:
    """Write them; how many there were."""
    count = 0
    for ids in some:
        services = whole_services(db, ids)
        file.writelines(encode(each) + b"\n" for each in services)
        count += len(services)
    return count
