"""How the postcode file lies on disk: written whole or not at all, and checked before it is used.

Little-endian: magic (8 bytes), layout number, length of the description and CRC-32 of all that follows (4
bytes each); the description as JSON, padded with spaces so that the columns begin at a multiple of 64; then
the four columns of `Columns` one after the other.
"""

import json
import mmap
import os
import struct
import tempfile
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from directory.errors import WrongSettings

LAYOUT = 1
# In the order in which the middle of a sector or district prefers them.
IN_USE, NOT_STATED, TERMINATED = 0, 1, 2
# Positions are kept in millionths of a degree, which is 0.1 m.
DEGREES_PER_STEP = 1e-6

_MAGIC = b"LYNPCODE"
_HEAD = struct.Struct("<8sIII")
_BYTES_PER_POSTCODE = 4 + 4 + 4 + 1
_READABLE_BY_ALL = 0o644


class PostcodeFileUnusable(WrongSettings):
    """There is no postcode file here, or it is damaged or of another layout. The message names the cure."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"The postcode file {path} {why}. Build it with: lynchpin postcodes build")


@dataclass(frozen=True, slots=True)
class Description:
    """What a postcode file says of itself: how many, as of when ('2025-11'), from whom, under which licence.

    `source_digest` is the SHA-256 of the data it was built from.
    """

    count: int
    data_date: str
    source: str
    source_digest: str
    licence: str
    has_northern_ireland: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """One entry per postcode, in ascending order of keys (see `postcode_keys`) and without repeats.

    Positions in steps of `DEGREES_PER_STEP`, WGS84; standings are IN_USE, TERMINATED or NOT_STATED by the
    source.
    """

    keys: NDArray[np.uint32]
    latitudes: NDArray[np.int32]
    longitudes: NDArray[np.int32]
    standings: NDArray[np.uint8]


def write_columns(path: Path, description: Description, columns: Columns) -> None:
    """Write the file beside its place, then put it there in one step: readers have the old or the new one."""
    body = [
        columns.keys.astype("<u4"),
        columns.latitudes.astype("<i4"),
        columns.longitudes.astype("<i4"),
        columns.standings.astype("u1"),
    ]
    words = _pad(json.dumps(asdict(description), sort_keys=True).encode())
    checksum = zlib.crc32(words)
    for column in body:
        checksum = zlib.crc32(column.data, checksum)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_HEAD.pack(_MAGIC, LAYOUT, len(words), checksum) + words)
            for column in body:
                file.write(column.data)
            file.flush()
            os.fsync(file.fileno())
        # It holds nothing private, and the service may run as another user than whoever builds it.
        os.chmod(beside, _READABLE_BY_ALL)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def map_columns(path: Path) -> tuple[Description, Columns]:
    """The file's content, mapped and not loaded; raises `PostcodeFileUnusable` unless it is there and whole.

    Finding out whether it is whole reads it once from end to end.
    """
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError:
        raise PostcodeFileUnusable(path, "is missing") from None
    except (OSError, ValueError) as error:
        raise PostcodeFileUnusable(path, "cannot be read") from error
    try:
        description, columns_at = _check(path, mapped)
    except PostcodeFileUnusable:
        mapped.close()
        raise
    return description, _columns(mapped, columns_at, description.count)


def _pad(words: bytes) -> bytes:
    return words + b" " * (-(_HEAD.size + len(words)) % 64)


def _check(path: Path, mapped: mmap.mmap) -> tuple[Description, int]:
    if len(mapped) < _HEAD.size:
        raise PostcodeFileUnusable(path, "is damaged")
    magic, layout, length, checksum = _HEAD.unpack_from(mapped)
    if magic != _MAGIC:
        raise PostcodeFileUnusable(path, "is not a postcode file")
    if layout != LAYOUT:
        raise PostcodeFileUnusable(path, "was built by another version of Lynchpin")
    with memoryview(mapped) as whole, whole[_HEAD.size :] as checked:
        if zlib.crc32(checked) != checksum:
            raise PostcodeFileUnusable(path, "is damaged")
    columns_at = _HEAD.size + length
    try:
        description = Description(**json.loads(mapped[_HEAD.size : columns_at]))
    except (ValueError, TypeError) as error:
        raise PostcodeFileUnusable(path, "is damaged") from error
    if len(mapped) != columns_at + description.count * _BYTES_PER_POSTCODE:
        raise PostcodeFileUnusable(path, "is damaged")
    return description, columns_at


def _columns(mapped: mmap.mmap, at: int, count: int) -> Columns:
    # The arrays keep the map open for as long as one of them is in use.
    return Columns(
        keys=np.frombuffer(mapped, "<u4", count, at),
        latitudes=np.frombuffer(mapped, "<i4", count, at + 4 * count),
        longitudes=np.frombuffer(mapped, "<i4", count, at + 8 * count),
        standings=np.frombuffer(mapped, "u1", count, at + 12 * count),
    )
