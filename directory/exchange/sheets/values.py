"""Prices, ages, numbers, postcodes and choices as people write them in a cell."""

import re
from typing import Any

from rapidfuzz import process

from directory.errors import WrongInput
from directory.exchange.sheets.cells import Cell, cell_text
from directory.exchange.sheets.mistakes import WrongCell, said
from directory.exchange.values import WrongValue, read_email, read_url
from directory.geo.postcode_file import Place, PostcodeFile
from directory.geo.postcodes import PostcodeNotFound, parse_postcode

FREE = ("free", "no charge", "no cost", "nothing", "nil", "none", "n/a", "free of charge", "free to attend")
DONATIONS = ("donation", "donations", "pay what you can", "by donation", "suggested donation", "donations welcome")
PRICE = re.compile(
    r"(?:(?P<who>[^£\d:]{1,80}):\s*)?(?:£\s*)?(?P<pounds>\d[\d,]*(?:\.\d{1,2})?)\s*(?P<pence>p\b)?(?P<more>.*)"
)
PRICE_CURE = "Write it like £2.50, Free or Donation."
PHONE = re.compile(r"\+?[\d\s().-]+(?:(?:ext?|extension)\.?\s*\d+)?", re.IGNORECASE)
AGE = re.compile(r"(\d{1,3})(?:\.0)?\s*(?:\+|years?|yrs?|and over|or over|plus)?")
# Letters and numbers that are taken for one another, and keys that are struck one after the other.
ALIKE = {"O": "0", "0": "O", "I": "1", "1": "I", "S": "5", "5": "S", "B": "8", "8": "B", "Z": "2", "2": "Z"}
NEAR_ENOUGH = 70
MOST_PARTS = 50


def parts_of(cell: Cell, between: str = ";\n") -> list[str]:
    """The parts of a cell that holds several, with any of some signs between them. Raises WrongCell for too many."""
    parts = [each.strip() for each in re.split(f"[{between}]", cell_text(cell)) if each.strip()]
    if len(parts) > MOST_PARTS:
        raise WrongCell(f"{len(parts):,} things stand here.", f"At most {MOST_PARTS} are taken: leave some out.")
    return parts


def read_costs(cell: Cell) -> list[dict[str, Any]]:
    """The prices of a cell, as options of a feed. Raises WrongCell."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        cell = f"{cell:.2f}"
    return [read_cost(each) for each in parts_of(cell)]


def read_cost(text: str) -> dict[str, Any]:
    who, colon, rest = text.partition(":")
    option = {"option": who.strip()} if colon else {}
    words = (rest if colon else text).strip()
    if words.casefold().rstrip(".!") in FREE:
        return option | {"amount": 0, "currency": "gbp"}
    if words.casefold().rstrip(".!") in DONATIONS:
        return option | {"amount_description": words}
    matched = PRICE.fullmatch(text)
    if matched is None:
        raise WrongCell(f"{said(text)} is no price.", PRICE_CURE)
    amount = float(matched["pounds"].replace(",", "")) / (100 if matched["pence"] else 1)
    if amount > 10_000:
        raise WrongCell(f"{said(text)} is a very high price.", PRICE_CURE)
    cost: dict[str, Any] = {"amount": round(amount, 2), "currency": "gbp"}
    if matched["who"]:
        cost["option"] = matched["who"].strip()
    if more := matched["more"].strip(" ,"):
        cost["amount_description"] = more
    return cost


def write_cost(option: str | None, pence: int | None, description: str | None) -> str:
    """A price as people read it, and as `read_cost` reads it again."""
    amount = "" if pence is None else f"£{pence / 100:.2f}".removesuffix(".00")
    if pence == 0 and not description:
        amount = "Free"
    words = " ".join(filter(None, (amount, description)))
    return f"{option}: {words}" if option else words


def read_age(cell: Cell) -> int:
    """A number of years. Raises WrongCell."""
    text = cell_text(cell)
    matched = AGE.fullmatch(text.casefold())
    if matched is None or int(matched[1]) > 120:
        raise WrongCell(f"{said(text)} is no age in years.", "Write a number like 18, or leave it empty.")
    return int(matched[1])


def read_phones(cell: Cell) -> list[str]:
    """The telephone numbers of a cell. Raises WrongCell."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        text = f"{cell:.0f}"
        # Spreadsheets take the nought away from a number that they think is one.
        cell = f"0{text}" if len(text) in (9, 10) else text
    numbers = [each.strip() for part in parts_of(cell) for each in re.split(r"\s(?:or|/)\s|,", part) if each.strip()]
    for each in numbers:
        digits = sum(character.isdigit() for character in each)
        if not PHONE.fullmatch(each) or not 3 <= digits <= 18:
            raise WrongCell(f"{said(each)} is no telephone number.", "Write digits only, like 0113 496 0001.")
    return numbers


