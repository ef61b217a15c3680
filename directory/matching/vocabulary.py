"""The needs and interests we have words for: what people say when they have one, and what helps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from directory.search.text import normalise, stems

# The group of our vocabulary under which communities stand: by origin, faith, love or service.
COMMUNITIES = "community-group"
# Terms that say how far an activity reaches are nothing a person wishes for.
_NOT_WISHED_FOR = frozenset({"areas"})


@dataclass(frozen=True)
class Concept:
    """One term of our own vocabulary.

    `phrases` are what people say when they have this need or interest, with slashes between words of which any will do.
    `helps` are codes of the terms that serve it, best first, and `search` is how groups that serve it describe
    themselves. `urgent` means that a person should look at it at once. `parent` is the code of the wider term, if there
    is one.
    """

    code: str
    name: str
    taxonomy: str = ""
    phrases: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    urgent: bool = False
    parent: str | None = None

    @property
    def is_wish(self) -> bool:
        """Whether it is something a person may need, like or be."""
        return self.taxonomy not in _NOT_WISHED_FOR


@dataclass(frozen=True)
class Offer:
    """How what serves a concept is found: by meaning of a text, by words, and by tags.

    `own_codes` tag what is for the concept itself or a narrower one; `helping_codes` what helps with it,
    best first.
    """

    text: str
    stems: frozenset[str]
    own_codes: frozenset[str]
    helping_codes: tuple[str, ...]

    @cached_property
    def codes(self) -> frozenset[str]:
        """All of these codes."""
        return self.own_codes.union(self.helping_codes)


class Vocabulary:
    """All concepts, by code. Built once from what the database holds, and kept."""

    def __init__(self, concepts: Iterable[Concept] = ()) -> None:
        by_code = {concept.code: concept for concept in concepts}
        self.concepts: Mapping[str, Concept] = dict(sorted(by_code.items()))

    @cached_property
    def communities(self) -> frozenset[str]:
        """The codes of communities: who belongs to none of those a service is for may not feel that it is for them."""
        return frozenset(code for code, concept in self.concepts.items() if concept.parent == COMMUNITIES)

    def find(self, words_or_code: str) -> Concept | None:
        """The concept with this code or this very name, if there is one."""
        return self.concepts.get(words_or_code) or self._by_name.get(normalise(words_or_code).strip())

    def offer_of(self, concept: Concept) -> Offer:
        """How what serves a concept is found."""
        return self._offers[concept.code]

    def widened(self, codes: Iterable[str]) -> frozenset[str]:
        """These codes, and those of what is narrower."""
        known = {code: self.offer_of(self.concepts[code]).own_codes if code in self.concepts else () for code in codes}
        return frozenset(known).union(*known.values())

    def groups(self, taxonomy: str) -> list[Concept]:
        """The widest concepts of a taxonomy, by name."""
        return sorted(
            (each for each in self.concepts.values() if each.taxonomy == taxonomy and each.parent is None),
            key=lambda each: each.name,
        )

    @cached_property
    def kinds_of_people(self) -> Sequence[str]:
        """The codes of those whom something may be for, without the headings they stand under."""
        return [each.code for each in self.concepts.values() if each.taxonomy == "people" and each.parent]

    @cached_property
    def kinds_of_needs(self) -> Sequence[str]:
        """The codes of what something may help with. Who is in danger is met with help lines, not a list."""
        return [each.code for each in self.concepts.values() if each.taxonomy == "needs" and not each.urgent]

    @cached_property
    def _offers(self) -> Mapping[str, Offer]:
        narrower: dict[str, set[str]] = {}
        for concept in self.concepts.values():
            if concept.parent:
                narrower.setdefault(concept.parent, set()).add(concept.code)
        return {code: self._compose(concept, narrower) for code, concept in self.concepts.items()}

    def _compose(self, concept: Concept, narrower: Mapping[str, set[str]]) -> Offer:
        helping = [self.concepts[code].name for code in concept.helps if code in self.concepts]
        text = ", ".join(dict.fromkeys((*sorted(concept.search), *helping))) or concept.name
        return Offer(
            text=text,
            stems=frozenset(stems(text)),
            own_codes=frozenset((concept.code, *narrower.get(concept.code, ()))),
            helping_codes=concept.helps,
        )

    @cached_property
    def _by_name(self) -> Mapping[str, Concept]:
        return {normalise(concept.name): concept for concept in self.concepts.values()}


def said_text(concept: Concept) -> str:
    """What people with a need or interest say, as one text whose meaning can be compared."""
    return ", ".join(sorted(map(read_out, concept.phrases))) or concept.name


def read_out(phrase: str) -> str:
    """A phrase with the first of the words that will do: "he hits me" for "he/she hits/beats me"."""
    return " ".join(word.split("/")[0] for word in phrase.rstrip(".").split())
