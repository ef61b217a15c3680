"""Councils and countries by their codes at the Office for National Statistics, and which of them lie in which.

A code begins with the letter of its country and two figures for what kind of area it is (ONS, "Register of Geographic
Codes"). Other kinds, such as wards, are codes like these, but a postcode does not tell here which of them it lies in.
"""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

ENGLAND, SCOTLAND, WALES, NORTHERN_IRELAND = "E92000001", "S92000003", "W92000004", "N92000002"
UNITED_KINGDOM, GREAT_BRITAIN, ENGLAND_AND_WALES = "K02000001", "K03000001", "K04000001"
# The countries and what they make up together, the widest last.
WIDER = {
    ENGLAND: (ENGLAND_AND_WALES, GREAT_BRITAIN, UNITED_KINGDOM),
    WALES: (ENGLAND_AND_WALES, GREAT_BRITAIN, UNITED_KINGDOM),
    SCOTLAND: (GREAT_BRITAIN, UNITED_KINGDOM),
    NORTHERN_IRELAND: (UNITED_KINGDOM,),
}
COUNTRIES = frozenset({*WIDER, *(each for some in WIDER.values() for each in some)})
_BY_LETTER = {each[0]: each for each in WIDER}
_COUNCIL = re.compile(r"(?:E0[6-9]|S12|W06|N09)\d{6}").fullmatch
_CODE = re.compile(r"[EKNSW]\d{8}").fullmatch
_NAMED = {
    "england": ENGLAND,
    "scotland": SCOTLAND,
    "wales": WALES,
    "northern ireland": NORTHERN_IRELAND,
    "england and wales": ENGLAND_AND_WALES,
    "great britain": GREAT_BRITAIN,
    "united kingdom": UNITED_KINGDOM,
    "uk": UNITED_KINGDOM,
}
Numbers = NDArray[np.uint16]


def is_council(code: str) -> bool:
    """Whether a code is that of a council to which every postcode belongs: a unitary one, a borough or a district."""
    return _COUNCIL(code) is not None


def country_named(name: str) -> str | None:
    """The code of a country by its name."""
    plain = " ".join(name.casefold().split()).removeprefix("the ").rstrip(".")
    return _NAMED.get(plain)


def code_in(address: str) -> str | None:
    """The code that the address of an area ends in, as `http://statistics.data.gov.uk/id/…/E08000035` does."""
    last = address.strip().rstrip("/").rpartition("/")[2].upper()
    return last if _CODE(last) else None


def country_of(code: str) -> str | None:
    """The country that a council lies in; of a country itself, that very one."""
    return _BY_LETTER.get(code[:1])


def areas_holding(code: str) -> tuple[str, ...]:
    """A council or country with all the countries it lies in; nothing for no code."""
    country = country_of(code)
    return tuple(dict.fromkeys((code, country, *WIDER[country]))) if country else ()


class AreaTable:
    """Codes by number; nought stands for no code."""

    def __init__(self, codes: Sequence[str] = ("", *WIDER)) -> None:
        self.codes = list(codes)
        self._numbers = {code: number for number, code in enumerate(self.codes)}

    def numbers_of(self, codes: Iterable[str]) -> Numbers:
        """The number of each code; a code that is no council's has none."""
        return np.array([self._number(each) for each in codes], np.uint16)

    def shared_by(self, areas: Numbers, starts: NDArray[np.intp]) -> Numbers:
        """For each run of areas the one that all of it lies in: a council, else a country, else none."""
        lowest, highest = (each.reduceat(areas, starts) for each in (np.minimum, np.maximum))
        countries = np.array([self._numbers.get(country_of(each) or "", 0) for each in self.codes], np.uint16)
        within = countries[areas]
        least, most = (each.reduceat(within, starts) for each in (np.minimum, np.maximum))
        country = np.where(least == most, least, 0)
        return np.where(lowest == highest, lowest, country).astype(np.uint16)

    def _number(self, code: str) -> int:
        if code not in self._numbers:
            if not is_council(code):
                return 0
            self._numbers[code] = len(self.codes)
            self.codes.append(code)
        return self._numbers[code]
