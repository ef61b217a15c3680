"""One row of a file of past records, cell by cell: what each may say, and how to put right what it may not."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from directory.errors import WrongInput
from directory.outcomes.ethnicities import ethnic_group
from directory.outcomes.evaluating.dataset import TOTAL, Stage
from directory.outcomes.packs.registry import PACKS
from directory.outcomes.packs.shape import Item, Level, Pack

SEXES = ("female", "male", "other")
OLDEST = 120
DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")


class Source(StrEnum):
    """Who referred somebody."""

    SELF = "self"
    GP = "gp"
    NURSE = "nurse"
    OTHER_HEALTH = "other_health"
    SOCIAL_CARE = "social_care"
    VOLUNTARY_SECTOR = "voluntary_sector"
    FRIEND_FAMILY = "friend_family"
    OTHER = "other"


class Mode(StrEnum):
    """How the answers were given."""

    PAPER = "paper"
    SCREEN = "screen"
    PHONE = "phone"
    IN_PERSON = "in_person"
    POST = "post"
    LINK = "link"


class Asker(StrEnum):
    """Who went through the questions with somebody."""

    SELF = "self"
    COORDINATOR = "coordinator"
    OTHER = "other"


class WrongCell(Exception):
    """A cell that cannot be used: its column, and how to put it right."""

    def __init__(self, column: str, words: str) -> None:
        super().__init__(words)
        self.column, self.words = column, words


@dataclass(frozen=True)
class Traits:
    """What a row says of the person: empty where it does not say."""

    sex: str | None
    age: int | None
    ethnicity: str | None
    referral_source: str | None


@dataclass(frozen=True)
class Answer:
    """What a row says was answered; item 0 is a total."""

    stage: Stage
    measure: str
    item: int
    value: float


def read_traits(sex: str, age: str, ethnicity: str, source: str) -> Traits:
    """Raises WrongCell."""
    return Traits(
        sex=one_of("sex", sex, SEXES) if sex else None,
        age=read_age(age) if age else None,
        ethnicity=ethnic_group(ethnicity),
        referral_source=one_of("referral_source", source, tuple(Source)) if source else None,
    )


def read_age(text: str) -> int:
    age = read_number(text)
    if age is None or age != int(age) or not 0 <= age <= OLDEST:
        raise WrongCell(
            "age", f"The age is a whole number of years up to {OLDEST}. Leave it empty where it is unknown."
        )
    return int(age)


def read_day(text: str, today: date) -> int:
    """The day as a number; 0 where it is not known. Raises WrongCell."""
    if not text:
        return 0
    for form in DATE_FORMATS:
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
        if day > today:
            raise WrongCell("on", f"{text} is in the future.")
        return day.toordinal()
    raise WrongCell("on", f"Write the date as 2026-03-27, not {shortened(text)}.")


def read_answer(stage: str, measure: str, item: str, value: str) -> Answer:
    """Raises WrongCell."""
    at = Stage(one_of("stage", stage, tuple(Stage)))
    pack = PACKS.get(one_of("measure", measure, tuple(PACKS)))
    assert pack is not None  # noqa: S101 - one_of knows no others
    if not value:
        raise WrongCell("value", "The value is empty. Leave out the row of a question that was not answered.")
    asked = which_item(pack, item)
    if asked is None:
        return Answer(at, pack.code, TOTAL, read_total(pack, value))
    levels = pack.exit_levels if pack.exit_levels and at is not Stage.BASELINE else asked.levels
    return Answer(at, pack.code, asked.number, read_level(asked, levels, value))


def which_item(pack: Pack, text: str) -> Item | None:
    """The item a row is about; None for the total."""
    if text:
        item = pack.item(text.casefold())
        if item is None:
            known = ", ".join(each.code for each in pack.items) or "none: leave it empty"
            raise WrongCell("item", f"{pack.code} has no item {shortened(text)}. Its items: {known}.")
        return item
    if pack.total:
        return None
    if len(pack.items) == 1:
        return pack.items[0]
    known = ", ".join(each.code for each in pack.items)
    raise WrongCell("item", f"{pack.code} has no total. Give each answer with its item: {known}.")


def read_total(pack: Pack, text: str) -> float:
    total, kind = read_number(text), pack.total
    assert kind is not None  # noqa: S101 - asked of packs with a total alone
    assert pack.from_total is not None  # noqa: S101 - which always have scores of it
    if total is None or not kind.lowest <= total <= kind.highest:
        raise WrongCell("value", f"The {kind.label} of {pack.code} is from {kind.lowest:g} to {kind.highest:g}.")
    try:
        pack.from_total(total)
    except WrongInput as wrong:
        raise WrongCell("value", f"{str(wrong).rstrip('.')}.") from None
    return total


def read_level(item: Item, levels: tuple[Level, ...], text: str) -> float:
    said = text.casefold()
    found = next((level.value for level in levels if level.code == said), None)
    if found is not None:
        return found
    number = read_number(text)
    has_only_codes = item.code == "gp_use"
    if number is not None and number == int(number) and item.lowest <= number <= item.highest and not has_only_codes:
        return number
    codes = ", ".join(level.code for level in levels)
    if has_only_codes:
        raise WrongCell("value", f"{item.label} at this stage is one of {codes}.")
    also = f", or one of {codes}" if codes else ""
    raise WrongCell("value", f"{item.label} is a whole number from {item.lowest} to {item.highest}{also}.")


def read_number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < 1e9 else None


def one_of(column: str, text: str, known: tuple[str, ...]) -> str:
    """Raises WrongCell for what is not among the codes of a column."""
    said = text.casefold()
    if said in known:
        return said
    told = f"{shortened(text)} is not known here" if text else "This is empty"
    raise WrongCell(column, f"{told}. Use one of {', '.join(known)}.")


def shortened(text: str) -> str:
    """A text short enough to repeat."""
    seen = "".join(each if each.isprintable() else " " for each in text)
    return f"“{seen[:30]}…”" if len(seen) > 30 else f"“{seen}”"