def need_email(cell: Cell) -> str:
    """An email address. Raises WrongCell."""
    text = cell_text(cell)
    try:
        found = read_email(text)
    except WrongValue:
        found = None
    if found is None:
        raise WrongCell(f"{said(text)} is no email address.", "Write one like hello@example.org.")
    return found


def need_url(cell: Cell) -> str:
    """A web address. Raises WrongCell."""
    text = cell_text(cell)
    try:
        found = read_url(text)
    except WrongValue:
        found = None
    if found is None:
        raise WrongCell(f"{said(text)} is no web address.", "Write one like https://example.org.")
    return found


def read_choice(cell: Cell, choices: dict[str, str]) -> str:
    """What a choice stands for. Raises WrongCell, naming the choices."""
    text = cell_text(cell)
    folded = {each.casefold(): stands for each, stands in choices.items()}
    folded |= {stands: stands for stands in choices.values()}
    if (found := folded.get(text.casefold())) is None:
        *most, last = choices
        raise WrongCell(f"{said(text)} is none of the choices.", f"Choose {', '.join(most)} or {last}.")
    return found


def nearest(text: str, names: list[str]) -> str:
    """What somebody may have meant, as the end of an advice; empty where nothing is near."""
    found = process.extractOne(text.casefold(), [each.casefold() for each in names], score_cutoff=NEAR_ENOUGH)
    return f"Did you mean {said(names[found[2]])}?" if found else ""


def find_postcode(cell: Cell, postcodes: PostcodeFile | None) -> Place | str:
    """The place of a whole postcode, or without a file of postcodes the postcode as it is written. Raises WrongCell."""
    text = cell_text(cell)
    try:
        postcode = parse_postcode(text)
        if postcode.precision != "postcode":
            raise WrongCell(f"{said(text)} is only the beginning of a postcode.", "Write all of it, like LS11 8ND.")
        return postcodes.find(text) if postcodes else str(postcode)
    except PostcodeNotFound:
        meant = suggest_postcode(str(postcode), postcodes) if postcodes else None
        cure = f"Did you mean {meant}?" if meant else "Look it up and write all of it, like LS11 8ND."
        raise WrongCell(f"there is no postcode {said(text)}.", cure) from None
    except WrongInput as wrong:
        raise WrongCell(f"{said(text)} is no postcode that we know.", f"{wrong}.".replace("..", ".")) from None


def suggest_postcode(text: str, postcodes: PostcodeFile) -> str | None:
    """The first postcode there is that differs by a likely slip: two characters swapped, or one taken for another."""
    compact = text.replace(" ", "")
    slips = [
        compact[:at] + compact[at + 1] + compact[at] + compact[at + 2 :] for at in reversed(range(len(compact) - 1))
    ]
    slips += [compact[:at] + ALIKE[each] + compact[at + 1 :] for at, each in enumerate(compact) if each in ALIKE]
    for slip in slips:
        try:
            found = postcodes.find(slip)
        except WrongInput:
            continue
        if found.precision == "postcode" and found.postcode != text:
            return found.postcode
    return None
