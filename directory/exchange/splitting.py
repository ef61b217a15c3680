"""Cutting a stream of bytes into items: the lines of an ndjson file, or the entries of a JSON list.

Nothing is parsed here, so that one broken item costs one item and not the rest of the file, and every format has its
items read by the same decoder. What is longer than the limit is passed over without being kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

OUTSIDE = re.compile(rb'["\[\]{},]')
# Commas count only between the entries of the list; skipping the others halves the work.
INSIDE = re.compile(rb'["\[\]{}]')
IN_TEXT = re.compile(rb'["\\]')


@dataclass(frozen=True, slots=True)
class Piece:
    """One item as it stands in the file; `data` is None where it is longer than the limit."""

    number: int
    data: bytes | None


def split_lines(chunks: Iterator[bytes], most: int) -> Iterator[Piece]:
    """The lines of a stream that are not blank, numbered from 1 with the blank ones counted."""
    number, held, size = 1, list[bytes](), 0
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for line in ended:
            held.append(line)
            if piece := make_piece(number, held, size + len(line), most):
                yield piece
            number, size = number + 1, 0
            held.clear()
        size += len(rest)
        if size <= most:
            held.append(rest)
    if piece := make_piece(number, held, size, most):
        yield piece


def make_piece(number: int, parts: list[bytes], size: int, most: int) -> Piece | None:
    if size > most:
        return Piece(number, None)
    data = b"".join(parts).strip()
    return Piece(number, data) if data else None


class ItemSplitter:
    """Cuts the inside of a JSON list at its commas, or a row of objects where each one ends.

    `is_closed` says afterwards whether the list came to its end; `rest` is what stood after it.
    """

    def __init__(self, most: int, *, is_list: bool) -> None:
        self.most = most
        self.is_list = is_list
        self.is_closed = False
        self.rest = b""
        self.number = 0
        self._buffer = bytearray()
        self._at = 0
        self._depth = 0
        self._is_in_text = False
        self._is_too_long = False

    def split(self, chunks: Iterator[bytes]) -> Iterator[Piece]:
        for chunk in chunks:
            if self.is_closed:
                self.rest += chunk.strip()[:100]
                if self.rest:
                    return
                continue
            self._buffer += chunk
            yield from self.cut()
            self.let_go()
        last = bytes(self._buffer).strip()
        is_whole = not self._depth and not self._is_in_text
        if not self.is_closed and (is_whole or not self.is_list) and (last or self._is_too_long):
            yield self.piece(last)

    def cut(self) -> Iterator[Piece]:
        """The items that end in the buffer; forgets them, and all that can be judged is judged."""
        start = 0
        while not self.is_closed and (mark := self.next_token()) is not None:
            if mark in b"[{":
                self._depth += 1
            elif mark == b",":
                yield self.piece(self._buffer[start : self._at - 1])
                start = self._at
            elif self.is_list and self._depth == 0:
                self.is_closed = mark == b"]"
            else:
                self._depth = max(0, self._depth - 1)
                if self._depth == 0 and not self.is_list:
                    yield self.piece(self._buffer[start : self._at])
                    start = self._at
        if self.is_closed:
            last = self._buffer[start : self._at - 1].strip()
            if last or self._is_too_long:
                yield self.piece(last)
            self.rest = bytes(self._buffer[self._at :]).strip()[:100]
            start = len(self._buffer)
        del self._buffer[:start]
        self._at = max(0, self._at - start)

    def next_token(self) -> bytes | None:
        """The next bracket or comma outside text, with the place after it in `_at`; None at the end of the buffer."""
        while True:
            if self._is_in_text:
                found = IN_TEXT.search(self._buffer, self._at)
                if found is None:
                    self._at = max(self._at, len(self._buffer))
                    return None
                is_escape = found[0] == b"\\"
                self._at = found.end() + is_escape
                self._is_in_text = is_escape
                continue
            found = (INSIDE if self._depth or not self.is_list else OUTSIDE).search(self._buffer, self._at)
            if found is None:
                self._at = max(self._at, len(self._buffer))
                return None
            self._at = found.end()
            if found[0] == b'"':
                self._is_in_text = True
                continue
            return found[0]

    def let_go(self) -> None:
        """Keep no more of an item than the limit; how deep it is nested is still followed."""
        if len(self._buffer) > self.most:
            self._is_too_long = True
        if self._is_too_long:
            beyond = max(0, self._at - len(self._buffer))
            self._buffer.clear()
            self._at = beyond

    def piece(self, item: bytes | bytearray) -> Piece:
        self.number += 1
        is_too_long, self._is_too_long = self._is_too_long or len(item) > self.most, False
        return Piece(self.number, None if is_too_long else bytes(item).strip())
