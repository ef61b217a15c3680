"""Sheets of activities for tests."""

from io import BytesIO
from pathlib import Path

from directory.exchange.sheets.opening import open_content
from directory.exchange.sheets.sending import SheetInput
from directory.exchange.sheets.writing import Page, write_pages

HEADINGS = (
    "Group",
    "Activity",
    "What happens there",
    "Where",
    "Address",
    "Postcode",
    "Days",
    "From",
    "To",
    "How often",
    "Cost",
    "Youngest age",
    "Oldest age",
    "Phone",
    "Email",
    "Tags",
)
Line = dict[str, object]

# Ten slips that people make, each in a row of its own: row, column, what stands there, what is told of it.
TEN_MISTAKES = (
    (3, "From", "half ten", "Row 3, From: “half ten” is no time. Write it like 10:30 or 10.30am."),
    (5, "Days", "Tuseday", "Row 5, Days: “tuseday” in “Tuseday” is no day. Write days like"),
    (7, "Postcode", "LS11 8DN", "Row 7, Postcode: there is no postcode “LS11 8DN”. Did you mean LS11 8ND?"),
    (8, "Cost", "about a fiver", "Row 8, Cost: “about a fiver” is no price. Write it like £2.50, Free or Donation."),
    (10, "Youngest age", "grown-ups", "Row 10, Youngest age: “grown-ups” is no age in years. Write a number like 18"),
    (12, "Email", "hello at example", "Row 12, Email: “hello at example” is no email address. Write one like"),
    (13, "Phone", "ask Mary", "Row 13, Phone: “ask Mary” is no telephone number. Write digits only"),
    (15, "Tags", "Walkng", "Row 15, Tags: “Walkng” is no tag that we know. Did you mean “Walking”?"),
    (18, "To", "9:00", "Row 18, To: 09:00 is not after 10:30, when it begins. Write am or pm, like 2pm."),
    (20, "Activity", "", "Row 20, Activity: nothing stands here. Write it."),
)


def sheet_line(number: int = 1, **more: object) -> Line:
    """A sound row; None leaves a cell empty."""
    line: Line = {
        "Group": f"Millbrook Friends {number}",
        "Activity": f"Tea and talk {number}",
        "What happens there": "Tea, talk & a quiz.",
        "Where": "Millbrook Hall",
        "Address": "12 Mill Lane",
        "Postcode": "LS11 8ND",
        "Days": "Tues & Thurs",
        "From": "10.30am",
        "To": "12 noon",
        "Cost": "£2.50",
        "Youngest age": 18,
        "Phone": f"0113 496 00{number:02d}",
    }
    return {name: cell for name, cell in (line | more).items() if cell is not None}


def twenty_groups_with_ten_mistakes() -> list[Line]:
    """The rows of twenty groups, numbered from 2 as a sheet numbers them, ten of them with a mistake."""
    lines = [sheet_line(number) for number in range(1, 21)]
    for row, heading, wrong, _ in TEN_MISTAKES:
        lines[row - 2][heading] = wrong
    return lines


def sheet_content(*lines: Line, ending: str = "xlsx", headings: tuple[str, ...] = HEADINGS) -> bytes:
    """Rows in the format of an ending."""
    file = BytesIO()
    rows = [[line.get(each, "") for each in headings] for line in lines]
    write_pages(file, ending, [Page("Activities", headings, rows)])
    return file.getvalue()


def sheet_input(*lines: Line, key: str = "key-of-a-sheet", source: str = "Millbrook") -> SheetInput:
    """Rows as they are sent from a page."""
    content = sheet_content(*lines)
    return SheetInput(key, source, "groups.xlsx", content, open_content(content))


def write_sheet(path: Path, *lines: Line, headings: tuple[str, ...] = HEADINGS) -> Path:
    """Write rows in the format that the path ends in."""
    path.write_bytes(sheet_content(*lines, ending=path.suffix.removeprefix("."), headings=headings))
    return path
