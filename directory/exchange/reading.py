"""A file of services opened: what kind it is, and its items one after the other, whatever it turns out to hold.

The kind is told from the content, never from the name: gzip or plain; lines, a list, a page with `contents`, or
objects written over many lines. A file is hostile until read: nothing is kept longer than one item, decompression
stops when it runs away, and what goes wrong half-way ends the reading with a sentence instead of an error.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path

import msgspec

from directory.errors import WrongInput
from directory.exchange.formats import Expected, Format
from directory.exchange.notices import Notices
from directory.exchange.refusals import RefusedRecord
from directory.exchange.splitting import ItemSplitter, Piece, split_lines

CHUNK_BYTES = 64 * 1024
GZIP_MAGIC = b"\x1f\x8b"
BOM = b"\xef\xbb\xbf"
PAGES = {b"contents": "page", b"content": "page of 1.0"}
KEY_OR_BRACKET = re.compile(rb'"((?:[^"\\]|\\.)*)"|[\[\]{}:]', re.DOTALL)


class UnreadableFile(WrongInput):
    """This is no file that services can be read from, and the message says what it is instead."""


@dataclass(frozen=True)
class Limits:
    """How much of a file is taken. The ratio of unpacked to packed bytes counts after the first part."""

    item_bytes: int = 5_000_000
    unpacked_bytes: int = 4 * 1024**3
    ratio: int = 200
    ratio_from_bytes: int = 20_000_000


class Stopped(Exception):
    """The bytes end here, for a reason that the person who runs the import has to be told."""


class Feed:
    """An opened file of services. `ended_early` says, once the items are read, why not all of the file was."""

    def __init__(self, file: BufferedReader, size: int, limits: Limits, format: Format | None) -> None:
        self.size = size
        self.limits = limits
        self.expected = Expected(format or Format.ORUK_3, is_told=format is not None)
        self.ended_early: str | None = None
        self.unit = "line"
        self.notices = Notices()
        self._file = file
        self._last = 0

    @property
    def done(self) -> int:
        """How many bytes of the file, as it lies on the disk, have been read."""
        return min(self._file.tell(), self.size)

    def items(self) -> Iterator[Piece]:
        """The items of the file. Raises UnreadableFile only, and only before the first one."""
        chunks = self.chunks()
        try:
            head = read_head(chunks)
            kind, start = tell_kind(head)
        except Stopped as stopped:
            self.ended_early = f"Nothing could be read: {stopped}."
            return
        if kind == "page of 1.0" and not self.expected.is_told:
            self.expected = replace(self.expected, format=Format.ORUK_1)
        if kind == "lines":
            pieces, splitter = split_lines(follow(head, chunks), self.limits.item_bytes), None
        else:
            self.unit = "item"
            splitter = ItemSplitter(self.limits.item_bytes, is_list=kind != "objects")
            pieces = splitter.split(follow(head[start:], chunks))
        try:
            for piece in pieces:
                self._last = piece.number
                yield piece
        except Stopped as stopped:
            self.ended_early = f"Reading stopped after {self.unit} {self._last}: {stopped}."
            return
        if splitter:
            self.ended_early = self.judge_end(splitter, may_have_rest=kind.startswith("page"))

    def refusals(self) -> Iterator[RefusedRecord]:
        """What was refused beside items: nothing, for a feed has nothing else."""
        return iter(())

    def judge_end(self, splitter: ItemSplitter, *, may_have_rest: bool) -> str | None:
        if splitter.is_list and not splitter.is_closed:
            return f"The file is cut short after item {self._last}: its list is not closed."
        if splitter.rest and not may_have_rest:
            return f"There is more in the file after the end of the list (item {self._last}); it was not read."
        return None

    def chunks(self) -> Iterator[bytes]:
        """The bytes of the file, unpacked. Raises Stopped where they cannot or must not go on."""
        packed = self._file.read(2) == GZIP_MAGIC
        self._file.seek(0)
        stream: gzip.GzipFile | BufferedReader = gzip.GzipFile(fileobj=self._file) if packed else self._file
        total = 0
        while True:
            try:
                # read() would lose what it holds already when the rest turns out to be damaged.
                chunk = stream.read1(CHUNK_BYTES)
            except EOFError:
                raise Stopped("the file is cut short there, in the middle of its gzip data") from None
            except (OSError, zlib.error) as broken:
                raise Stopped(f"the file cannot be unpacked further ({broken})") from None
            if not chunk:
                return
            total += len(chunk)
            self.guard(total, is_packed=packed)
            yield chunk

    def guard(self, total: int, *, is_packed: bool) -> None:
        if total > self.limits.unpacked_bytes:
            raise Stopped(f"it holds more than {self.limits.unpacked_bytes:,} bytes unpacked")
        if is_packed and total > self.limits.ratio_from_bytes and total > self.limits.ratio * self._file.tell():
            raise Stopped(f"it unpacks to more than {self.limits.ratio} times its size, as only a zip bomb does")


@contextmanager
def open_feed(path: Path, limits: Limits = Limits(), format: Format | None = None) -> Iterator[Feed]:
    """A file of services, for as long as the block lasts. Raises UnreadableFile."""
    try:
        with path.open("rb") as file:
            yield Feed(file, path.stat().st_size, limits, format)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as missing:
        raise UnreadableFile(f"{path} cannot be opened: {missing.strerror}.") from missing


def read_head(chunks: Iterator[bytes]) -> bytes:
    """The beginning of the file, long enough to tell what it is; without a byte order mark."""
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head.lstrip()) >= CHUNK_BYTES // 2 or len(head) > 16 * CHUNK_BYTES:
            break
    return head.removeprefix(BOM)


def follow(head: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from chunks


def tell_kind(head: bytes) -> tuple[str, int]:
    """Whether these are lines, a list, a page or objects over many lines, and where the first item can begin.

    Raises UnreadableFile for what is plainly something else.
    """
    if head.startswith(b"PK\x03\x04"):
        raise UnreadableFile("This is a zip archive: unpack it and import the file inside.")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile("This file is in UTF-16; Open Referral feeds are in UTF-8.")
    text = head.lstrip()
    start = len(head) - len(text)
    first, newline, more = text.partition(b"\n")
    following = more.lstrip()
    if text[:1] not in (b"{", b"["):
        return "lines", 0
    if following.startswith(b"{") and (is_json(first) or text[:1] == b"{"):
        return "lines", 0
    if text.startswith(b"["):
        return "list", start + 1
    if contents := find_contents(text):
        kind, place = contents
        return kind, start + place
    # A line that goes on beyond the head says nothing by how the head ends.
    is_many_lined = newline and first.rstrip().endswith((b"{", b"[", b",", b":"))
    return ("objects" if is_many_lined else "lines"), 0


def is_json(text: bytes) -> bool:
    try:
        msgspec.json.decode(text)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return False
    return True


def find_contents(text: bytes) -> tuple[str, int] | None:
    """The kind of a page, and the place after the bracket of its list; None where this is no page.

    The list is called `contents` in Open Referral UK 3.0 and `content` in 1.0.
    """
    depth, key = 0, b""
    for found in KEY_OR_BRACKET.finditer(text):
        mark = found[0]
        if mark == b":":
            continue
        if depth == 1 and mark == b"[" and key in PAGES:
            return PAGES[key], found.end()
        if mark in (b"{", b"["):
            depth += 1
        elif mark in (b"}", b"]"):
            depth -= 1
            if depth <= 0:
                return None
        elif depth == 1:
            key = found[1]
    return None
