"""Looking up postcodes in the postcode file, which all processes of a machine map and none of them loads."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from directory.geo.postcode_keys import lettered_span, pack, span
from directory.geo.postcode_layout import (
    DEGREES_PER_STEP,
    IN_USE,
    NOT_STATED,
    TERMINATED,
    Columns,
    Description,
    map_columns,
)
from directory.geo.postcodes import (
    NorthernIrelandNotIncluded,
    Postcode,
    PostcodeNotFound,
    Precision,
    parse_postcode,
)

_IS_TERMINATED = {IN_USE: False, NOT_STATED: None, TERMINATED: True}
_CROWN_DEPENDENCIES = {"JE": "Jersey", "GY": "Guernsey", "IM": "the Isle of Man"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a postcode is, in WGS84 degrees.

    A whole postcode's position is that of the address nearest the middle of its addresses (the ONS's
    choice). That of a sector or district is the mean of its postcodes, without terminated ones unless there
    are no others. `is_terminated` is None where the source does not say, as is so for the data that comes
    with Lynchpin.
    """

    postcode: str
    latitude: float
    longitude: float
    is_terminated: bool | None
    precision: Precision


class PostcodeFile:
    """The postcodes of one file. May be used by many threads at once, and from before a fork.

    A process keeps the file it opened, even when a newer one is put in its place, until it opens it again.
    """

    def __init__(self, description: Description, columns: Columns) -> None:
        self.description = description
        self._columns = columns

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file that `lynchpin postcodes build` made, or raise `PostcodeFileUnusable`."""
        return cls(*map_columns(path))

    def __len__(self) -> int:
        return self.description.count

    def find(self, text: str) -> Place:
        """The place of a postcode as a person typed it, whole or only the first half or sector.

        Raises `PostcodeNotUnderstood`, `PostcodeNotFound` or `NorthernIrelandNotIncluded`, each with a
        sentence for whoever typed it.
        """
        postcode = parse_postcode(text)
        place = self._at(postcode) if postcode.precision == "postcode" else self._middle_of(postcode)
        if place is None:
            raise self._why_not(postcode)
        return place

    def _at(self, postcode: Postcode) -> Place | None:
        columns = self._columns
        key = np.uint32(pack(postcode))
        row = int(columns.keys.searchsorted(key))
        if row == len(columns.keys) or columns.keys[row] != key:
            return None
        return Place(
            str(postcode),
            _degrees(int(columns.latitudes[row])),
            _degrees(int(columns.longitudes[row])),
            _IS_TERMINATED[int(columns.standings[row])],
            "postcode",
        )

    def _middle_of(self, postcode: Postcode) -> Place | None:
        rows = self._rows(*span(postcode))
        if rows.start == rows.stop and _may_lack_a_letter(postcode):
            rows = self._rows(*lettered_span(postcode))
        if rows.start == rows.stop:
            return None
        return self._mean(postcode, rows)

    def _mean(self, postcode: Postcode, rows: slice) -> Place:
        columns = self._columns
        latitudes, longitudes = columns.latitudes[rows], columns.longitudes[rows]
        standings = columns.standings[rows]
        best = int(standings.min())
        if best != TERMINATED and standings.max() == TERMINATED:
            is_left = standings != TERMINATED
            latitudes, longitudes = latitudes[is_left], longitudes[is_left]
        return Place(
            str(postcode),
            _degrees(latitudes.sum() / len(latitudes)),
            _degrees(longitudes.sum() / len(longitudes)),
            _IS_TERMINATED[best],
            postcode.precision,
        )

    def _rows(self, lowest: int, beyond: int) -> slice:
        start, stop = self._columns.keys.searchsorted(np.array([lowest, beyond], np.uint32)).tolist()
        return slice(start, stop)

    def _why_not(self, postcode: Postcode) -> Exception:
        if postcode.area == "BT" and not self.description.has_northern_ireland:
            return NorthernIrelandNotIncluded()
        if island := _CROWN_DEPENDENCIES.get(postcode.area):
            return PostcodeNotFound(
                f"We do not know where postcodes of {island} are. Enter one in England, Scotland or Wales"
            )
        return PostcodeNotFound()


def _degrees(steps: float) -> float:
    return round(float(steps) * DEGREES_PER_STEP, 6)


def _may_lack_a_letter(postcode: Postcode) -> bool:
    # EC1 and SW1 are what people say for EC1A to EC1Y and SW1A to SW1Y.
    outward = postcode.outward
    return postcode.precision == "district" and outward[-2].isalpha() and outward[-1].isdigit()
