"""What of a record is compared with another, and how common it is among all: what is rare tells most."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import log

from directory.catalogue.duplicates.likeness_words import web_host

Point = tuple[float, float]
Words = tuple[str, ...]


@dataclass(frozen=True)
class Subject:
    """What of a service or an organization is compared. Contacts and numbers are in the form of `likeness_words`.

    `group` is the organization that runs a service, empty for an organization itself. `times` are words for day and
    hour, equal where these are.
    """

    record_id: uuid.UUID
    name: str
    names: tuple[Words, ...]
    group_id: uuid.UUID | None = None
    group: str = ""
    group_words: Words = ()
    postcodes: frozenset[str] = frozenset()
    points: tuple[Point, ...] = ()
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()
    identifiers: frozenset[tuple[str, str]] = frozenset()
    times: frozenset[str] = frozenset()
    description: str = ""

    @cached_property
    def bare_names(self) -> tuple[Words, ...]:
        """Its names without the words of the group that runs it; none where nothing else is in them."""
        of_group = frozenset(self.group_words)
        bare = (tuple(each for each in words if each not in of_group) for words in self.names)
        return tuple(dict.fromkeys(filter(None, bare)))

    @cached_property
    def sites(self) -> frozenset[str]:
        return frozenset(filter(None, map(web_host, self.pages)))


@dataclass(frozen=True)
class Commonness:
    """How common words, names and ways to reach a group are among all records: what is rare tells most."""

    total: int = 0
    words: Mapping[str, int] = field(default_factory=Counter)
    names: Mapping[Words, int] = field(default_factory=Counter)
    values: Mapping[str, int] = field(default_factory=Counter)

    def weight(self, word: str) -> float:
        return 1 + log((self.total + 1) / (self.words.get(word, 0) + 1))

    def value_share(self, value: str) -> float:
        """How much a shared value tells: a switchboard that many listings give tells little."""
        count = self.values.get(value, 0)
        return 1.0 if count <= 4 else 0.5 if count <= 12 else 0.1


def commonness(subjects: Iterable[Subject]) -> Commonness:
    """How common things are among these."""
    words, names, values, total = Counter[str](), Counter[Words](), Counter[str](), 0
    for each in subjects:
        total += 1
        words.update({word for name in each.names for word in name} | set(each.group_words))
        names.update(set(each.names))
        values.update(each.phones | each.emails | each.pages | each.sites | each.postcodes)
    return Commonness(total, words, names, values)
