"""What is wrong with a row, in words: where it stands, what stands there, and how to put it right."""

from dataclasses import dataclass

MOST_SHOWN = 60


@dataclass(frozen=True)
class Mistake:
    """A mistake in a row of the sheet. `heading` is that of the column as the sheet has it; empty for the whole row."""

    row: int
    heading: str
    what: str
    cure: str = ""

    def __str__(self) -> str:
        where = f"Row {self.row}, {self.heading}" if self.heading else f"Row {self.row}"
        return f"{where}: {self.advice}"

    @property
    def advice(self) -> str:
        """The mistake without where it is."""
        return f"{self.what} {self.cure}".strip()


class WrongCell(Exception):
    """A cell that cannot be read: what is wrong, and how to put it right."""

    def __init__(self, what: str, cure: str = "") -> None:
        super().__init__(what, cure)
        self.what = what
        self.cure = cure


def said(text: str) -> str:
    """A value as a sentence quotes it, short and on one line."""
    plain = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return f"“{plain[:MOST_SHOWN]}{'…' if len(plain) > MOST_SHOWN else ''}”"
