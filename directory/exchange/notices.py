"""What an import has to tell of what it did take: fields that have no place here, and values read with a doubt.

Alike notices are counted, so that a field that is lost in each of a hundred thousand services is one line.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.exchange.values import shown

# More kinds than this come from a file that is no feed; the rest is counted together.
MOST_KINDS = 200
OTHERS = "and notices of other kinds"


@dataclass(frozen=True)
class Notice:
    """Something to know about what was taken: how many records it is true of, and where the first stands."""

    text: str
    count: int
    first: str


class Notices:
    """The notices of one import, gathered."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._firsts: dict[str, str] = {}

    def add(self, where: str, texts: Iterable[str], count: int = 1) -> None:
        """Note what is to be told of the record that stands there, or of so many beginning there, each thing once."""
        for text in dict.fromkeys(texts):
            kind = text if text in self._counts or len(self._counts) < MOST_KINDS else OTHERS
            self._counts[kind] = self._counts.get(kind, 0) + count
            self._firsts.setdefault(kind, where)

    def list(self) -> tuple[Notice, ...]:
        """The notices, those true of most records first."""
        kinds = sorted(self._counts, key=lambda each: (-self._counts[each], each))
        return tuple(Notice(each, self._counts[each], self._firsts[each]) for each in kinds)


def left_out(table: str, name: str) -> str:
    """That a field said something which the catalogue cannot keep."""
    return f"{table}.{field_name(name)} has no place in the catalogue and was left out"


def unusable(table: str, name: str) -> str:
    """That a field said something which is of no use, such as a web address that is none."""
    return f"{table}.{name} holds nothing that can be used and was left out"


def field_name(name: str) -> str:
    """The name of a field as a person can read it, whatever a file calls it."""
    return name if name.isidentifier() and len(name) <= 60 else shown(name)
