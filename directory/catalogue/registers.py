"""The registers that groups in the United Kingdom stand in, and what a number of each looks like."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Register:
    """A register by its code (org-id.guide), what its numbers are called, and one that could be.

    `complete` puts a number that is written short in full.
    """

    scheme: str
    kind: str
    named: str
    shape: re.Pattern[str]
    example: str
    complete: Callable[[str], str] = str

    def tidied(self, typed: str) -> str | None:
        """A number as the register writes it; None for what is no number of it."""
        bare = self.complete(re.sub(r"[\s.]", "", typed).upper())
        return bare if self.shape.fullmatch(bare) else None


def scottish(number: str) -> str:
    """SC12345 is SC012345."""
    return f"SC{number[2:].zfill(6)}" if number.startswith("SC") else number


def northern_irish(number: str) -> str:
    return f"NIC{number}" if number.isdecimal() else number


def of_a_company(number: str) -> str:
    """Numbers of companies have eight places; leading noughts are often left out."""
    return number.zfill(8) if number.isdecimal() else number


# The Charity Commission gave six digits from 200000 on, then seven; charities linked to one have "-1" after its number.
# Six digits that begin with a one are of Northern Ireland, so that no two registers share a shape.
ENGLAND_AND_WALES = Register(
    "GB-CHC",
    "Charity number",
    "England and Wales",
    re.compile(r"(?:[2-9][0-9]{5}|1[0-9]{6})(?:-[0-9]{1,3})?"),
    "1123456",
)
SCOTLAND = Register("GB-SC", "Charity number", "Scotland", re.compile(r"SC[0-9]{6}"), "SC012345", scottish)
NORTHERN_IRELAND = Register(
    "GB-NIC", "Charity number", "Northern Ireland", re.compile(r"NIC1[0-9]{5}"), "NIC100123", northern_irish
)
COMPANIES_HOUSE = Register(
    "GB-COH",
    "Company number",
    "Companies House",
    re.compile(r"[0-9]{8}|[A-Z]{2}[0-9]{5}[0-9R]|R[0-9]{7}"),
    "01234567",
    of_a_company,
)
CHARITIES = (ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND)
REGISTERS: Mapping[str, Register] = {each.scheme: each for each in (*CHARITIES, COMPANIES_HOUSE)}


def find_charity(typed: str) -> tuple[Register, str] | None:
    """Which register of charities a number is of, and the number as that register writes it."""
    found = ((each, each.tidied(typed)) for each in CHARITIES)
    return next(((register, number) for register, number in found if number), None)


def identifier_key(scheme: str | None, kind: str, number: str) -> tuple[str, str] | None:
    """A registered number with its register (org-id.guide), also where only words name the register."""
    bare = re.sub(r"[^A-Z0-9]", "", number.upper()).lstrip("0")
    if not bare:
        return None
    register = (scheme or register_of(kind, bare)).upper()
    # Both writings of a number of Northern Ireland are in use.
    return register, bare.removeprefix("NIC") if register == "GB-NIC" else bare


def register_of(kind: str, number: str) -> str:
    """The register that words such as "Charity number" mean; the words themselves where we cannot tell."""
    words = kind.casefold()
    if "charity" in words:
        return "GB-SC" if number.startswith("SC") else "GB-NIC" if number.startswith("NIC") else "GB-CHC"
    return "GB-COH" if "company" in words else words


def find_register(scheme: str | None, kind: str, number: str) -> Register | None:
    """The register that a number stands in, also where only words name it; None for one that is not known here."""
    key = identifier_key(scheme, kind, number)
    return REGISTERS.get(key[0]) if key else None


def registration_words(scheme: str | None, kind: str, number: str) -> str:
    """A number with what it is called: "Charity number SC012345"."""
    register = find_register(scheme, kind, number)
    return f"{register.kind if register else kind} {number}"
