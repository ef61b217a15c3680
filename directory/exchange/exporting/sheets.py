"""The catalogue as a plain sheet, to be changed and sent back."""

import uuid
from collections.abc import Iterable, Iterator
from typing import IO

from sqlalchemy.orm import Session

from directory.exchange.sheets.listing import WrittenLine, list_lines
from directory.exchange.sheets.pages import listing_pages
from directory.exchange.sheets.writing import write_pages


def write_sheet(db: Session, file: IO[bytes], some: Iterable[list[uuid.UUID]], ending: str) -> int:
    """Write a row for each time and place of each service; how many services there were."""
    count = 0

    def lines() -> Iterator[WrittenLine]:
        nonlocal count
        for ids in some:
            for written in list_lines(db, ids).values():
                count += 1
                yield from written

    write_pages(file, ending, listing_pages(lines()))
    return count
