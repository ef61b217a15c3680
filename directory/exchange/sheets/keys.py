"""What a source calls the listings that came in by its sheets."""

from dataclasses import dataclass, field

# What begins the keys of all that came in by a sheet.
SHEET_KEY = "sheet/"


@dataclass(frozen=True)
class Listings:
    """The listings of a source: their keys by our ids. `elsewhere` are the sources of other listings, by our ids."""

    keys: dict[str, str] = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)
