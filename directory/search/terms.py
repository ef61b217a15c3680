"""Finding terms of the vocabulary while somebody types: by name, by what people say, and misspelt too."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy.orm import Session

from directory.catalogue.term_queries import list_said_terms
from directory.search.text import STOP_WORDS, normalise, stem, words

MOST_FOUND = 12
# Short words have too many neighbours; long ones may hold two slips.
SHORTEST_MENDED = 4
LONG = 8
MOST_MEANT = 3


@dataclass(frozen=True)
class TermWords:
    """A term with its name and the phrases that people use for it, with slashes between words of which any will do."""

    term_id: UUID
    name: str
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundTerm:
    """A term that was found, and the phrase that led to it; none where it was its name."""

    term_id: UUID
    phrase: str = ""


@dataclass(frozen=True)
class Saying:
    """A name or phrase with the words by which it is found."""

    term: TermWords
    phrase: str
    words: frozenset[str]
    stems: frozenset[str]

    def fit(self, meant: Collection[str]) -> int:
        """How well it fits words of which any may be meant: 2 where one begins so, 1 for another form, 0 if not."""
        if any(word.startswith(tuple(meant)) for word in self.words):
            return 2
        return 1 if any(stem(each) in self.stems for each in meant) else 0


class TermFinder:
    """Finds terms by what somebody types. Built once for a vocabulary."""

    def __init__(self, terms: Iterable[TermWords]) -> None:
        self._sayings = [saying for term in terms for saying in sayings_of(term)]
        self._words = sorted({word for saying in self._sayings for word in saying.words})
        self._stems = {stem(word) for word in self._words}

    def find(self, asked: str) -> list[FoundTerm]:
        """The terms that may be meant: those with most of the words, and first those whose name begins so."""
        typed = [word for word in words(asked) if word not in STOP_WORDS] or words(asked)
        meant = [self._meant_by(word) for word in typed]
        fits = [(saying, [saying.fit(each) for each in meant]) for saying in self._sayings]
        most = max((sum(map(bool, fit)) for _, fit in fits), default=0)
        hits = [(saying, sum(fit)) for saying, fit in fits if most and sum(map(bool, fit)) == most]
        beginning = normalise(asked).strip()
        hits.sort(key=lambda hit: order_of(hit[0], hit[1], beginning))
        found: dict[UUID, Saying] = {}
        for saying, _ in hits:
            found.setdefault(saying.term.term_id, saying)
        return [FoundTerm(term_id, shown_phrase(each, meant)) for term_id, each in [*found.items()][:MOST_FOUND]]

    def _meant_by(self, word: str) -> Sequence[str]:
        """The word itself where something begins like it; else what it may be a slip for."""
        if stem(word) in self._stems or any(known.startswith(word) for known in self._words):
            return [word]
        if len(word) < SHORTEST_MENDED:
            return [word]
        slips = 1 if len(word) < LONG else 2
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=slips, limit=None)
        # People seldom get the first letter wrong, and other words often differ in it.
        alike = sorted((distance, known) for known, distance, _ in near if known[0] == word[0])
        return [known for _, known in alike[:MOST_MEANT]] or [word]


def sayings_of(term: TermWords) -> Iterator[Saying]:
    for phrase in ("", *term.phrases):
        said = frozenset(words(phrase or term.name))
        yield Saying(term, phrase, said, frozenset(map(stem, said)))


def order_of(saying: Saying, fit: int, beginning: str) -> tuple[int, bool, bool, int, str, str]:
    """The best fit comes first, then names before what people say, then what is said in fewer words."""
    begins = normalise(saying.phrase or saying.term.name).startswith(beginning)
    return -fit, bool(saying.phrase), not begins, len(saying.words), saying.term.name, str(saying.term.term_id)


def shown_phrase(saying: Saying, meant: Sequence[Collection[str]]) -> str:
    """A phrase as somebody says it: of words of which any will do, the one that was meant, or else the first."""
    wanted = [each for some in meant for each in some]
    return " ".join(one_of(place.split("/"), wanted) for place in saying.phrase.rstrip(".").split())


def one_of(alternatives: Sequence[str], wanted: Sequence[str]) -> str:
    meant = {stem(each) for each in wanted}
    fitting = (each for each in alternatives if each.startswith(tuple(wanted)) or stem(each) in meant)
    return next(fitting, alternatives[0])


@lru_cache(maxsize=1)
def finder_of(terms: tuple[TermWords, ...]) -> TermFinder:
    return TermFinder(terms)


def find_terms_said(db: Session, asked: str) -> list[FoundTerm]:
    """The terms that a listing can be tagged with and that may be meant by what somebody types. Areas are no tags."""
    return finder_of(tuple(TermWords(*each) for each in list_said_terms(db))).find(asked)
