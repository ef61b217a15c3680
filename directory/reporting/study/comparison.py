"""Ours beside theirs, figure by figure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from directory.reporting.study.printed import Evidence, Printed, every_printed

SMALLEST_P = "<.001"


@dataclass(frozen=True)
class Compared:
    """A printed figure and ours, to as many digits."""

    printed: Printed
    ours: str

    @property
    def agrees(self) -> bool:
        return self.ours == self.printed.printed


def compare_with_study(seen: Evidence) -> list[Compared]:
    """Every printed figure with ours beside it."""
    return [Compared(each, as_printed(each.find(seen), each.printed)) for each in every_printed()]


def as_printed(value: float | None, printed: str) -> str:
    """Our figure to as many digits as the paper gives."""
    if value is None:
        return "–"
    if printed == SMALLEST_P:
        return SMALLEST_P if value < 0.001 else f"{value:.3f}"
    digits = len(printed.partition(".")[2])
    # What rounds to nought has no sign.
    return f"{round(value, digits) + 0.0:.{digits}f}"


def comparison_lines(compared: Sequence[Compared]) -> Iterator[str]:
    """The comparison as text: table by table, and then what cannot be right as it is printed."""
    for table, figures in groupby(compared, key=lambda each: each.printed.table):
        yield f"{table:<58}{'printed':>10}{'ours':>10}"
        for each in figures:
            mark = "" if each.agrees else "  *"
            yield f"  {each.printed.label:<56}{each.printed.printed:>10}{each.ours:>10}{mark}"
        yield ""
    same = sum(each.agrees for each in compared)
    yield f"{same} of {len(compared)} figures come out as printed. Those with * contradict others of the paper:"
    for each in compared:
        if each.printed.doubt:
            yield f"  {each.printed.table.partition(':')[2].strip() or each.printed.table}; {each.printed.label}:"
            yield f"    {each.printed.doubt}"
