"""A zip that somebody sent, judged by its table of contents before a byte of it is unpacked."""

import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from directory.exchange.reading import Limits, UnreadableFile
from directory.exchange.values import shown

MOST_MEMBERS = 200
# A table of contents of so many files takes no more than this; it is read in one go.
MOST_CONTENTS_BYTES = 1_000_000
END = b"PK\x05\x06"
END_BYTES = 22
ZIP64_LOCATOR = b"PK\x06\x07"
ZIP64_LOCATOR_BYTES = 20
ENCRYPTED = 0x1
ARCHIVES = (".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".zst", ".jar")
# What a Mac puts beside the files.
OF_THE_SYSTEM = ("__MACOSX", ".DS_Store")


# All that reading a zip raises where its bytes are not what its table of contents says.
DAMAGED = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    UnicodeDecodeError,
    ZlibError,
    struct.error,
)


@contextmanager
def open_archive(path: Path, limits: Limits) -> Iterator[tuple[ZipFile, dict[str, ZipInfo]]]:
    """A zip and its files by name, for as long as the block lasts. Raises UnreadableFile."""
    try:
        file = path.open("rb")
    except OSError as missing:
        raise UnreadableFile(f"{path} cannot be opened: {missing.strerror}.") from missing
    with file:
        size = path.stat().st_size
        judge_contents(file, size)
        with read_contents(file) as archive:
            yield archive, list_members(archive, size, limits)


def read_contents(file: BinaryIO) -> ZipFile:
    try:
        return ZipFile(file)
    except DAMAGED as broken:
        raise UnreadableFile(f"This zip archive is damaged ({broken}).") from broken


def judge_contents(file: BinaryIO, size: int) -> None:
    """Refuse a table of contents that would fill the memory when it is read. Raises UnreadableFile."""
    file.seek(max(0, size - 65_535 - END_BYTES - ZIP64_LOCATOR_BYTES))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < END_BYTES:
        raise UnreadableFile("This zip archive is cut short: it has no table of contents.")
    count, contents = (
        int.from_bytes(tail[at + 10 : at + 12], "little"),
        int.from_bytes(tail[at + 12 : at + 16], "little"),
    )
    is_large = tail[max(0, at - ZIP64_LOCATOR_BYTES) : at].startswith(ZIP64_LOCATOR)
    if is_large or count > MOST_MEMBERS or contents > MOST_CONTENTS_BYTES:
        raise UnreadableFile(f"This zip archive has too many files; at most {MOST_MEMBERS} are taken.")


def list_members(archive: ZipFile, size: int, limits: Limits) -> dict[str, ZipInfo]:
    """The files of an archive by their names. Raises UnreadableFile for one that is not to be unpacked."""
    members: dict[str, ZipInfo] = {}
    folded: set[str] = set()
    for member in archive.infolist():
        name = member.filename
        judge_name(name)
        if member.is_dir() or any(part in OF_THE_SYSTEM for part in PurePosixPath(name).parts):
            continue
        if name.casefold() in folded:
            raise UnreadableFile(f"This zip archive holds {shown(name)} twice.")
        judge_member(member, limits)
        folded.add(name.casefold())
        members[name] = member
    total = sum(each.file_size for each in members.values())
    if total > limits.unpacked_bytes:
        raise UnreadableFile(f"This zip archive holds more than {limits.unpacked_bytes:,} bytes unpacked.")
    if total > limits.ratio_from_bytes and total > limits.ratio * size:
        raise UnreadableFile(bomb_words(limits))
    return members


def judge_name(name: str) -> None:
    """Refuse a name that points outside the archive, although nothing is ever written to where a name points."""
    parts = name.split("/")
    if not name or "\\" in name or ":" in name or name.startswith("/") or ".." in parts or not name.isprintable():
        raise UnreadableFile(f"This zip archive holds a file with an unsafe name: {shown(name)}.")


def judge_member(member: ZipInfo, limits: Limits) -> None:
    name = shown(member.filename)
    if member.flag_bits & ENCRYPTED:
        raise UnreadableFile(f"This zip archive is encrypted ({name}); send it without a password.")
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise UnreadableFile(f"{name} is packed in a way that is not taken; make an ordinary zip.")
    if member.filename.casefold().endswith(ARCHIVES):
        raise UnreadableFile(f"This zip archive holds another archive, {name}; unpack that one first.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise UnreadableFile(f"This zip archive holds a link instead of a file: {name}.")
    if member.file_size > limits.ratio_from_bytes and member.file_size > limits.ratio * max(1, member.compress_size):
        raise UnreadableFile(bomb_words(limits))


def bomb_words(limits: Limits) -> str:
    return f"This zip archive unpacks to more than {limits.ratio} times its size, as only a zip bomb does."
