"""Cells as spreadsheets hold them, and the text that a person sees in them."""

from datetime import date, datetime, time, timedelta

Cell = str | float | int | bool | date | time | timedelta | None

CELL_CHARACTERS = 20_000
# What stands further to the right is not read.
MOST_COLUMNS = 100


def cell_text(cell: Cell) -> str:
    """A cell as text: whole numbers without their .0, days and times as people write them."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.10g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(cell, date):
        return cell.isoformat()
    return clean(cell) if isinstance(cell, str) else str(cell)


def clean(text: str) -> str:
    """Text without what no database takes: NUL, other control characters, and halves of surrogate pairs."""
    if not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
        text = "".join(each for each in text if each in "\n\t" or (each >= " " and not "\ud800" <= each <= "\udfff"))
    return text.strip()
