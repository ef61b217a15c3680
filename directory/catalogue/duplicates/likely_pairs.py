"""Which records are compared at all: those that share something rare. Comparing all with all would take days.

Two records meet where they share a registered number, a telephone, an email or web address, two of their rarest
words, or one of these and the first half of the postcode. A meeting place with too many records tells nothing and is
passed over; what is listed twice meets in others as well.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations

from directory.catalogue.duplicates.compared import Commonness, Subject, Words, commonness
from directory.catalogue.duplicates.likeness import likeness
from directory.catalogue.duplicates.reasons import Likeness
from directory.catalogue.duplicates.weights import LIKELY

MOST_AT_ONE_PLACE = 30
RAREST = 4

TOLD_EVERY = 2_000

Pair = tuple[Subject, Subject, Likeness]
Progress = Callable[[int, int], None]


def find_likely_pairs(subjects: Sequence[Subject], progress: Progress = lambda done, total: None) -> Iterator[Pair]:
    """The pairs of these that are likely one, each once. `progress` hears how many of how many were compared."""
    common = commonness(subjects)
    met = sorted(meeting_pairs(subjects, common))
    for number, (one, other) in enumerate(met):
        if number % TOLD_EVERY == 0:
            progress(number, len(met))
        found = likeness(subjects[one], subjects[other], common)
        if found.score >= LIKELY:
            yield subjects[one], subjects[other], found


def meeting_pairs(subjects: Sequence[Subject], common: Commonness) -> set[tuple[int, int]]:
    """The places in the list of those that meet anywhere, lower first."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for number, subject in enumerate(subjects):
        for key in set(meeting_keys(subject, common)):
            places[key].append(number)
    return {pair for met in places.values() if 1 < len(met) <= MOST_AT_ONE_PLACE for pair in combinations(met, 2)}


def meeting_keys(subject: Subject, common: Commonness) -> Iterator[Hashable]:
    """Where a record can meet another."""
    yield from subject.identifiers
    yield from subject.phones
    yield from subject.emails
    yield from subject.pages
    districts = {postcode[:-3] for postcode in subject.postcodes}
    for words in subject.names:
        rarest = rarest_words(words, common)
        yield "".join(words)
        yield from combinations(sorted(rarest), 2)
        yield from combinations(sorted(word[:4] for word in rarest[:3]), 2)
        yield from ((district, word[:5]) for district in districts for word in rarest)


def rarest_words(words: Words, common: Commonness) -> list[str]:
    return sorted(set(words), key=lambda word: (-common.weight(word), word))[:RAREST]
