"""Small postcode files, made at once."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from directory.geo.postcode_columns import DEGREES_PER_STEP, NOT_STATED, Columns
from directory.geo.postcode_keys import pack
from directory.geo.postcode_layout import Description, write_columns
from directory.geo.postcodes import parse_postcode


def write_postcode_file(
    path: Path, places: Mapping[str, tuple[float, ...]], has_northern_ireland: bool = False
) -> Path:
    """Write a file from {'LS11 8ND': (latitude, longitude, standing)}; the standing may be left out."""
    rows = sorted((pack(parse_postcode(each)), *(*at, NOT_STATED)[:3]) for each, at in places.items())
    keys, latitudes, longitudes, standings = np.array(rows).reshape(-1, 4).T
    columns = Columns(
        keys.astype(np.uint32),
        np.rint(latitudes / DEGREES_PER_STEP).astype(np.int32),
        np.rint(longitudes / DEGREES_PER_STEP).astype(np.int32),
        standings.astype(np.uint8),
    )
    about = Description(len(rows), "2025-11", "made up", "0" * 64, "none needed", has_northern_ireland)
    write_columns(path, about, columns)
    return path
