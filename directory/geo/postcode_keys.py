"""Postcodes as numbers of 32 bits that sort as postcodes do: a district or a sector is one unbroken run.

key = (area * 370 + district) * 6760 + inward, which stays below 702 * 370 * 6760 = 1,755,842,400: area, 26
first letters by 27 seconds (none comes first); district, 10 first digits by 37 further characters (none,
then digits, then letters); inward, 10 digits by 26 by 26 letters.
"""

import numpy as np
from numpy.typing import NDArray

from directory.geo.postcodes import Postcode

_SECOND, _FURTHER, _DISTRICTS = 27, 37, 370
_SECTOR_KEYS, _DISTRICT_KEYS = 676, 6760
_FIRST_FURTHER_LETTER = 11
_FURTHER_CHARACTERS = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def pack(postcode: Postcode) -> int:
    """The key of a whole postcode, or the lowest key within a sector or district."""
    outward, inward = postcode.outward, postcode.inward
    area = (ord(outward[0]) - 65) * _SECOND
    if outward[1].isalpha():
        area += ord(outward[1]) - 64
        digit, further = outward[2], outward[3:]
    else:
        digit, further = outward[1], outward[2:]
    key = (area * _DISTRICTS + int(digit) * _FURTHER + _further_index(further)) * _DISTRICT_KEYS
    if inward:
        key += int(inward[0]) * _SECTOR_KEYS
    if len(inward) == 3:
        key += (ord(inward[1]) - 65) * 26 + ord(inward[2]) - 65
    return key


def unpack(key: int) -> Postcode:
    """The whole postcode with this key."""
    outward, inward = divmod(key, _DISTRICT_KEYS)
    area, district = divmod(outward, _DISTRICTS)
    first, second = divmod(area, _SECOND)
    digit, further = divmod(district, _FURTHER)
    sector, unit = divmod(inward, _SECTOR_KEYS)
    letters = chr(65 + first) + (chr(64 + second) if second else "")
    return Postcode(
        f"{letters}{digit}{_FURTHER_CHARACTERS[further].strip()}",
        f"{sector}{chr(65 + unit // 26)}{chr(65 + unit % 26)}",
    )


def sectors_of(keys: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The key of the sector that each postcode lies in."""
    return keys // _SECTOR_KEYS * _SECTOR_KEYS


def districts_of(keys: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The key of the district that each postcode lies in."""
    return keys // _DISTRICT_KEYS * _DISTRICT_KEYS


def bare_districts_of(keys: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """The key of each postcode's district without the letter it ends in, and which districts end in one.

    In London people leave the letter out: they say EC1 for EC1A, EC1M and the rest.
    """
    outward = keys // _DISTRICT_KEYS
    further = outward % _FURTHER
    return (outward - further) * _DISTRICT_KEYS, further >= _FIRST_FURTHER_LETTER


def pack_many(codes: NDArray[np.bytes_]) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """The keys of codes in the ONS's seven characters ('L1  0AA', 'LS118ND'), and which of them have one.

    Codes of another shape (GIR 0AA, and NPT, the districts of Newport until the eighties) have none: their
    key is 0.
    """
    text = np.ascontiguousarray(codes, dtype="S7").view(np.uint8).reshape(-1, 7).astype(np.int64)
    first, second, third, fourth, sector, fifth, sixth = text.T
    has_two = _is_letter(second)
    digit = np.where(has_two, third, second)
    further = np.where(has_two, fourth, third)
    area = (first - 65) * _SECOND + np.where(has_two, second - 64, 0)
    further_index = np.select([further == 32, _is_digit(further)], [0, further - 47], further - 54)
    keys = (area * _DISTRICTS + (digit - 48) * _FURTHER + further_index) * _DISTRICT_KEYS
    keys += (sector - 48) * _SECTOR_KEYS + (fifth - 65) * 26 + sixth - 65
    fits = _is_letter(first) & _is_digit(digit) & _is_digit(sector) & _is_letter(fifth) & _is_letter(sixth)
    fits &= (further == 32) | _is_digit(further) | _is_letter(further)
    fits &= has_two | (fourth == 32)
    return np.where(fits, keys, 0).astype(np.uint32), fits


def _further_index(character: str) -> int:
    return _FURTHER_CHARACTERS.index(character) if character else 0


def _is_letter(characters: NDArray[np.int64]) -> NDArray[np.bool_]:
    return (characters >= 65) & (characters <= 90)


def _is_digit(characters: NDArray[np.int64]) -> NDArray[np.bool_]:
    return (characters >= 48) & (characters <= 57)
