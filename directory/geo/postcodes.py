"""What people type as a postcode, read kindly: any spacing, either case, whole or only the beginning."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from directory.errors import WrongInput
from directory.translation import gettext, noted

Precision = Literal["postcode", "sector", "district"]

# The letters each position can hold are those of Royal Mail's "PAF Programmers' Guide", widened in the
# third position by M, N, R, V, X and Y: districts such as W1V and W1X are gone but still stand in old
# records.
_OUTWARD = (
    r"[A-PR-UWYZ](?:"
    r"[1-9][0-9]?|[1-9][A-HJKMNPR-Y]|"
    r"[A-HK-Y](?:[0-9]|[1-9][0-9]|[1-9][ABEHMNPRVWXY]))"
)
_INWARD = r"[0-9][ABD-HJLNP-UW-Z]{2}"
_is_outward = re.compile(_OUTWARD).fullmatch
_is_inward = re.compile(_INWARD).fullmatch
_is_whole = re.compile(f"({_OUTWARD})({_INWARD})").fullmatch
_OUTWARD_SHAPES = {2: ("A9",), 3: ("A99", "AA9", "A9A"), 4: ("AA99", "AA9A")}

# Spaces of every kind, and what comes along when a postcode is copied out of an address.
_drop_noise = re.compile("[\\s\\-\u2010-\u2015.,;:'\"()\u200b\u2060\ufeff]+").sub
_TO_DIGIT = str.maketrans("OI", "01")
_TO_LETTER = str.maketrans("01", "OI")
# No postcode has more than eight characters; the rest leaves room for generous spacing.
_MOST_CHARACTERS = 40

_ADVICE = noted("Enter a postcode, like LS11 8ND. The first half, like LS11, is enough if you do not know all of it")


class PostcodeNotUnderstood(WrongInput):
    """What was typed does not have the form of a UK postcode or of the beginning of one.

    The message, like those of the other errors here, leaves out what was typed, so that no postcode reaches
    a log.
    """

    def __init__(self, message: str = _ADVICE) -> None:
        said = gettext(message)
        super().__init__(said, {"postcode": said})


class PostcodeNotFound(WrongInput):
    """It has the form of a postcode, but there is none like it in the data, or none with a known position."""

    def __init__(self, message: str = "") -> None:
        usual = gettext("We cannot find this postcode. Check it, or enter only its first half, like LS11")
        super().__init__(message or usual, {"postcode": message or usual})


class NorthernIrelandNotIncluded(WrongInput):
    """A BT postcode, while the postcode file was built without Northern Ireland.

    Those postcodes have a licence of their own; an operator who holds it builds the file with them included.
    """

    def __init__(self) -> None:
        message = gettext("We do not cover Northern Ireland yet. Enter a postcode in England, Scotland or Wales")
        super().__init__(message, {"postcode": message})


@dataclass(frozen=True, slots=True)
class Postcode:
    """A UK postcode or the beginning of one: `inward` is '8ND', the sector's digit alone '8', or empty."""

    outward: str
    inward: str = ""

    def __str__(self) -> str:
        return f"{self.outward} {self.inward}" if self.inward else self.outward

    @property
    def precision(self) -> Precision:
        """How much of a postcode this is."""
        if not self.inward:
            return "district"
        return "sector" if len(self.inward) == 1 else "postcode"

    @property
    def sector(self) -> "Postcode":
        """The sector this lies in, about 3,000 homes; a district stays a district."""
        return Postcode(self.outward, self.inward[:1])

    @property
    def area(self) -> str:
        """The letters in front: 'LS' of LS11 8ND."""
        return self.outward[: 2 if self.outward[1].isalpha() else 1]


def parse_postcode(text: str) -> Postcode:
    """Read a postcode as a person typed it, or raise `PostcodeNotUnderstood`.

    O for 0, I for 1, and the reverse, are put right where only the other can stand. Without a space 'LS11'
    is the district LS11; with one, 'LS1 1' is the sector. The postcode need not exist: `PostcodeFile.find`
    knows that.
    """
    if len(text) > _MOST_CHARACTERS:
        raise PostcodeNotUnderstood
    upper = text.upper()
    compact = _drop_noise("", upper)
    if whole := _is_whole(compact):
        return Postcode(whole[1], whole[2])
    found = _read_whole(compact) or _read_beginning(compact, _last_word(upper))
    if found is None:
        raise PostcodeNotUnderstood
    return found


def sector_of(text: str) -> str:
    """The sector a postcode lies in, 'LS11 8', for links that people share: it does not point to a home.

    A district, being wider still, is given back as it is.
    """
    return str(parse_postcode(text).sector)


def _last_word(text: str) -> str:
    words = _drop_noise(" ", text).split()
    return words[-1] if len(words) > 1 else ""


def _read_whole(compact: str) -> Postcode | None:
    outward = _mend_outward(compact[:-3])
    if outward is None:
        return None
    inward = compact[-3:-2].translate(_TO_DIGIT) + compact[-2:]
    return Postcode(outward, inward) if _is_inward(inward) else None


def _read_beginning(compact: str, last_word: str) -> Postcode | None:
    # A word such as RIO would otherwise be mended into R10, and a number such as 11 into I1.
    if compact.isalpha() or compact.isdigit():
        return None
    if len(last_word) == 1:
        return _read_sector(compact) or _read_district(compact)
    return _read_district(compact) or _read_sector(compact)


def _read_district(compact: str) -> Postcode | None:
    outward = _mend_outward(compact)
    return Postcode(outward) if outward else None


def _read_sector(compact: str) -> Postcode | None:
    outward, digit = _mend_outward(compact[:-1]), compact[-1:].translate(_TO_DIGIT)
    return Postcode(outward, digit) if outward and digit in "0123456789" else None


def _mend_outward(text: str) -> str | None:
    if _is_outward(text):
        return text
    return next((each for each in _mendings(text) if _is_outward(each)), None)


def _mendings(text: str) -> Iterator[str]:
    for shape in _OUTWARD_SHAPES.get(len(text), ()):
        slots = zip(shape, text, strict=True)
        yield "".join(each.translate(_TO_DIGIT if slot == "9" else _TO_LETTER) for slot, each in slots)
