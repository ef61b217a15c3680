"""A profile as it was understood: what is looked for, in whose words, and what is not wanted."""

from dataclasses import dataclass
from functools import cached_property

from directory.matching.refusals import RefusedThing
from directory.matching.told_age import ToldAge
from directory.matching.vocabulary import Concept
from directory.search.text import stem, stems


@dataclass(frozen=True)
class Heard:
    """A concept that was heard, and the words of the statement that led there; no words where it was chosen."""

    concept: Concept
    words: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True)
class Sensed:
    """A concept that what was said comes near to in meaning, from 0 to 1: a guess, and treated as one."""

    concept: Concept
    closeness: float
    weight: float


@dataclass(frozen=True)
class Said:
    """Words of a person, normalised: as said, and with their spelling put right."""

    text: str
    spelled: str


@dataclass(frozen=True)
class Asked:
    """What a profile asks for. `wanted` is the statement without what it refuses; `terms` are short wishes.

    `own_words` are those of them that are not just the name of a concept. `sentences` are those, as said, in which
    nothing urgent was heard or denied; `alarm` is an urgent need that one of them comes near to. `set_aside` would have
    been heard, were not all of `not_meant` left out; `misheard` are codes of what its words did not mean, and
    `refused_codes` of interests that it turned down. `told_age` is the age that the person told of themselves.
    """

    wanted: Said
    terms: tuple[Said, ...] = ()
    own_words: tuple[Said, ...] = ()
    heard: tuple[Heard, ...] = ()
    sensed: tuple[Sensed, ...] = ()
    refused: tuple[RefusedThing, ...] = ()
    refused_codes: frozenset[str] = frozenset()
    sentences: tuple[str, ...] = ()
    alarm: Concept | None = None
    set_aside: tuple[Heard, ...] = ()
    not_meant: frozenset[str] = frozenset()
    misheard: frozenset[str] = frozenset()
    told_age: ToldAge | None = None

    @property
    def urgent(self) -> tuple[Concept, ...]:
        """The urgent needs that were heard or chosen."""
        return tuple(each.concept for each in self.heard if each.concept.urgent)

    @property
    def texts(self) -> tuple[Said, ...]:
        """Everything that is looked for, the statement first."""
        return tuple(each for each in (self.wanted, *self.terms) if each.text)

    @cached_property
    def says_more(self) -> bool:
        """Whether anything telling was said beside what was heard: "anything with horses?" leaves nothing to guess."""
        heard = frozenset(stem(word) for each in self.heard for word in each.words)
        return any(not heard.issuperset(stems(said.spelled)) for said in self.own_words)

    @property
    def is_anything(self) -> bool:
        """Whether anything at all is looked for."""
        return bool(self.texts or self.heard)
