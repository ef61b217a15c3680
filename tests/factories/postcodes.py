"""Small postcode files, made at once."""

import json
import struct
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import numpy as np

from directory.geo.area_codes import AreaTable
from directory.geo.postcode_columns import DEGREES_PER_STEP, NOT_STATED, Columns
from directory.geo.postcode_keys import pack
from directory.geo.postcode_layout import Description, write_columns
from directory.geo.postcodes import parse_postcode


def write_postcode_file(
    path: Path,
    places: Mapping[str, tuple[float, ...]],
    has_northern_ireland: bool = False,
    councils: Mapping[str, str] | None = None,
) -> Path:
    """Write a file from {'LS11 8ND': (latitude, longitude, standing)}; the standing may be left out.

    `councils` are the codes by postcode.
    """
    rows = sorted((pack(parse_postcode(each)), *(*at, NOT_STATED)[:3]) for each, at in places.items())
    keys, latitudes, longitudes, standings = np.array(rows).reshape(-1, 4).T
    in_order = sorted((pack(parse_postcode(each)), (councils or {}).get(each, "")) for each in places)
    areas = AreaTable()
    columns = Columns(
        keys.astype(np.uint32),
        np.rint(latitudes / DEGREES_PER_STEP).astype(np.int32),
        np.rint(longitudes / DEGREES_PER_STEP).astype(np.int32),
        standings.astype(np.uint8),
        areas.numbers_of(code for _, code in in_order),
    )
    about = Description(len(rows), "2025-11", "made up", "0" * 64, "none needed", has_northern_ireland)
    write_columns(path, about, columns, areas)
    return path


def write_older_file(path: Path, source_digest: str = "0" * 64) -> Path:
    """Write a file as it was before there were areas in it, with LS11 8ND alone."""
    key = pack(parse_postcode("LS11 8ND"))
    section = struct.pack("<IiiB", key, 53_770_000, -1_560_000, NOT_STATED).ljust(64, b"\0")
    about = Description(1, "2025-11", "made up", source_digest, "none needed", has_northern_ireland=False)
    words = json.dumps({**asdict(about), "sizes": [1, 0, 0]}).encode()
    words += b" " * (-(20 + len(words)) % 64)
    head = struct.pack("<8sIII", b"LYNPCODE", 2, len(words), zlib.crc32(words + section))
    path.write_bytes(head + words + section)
    return path
