"""How the postcode file lies on disk: written whole or not at all, and checked before it is used.

Little-endian: magic (8 bytes), layout number, length of the description and CRC-32 of all that follows (4
bytes each); the description as JSON, padded with spaces so that the columns begin at a multiple of 64; then
the five columns of `Columns` one after the other: of postcodes, of sectors and of districts, each of the three
padded to a multiple of 64. Every layout begins like this, so that what an older file says of itself can be read.
The layout before had no areas; it is still read, with none known.
"""

import json
import mmap
import os
import struct
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from directory.errors import WrongSettings
from directory.geo.area_codes import AreaTable
from directory.geo.postcode_columns import Columns, district_middles, sector_middles, vars_of

LAYOUT = 3
WITHOUT_AREAS = 2

_MAGIC = b"LYNPCODE"
_HEAD = struct.Struct("<8sIII")
_FORMS: tuple[DTypeLike, ...] = ("<u4", "<i4", "<i4", "u1", "<u2")
_ALIGNMENT = 64
_SIZES, _AREAS = "sizes", "areas"
_LONGEST_DESCRIPTION = 100_000
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
class Sections:
    """The positions in a postcode file."""

    postcodes: Columns
    sectors: Columns
    districts: Columns
    areas: AreaTable


def write_columns(path: Path, description: Description, postcodes: Columns, areas: AreaTable) -> None:
    """Write the file beside its place, then put it there in one step: readers have the old or the new one."""
    sections = (postcodes, sector_middles(postcodes, areas), district_middles(postcodes, areas))
    sizes = [len(section.keys) for section in sections]
    told = {**asdict(description), _SIZES: sizes, _AREAS: areas.codes}
    words = json.dumps(told, sort_keys=True).encode()
    body = [words + b" " * _gap(_HEAD.size + len(words)), *map(_section, sections)]
    checksum = 0
    for part in body:
        checksum = zlib.crc32(part, checksum)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_HEAD.pack(_MAGIC, LAYOUT, len(body[0]), checksum))
            file.writelines(body)
            file.flush()
            os.fsync(file.fileno())
        # It holds nothing private, and the service may run as another user than whoever builds it.
        os.chmod(beside, _READABLE_BY_ALL)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def map_columns(path: Path) -> tuple[Description, Sections]:
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
        return _read(path, mapped)
    except PostcodeFileUnusable:
        mapped.close()
        raise


def read_unchecked(path: Path) -> Mapping[str, Any]:
    """What a postcode file says of itself, whatever its layout; empty where there is none that says anything."""
    try:
        with path.open("rb") as file:
            magic, _, length, _ = _HEAD.unpack(file.read(_HEAD.size))
            told = json.loads(file.read(min(length, _LONGEST_DESCRIPTION))) if magic == _MAGIC else {}
    except (OSError, ValueError, struct.error):
        return {}
    return told if isinstance(told, dict) else {}


def has_areas(path: Path) -> bool:
    """Whether a postcode file says in which council a postcode lies."""
    return _AREAS in read_unchecked(path)


def _section(columns: Columns) -> bytes:
    parts = (column.astype(form) for form, column in zip(_FORMS, vars_of(columns), strict=True))
    whole = b"".join(part.tobytes() for part in parts)
    return whole + bytes(_gap(len(whole)))


def _gap(length: int) -> int:
    return -length % _ALIGNMENT


def _read(path: Path, mapped: mmap.mmap) -> tuple[Description, Sections]:
    if len(mapped) < _HEAD.size:
        raise PostcodeFileUnusable(path, "is damaged")
    magic, layout, length, checksum = _HEAD.unpack_from(mapped)
    if magic != _MAGIC:
        raise PostcodeFileUnusable(path, "is not a postcode file")
    if layout not in (LAYOUT, WITHOUT_AREAS):
        raise PostcodeFileUnusable(path, "was built by another version of Lynchpin")
    with memoryview(mapped) as whole, whole[_HEAD.size :] as checked:
        if zlib.crc32(checked) != checksum:
            raise PostcodeFileUnusable(path, "is damaged")
    at = _HEAD.size + length
    try:
        told = json.loads(mapped[_HEAD.size : at])
        sizes, areas = told.pop(_SIZES), told.pop(_AREAS) if layout == LAYOUT else [""]
        description, forms = Description(**told), _FORMS if layout == LAYOUT else _FORMS[:-1]
        postcodes, sectors, districts = _map_sections(mapped, at, sizes, forms)
        return description, Sections(postcodes, sectors, districts, AreaTable(areas))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise PostcodeFileUnusable(path, "is damaged") from error


def _map_sections(mapped: mmap.mmap, at: int, sizes: Iterable[int], forms: Sequence[DTypeLike]) -> Iterator[Columns]:
    # The arrays keep the map open for as long as one of them is in use.
    for size in sizes:
        columns: list[NDArray[Any]] = []
        for form in forms:
            columns.append(np.frombuffer(mapped, form, size, at))
            at += columns[-1].nbytes
        columns += [np.zeros(size, each) for each in _FORMS[len(forms) :]]
        yield Columns(*columns)
        at += _gap(at)
