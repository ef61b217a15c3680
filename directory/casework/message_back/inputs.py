"""What is written and chosen for a message."""

from collections.abc import Mapping
from dataclasses import dataclass

LONGEST_SECTION = 4_000
LONGEST_NAME = 300


@dataclass(frozen=True)
class MessageInput:
    """To whom a message goes, which parts go, and their words by key. `seen` is the version that was looked at."""

    to_name: str
    to_email: str | None
    words: Mapping[str, str]
    parts: frozenset[str]
    seen: int
