"""What a sheet would do, as it is shown: each activity with what becomes of it, its differences and its mistakes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from directory.exchange.sheets.activities import Activity, Line
from directory.exchange.sheets.columns import COLUMNS
from directory.exchange.sheets.listing import WrittenLine
from directory.exchange.sheets.mistakes import Mistake


class Status(StrEnum):
    """What becomes of an activity of a sheet."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


@dataclass(frozen=True)
class Difference:
    """What one column says now and would say after the import, each row of the activity on a line."""

    heading: str
    before: str
    after: str


@dataclass
class Offered:
    """An activity of the sheet as the preview shows it."""

    rows: list[int]
    group: str
    name: str
    status: Status
    differences: list[Difference] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    twins: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Preview:
    """What taking in a sheet would do. `missing` are the source's listings that the sheet does not name: they stay."""

    source: str
    offered: list[Offered]
    missing: list[str]
    notices: list[str]

    def count(self, status: Status) -> int:
        return sum(each.status is status for each in self.offered)

    @property
    def wanted(self) -> int:
        """How many activities would be written."""
        return self.count(Status.NEW) + self.count(Status.CHANGED)

    @property
    def mistakes(self) -> list[Mistake]:
        """All mistakes in the order of the rows."""
        return sorted((each for offer in self.offered for each in offer.mistakes), key=lambda each: each.row)


def offer_of(activity: Activity, before: list[WrittenLine] | None, after: list[WrittenLine] | None) -> Offered:
    offer = Offered(activity.rows, activity.group, activity.name, Status.WRONG, mistakes=activity.mistakes)
    if not activity.mistakes:
        offer.status = Status.NEW if before is None else Status.UNCHANGED
        if before is not None and after is not None and (differences := compare(before, after)):
            offer.status, offer.differences = Status.CHANGED, differences
    return offer


def compare(before: list[WrittenLine], after: list[WrittenLine]) -> list[Difference]:
    """What differs, column by column."""
    found = []
    for column in COLUMNS:
        was, is_now = (
            "\n".join(line[column.name] for line in lines if column.name in line) for lines in (before, after)
        )
        if was != is_now:
            found.append(Difference(column.heading, was, is_now))
    return found


def wrong_lines(lines: Mapping[int, Line], shown: Preview) -> list[tuple[Line, str]]:
    """Of the rows of a sheet those that are wrong, each with what to put right, for giving them back as a sheet."""
    found = []
    for offer in shown.offered:
        if offer.status is Status.WRONG:
            for row in offer.rows:
                advice = [
                    f"{each.heading}: {each.advice}" if each.heading else each.advice
                    for each in offer.mistakes
                    if each.row == row
                ]
                found.append((lines[row], " ".join(advice)))
    return found


def write_preview(shown: Preview) -> bytes:
    """A preview to be kept; of two that show the same, the same bytes."""
    return msgspec.json.encode(shown)


def read_preview(kept: bytes) -> Preview:
    """A preview that was kept."""
    return msgspec.json.decode(kept, type=Preview)
