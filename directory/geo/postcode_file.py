"""Looking up postcodes in the postcode file, which all processes of a machine map and none of them loads."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np

from directory.geo.area_codes import is_council
from directory.geo.postcode_columns import DEGREES_PER_STEP, IN_USE, NOT_STATED, TERMINATED, Columns
from directory.geo.postcode_keys import pack
from directory.geo.postcode_layout import Description, Sections, map_columns
from directory.geo.postcodes import (
    NorthernIrelandNotIncluded,
    Postcode,
    PostcodeNotFound,
    Precision,
    parse_postcode,
)
from directory.translation import gettext

_IS_TERMINATED = {IN_USE: False, NOT_STATED: None, TERMINATED: True}
# A sector is a few streets, or a valley; a district is a part of a city, or a piece of moor.
_GIVE_OR_TAKE_M: Mapping[Precision, int] = {"postcode": 0, "sector": 5_000, "district": 15_000}
_CROWN_DEPENDENCIES = {"JE": "Jersey", "GY": "Guernsey", "IM": "the Isle of Man"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a postcode is, in WGS84 degrees.

    A whole postcode's position is that of the address nearest the middle of its addresses (the ONS's
    choice). That of a sector or district is the mean of its postcodes, without terminated ones unless there
    are no others. `is_terminated` is None where the source does not say, as is so for the data that comes
    with Lynchpin. `area` is the council that all of it lies in, as a code of the Office for National Statistics;
    else the country; empty where neither is known.
    """

    postcode: str
    latitude: float
    longitude: float
    is_terminated: bool | None
    precision: Precision
    area: str = ""

    @property
    def give_or_take_m(self) -> int:
        """How far from this point an address of the place may lie, on the safe side."""
        return _GIVE_OR_TAKE_M[self.precision]


class PostcodeFile:
    """The postcodes of one file. May be used by many threads at once, and from before a fork.

    A process keeps the file it opened, even when a newer one is put in its place, until it opens it again.
    """

    def __init__(self, description: Description, sections: Sections) -> None:
        self.description = description
        self._columns: Mapping[Precision, Columns] = {
            "postcode": sections.postcodes,
            "sector": sections.sectors,
            "district": sections.districts,
        }
        self._areas = sections.areas

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the file that `lynchpin postcodes build` made, or raise `PostcodeFileUnusable`."""
        return cls(*map_columns(path))

    def __len__(self) -> int:
        return self.description.count

    @cached_property
    def councils(self) -> frozenset[str]:
        """The codes of the councils that its postcodes lie in."""
        return frozenset(filter(is_council, self._areas.codes))

    def columns(self, precision: Precision) -> Columns:
        """All positions of postcodes, sectors or districts."""
        return self._columns[precision]

    def find(self, text: str) -> Place:
        """The place of a postcode as a person typed it, whole or only the first half or sector.

        Raises `PostcodeNotUnderstood`, `PostcodeNotFound` or `NorthernIrelandNotIncluded`, each with a
        sentence for whoever typed it.
        """
        postcode = parse_postcode(text)
        precision = postcode.precision
        columns = self._columns[precision]
        key = np.uint32(pack(postcode))
        row = int(columns.keys.searchsorted(key))
        if row == len(columns.keys) or columns.keys[row] != key:
            raise self._why_not(postcode)
        return Place(
            str(postcode),
            _degrees(int(columns.latitudes[row])),
            _degrees(int(columns.longitudes[row])),
            _IS_TERMINATED[int(columns.standings[row])],
            precision,
            self._areas.codes[int(columns.areas[row])],
        )

    def _why_not(self, postcode: Postcode) -> Exception:
        if postcode.area == "BT" and not self.description.has_northern_ireland:
            return NorthernIrelandNotIncluded()
        if island := _CROWN_DEPENDENCIES.get(postcode.area):
            return PostcodeNotFound(
                gettext(
                    "We do not know where postcodes of %(island)s are. Enter one in England, Scotland or Wales",
                    island=island,
                )
            )
        return PostcodeNotFound()


def _degrees(steps: int) -> float:
    return round(steps * DEGREES_PER_STEP, 6)
