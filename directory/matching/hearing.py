"""From what a person says to the needs and interests it speaks of.

A phrase of the vocabulary is heard when all its words that carry meaning stand near one another, in order, within
one sentence. "Not" and its like carry meaning here: "can't sleep" is not heard in "I sleep well". In phrases of urgent
needs every word counts: "scared of my husband" is not heard in "scared since my husband died".
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from directory.matching.asked import Asked, Heard, Said
from directory.matching.mishearings import is_misheard
from directory.matching.phrases import FoundPhrase, PhraseBook
from directory.matching.profile import Profile
from directory.matching.refusals import RefusedThing, Span, find_refusals, overlap, without
from directory.matching.told_age import find_told_age, told_age_spans
from directory.matching.vocabulary import Concept, Vocabulary
from directory.search.text import STOP_WORDS, normalise, word_set, words

_INTERESTS = "interests"
_SENTENCE = re.compile(r"[^.!?;\n]+")
_NAME_PARTS = re.compile(r",|\band\b")
# So many little words before a phrase are told with it.
_MOST_BEFORE = 2
_NOT_TOLD = word_set("a an the i i'm i've i'd i'll im ive")
_NOBODY = Profile()


@dataclass(frozen=True)
class _Listened:
    """What is left of a text without its refusals, the refusals, what is heard outside them, and all phrases found.

    The words of what is heard and not meant are not left either, where they tell nothing that is.
    `misheard` are the codes of phrases that mean something else where they stand, `refused_codes` of those turned down.
    """

    left: str
    refused: tuple[RefusedThing, ...]
    heard: Sequence[Heard]
    found: Sequence[FoundPhrase]
    misheard: frozenset[str]
    refused_codes: frozenset[str]

    @property
    def urgent(self) -> list[Heard]:
        return [each for each in self.heard if each.concept.urgent]


class Hearing:
    """Listens for the phrases of a vocabulary. Built once for each vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._phrases = PhraseBook(vocabulary)
        self._pastimes = _pastimes_of(vocabulary)

    def read(self, profile: Profile, spell: Callable[[str], str] = str) -> Asked:
        """Everything a profile asks for, with the needs that were chosen and those that were heard.

        `spell` puts the spelling of normalised text right, for hearing and for shared words; where words are meant as
        typed, for hearing danger alone.
        """
        mend = str if profile.is_as_typed else spell
        text = normalise(profile.statement)
        mended = mend(text)
        as_said = self._listen(text, profile)
        spelled = self._listen(mended, profile) if mended != text else as_said
        given = [each for each in (*profile.hobbies, *profile.needs) if each.strip()]
        kept = [(each, said) for each in given if (said := self._spelled_out(each, profile))]
        terms = tuple(Said(said, mend(said)) for _, said in kept)
        loose = tuple(said for said, (each, _) in zip(terms, kept, strict=True) if not self._vocabulary.find(each))
        wanted = Said(as_said.left, spelled.left) if words(as_said.left) else Said("", "")
        # No mending of spelling may hide a cry for help, and no slip.
        danger = self._danger_in((profile.statement, *given), spell) if profile.is_as_typed else ()
        heard = _each_once([*self._chosen(given, mend), *spelled.heard, *as_said.urgent, *danger])
        return Asked(
            wanted,
            terms,
            (wanted, *loose),
            heard=tuple(each for each in heard if _is_meant(each.concept, profile)),
            refused=spelled.refused,
            refused_codes=spelled.refused_codes,
            sentences=tuple(_quiet_sentences(text, as_said.found)),
            set_aside=tuple(each for each in heard if not _is_meant(each.concept, profile)),
            not_meant=profile.not_meant,
            misheard=spelled.misheard,
            told_age=find_told_age(text) if profile.age is None else None,
        )

    def hear(self, statement: str) -> tuple[Heard, ...]:
        """The concepts a statement speaks of, leaving out what it refuses."""
        return self.read(Profile(statement=statement)).heard

    def _listen(self, text: str, profile: Profile = _NOBODY) -> _Listened:
        sounding = self._phrases.found_in(text)
        found = [each for each in sounding if not is_misheard(each, text)]
        turned_down = find_refusals(text, [each.span for each in found if _is_no_refusal(each)], self._pastimes)
        refused = tuple(each for each in turned_down if each.said not in profile.not_refused)
        kept = [each for each in found if not any(overlap(each.span, thing.span) for thing in refused)]
        heard = [
            Heard(each.phrase.concept, _words_in(text, _as_said(text, each))) for each in kept if not each.is_denied
        ]
        taken_out = [*(each.span for each in refused), *_not_meant(kept, profile), *_denied(kept)]
        taken_out += [span for span in told_age_spans(text) if not any(overlap(span, other) for other in taken_out)]
        misheard = frozenset(each.phrase.concept.code for each in sounding if each not in found)
        unwanted = {each.phrase.concept.code for each in found if each not in kept and _is_interest(each)}
        refused_codes = frozenset(unwanted.difference(each.concept.code for each in heard))
        return _Listened(without(text, taken_out), refused, heard, found, misheard, refused_codes)

    def _chosen(self, terms: Sequence[str], spell: Callable[[str], str]) -> Iterator[Heard]:
        """Concepts given by code or name, and those heard in terms that are longer than that."""
        for term in terms:
            if concept := self._vocabulary.find(term):
                yield Heard(concept)
            else:
                text = normalise(term)
                mended = spell(text)
                spelled = self._listen(mended)
                yield from spelled.heard
                yield from self._listen(text).urgent if mended != text else ()

    def _danger_in(self, said: Sequence[str], spell: Callable[[str], str]) -> Iterator[Heard]:
        """What is urgent in words once their spelling is put right."""
        for text in filter(None, said):
            yield from self._listen(spell(normalise(text))).urgent

    def _spelled_out(self, term: str, profile: Profile) -> str:
        """What a term asks for: nothing where it is not meant."""
        concept = self._vocabulary.find(term)
        if concept is not None:
            return normalise(concept.name) if _is_meant(concept, profile) else ""
        text = normalise(term)
        return without(text, _not_meant(self._phrases.found_in(text), profile)) if profile.not_meant else text


def _pastimes_of(vocabulary: Vocabulary) -> frozenset[str]:
    """The words in -ing that name an interest, or begin a part of its name: "dancing", "running and jogging"."""
    interests = [each for each in vocabulary.concepts.values() if each.taxonomy == _INTERESTS]
    parts = [words(part) for each in interests for part in _NAME_PARTS.split(each.name)]
    phrases = [words(phrase) for each in interests for phrase in each.phrases]
    heads = [said[0] for said in (*filter(None, parts), *(each for each in phrases if len(each) == 1))]
    return frozenset(word for word in heads if word.endswith("ing"))


def _is_meant(concept: Concept, profile: Profile) -> bool:
    # No click may hide a cry for help either.
    return concept.urgent or concept.code not in profile.not_meant


def _not_meant(found: Sequence[FoundPhrase], profile: Profile) -> list[Span]:
    """Where the phrases stand that are not meant, and share no word with one that is."""
    meant = [each.span for each in found if _is_meant(each.phrase.concept, profile)]
    others = [each.span for each in found if not _is_meant(each.phrase.concept, profile)]
    return [span for span in others if not any(overlap(span, each) for each in meant)]


def _denied(found: Sequence[FoundPhrase]) -> Iterator[Span]:
    """Where the words stand of needs that somebody says they have not: "not suicidal" asks for nothing."""
    said = [each.span for each in found if not each.is_denied]
    for each in found:
        concept = each.phrase.concept
        if each.is_denied and (concept.urgent or concept.helps) and not any(overlap(each.span, span) for span in said):
            yield each.span


def _is_interest(found: FoundPhrase) -> bool:
    return found.phrase.concept.taxonomy == _INTERESTS


def _is_no_refusal(found: FoundPhrase) -> bool:
    """Whether what sounds like a refusal is a need, told ("can't sleep", "scared of falling") or denied, or danger."""
    concept, phrase = found.phrase.concept, found.phrase
    is_need = bool(concept.helps)
    return concept.urgent or phrase.says_no or (is_need and (found.is_denied or phrase.says_what_is_feared))


def _quiet_sentences(text: str, found: Sequence[FoundPhrase]) -> Iterator[str]:
    """The sentences in which no word of danger stands, not even a denied one."""
    urgent = [each.span for each in found if each.phrase.concept.urgent]
    for match in _SENTENCE.finditer(text):
        if words(match.group()) and not any(overlap(match.span(), span) for span in urgent):
            yield match.group().strip()


def _words_in(text: str, span: Span) -> tuple[str, ...]:
    return tuple(words(text[slice(*span)]))


def _as_said(text: str, found: FoundPhrase) -> Span:
    """Where a phrase stands with the little words before it: "on my own all day" rather than "own all day"."""
    start, end = found.span
    if len(found.tokens) == 1:
        return found.span
    before = re.findall(r"\S+\s+", text[:start])
    for word in reversed(before[-_MOST_BEFORE:]):
        if word.strip() not in STOP_WORDS - _NOT_TOLD:
            break
        start -= len(word)
    return (start, end)


def _each_once(heard: Sequence[Heard]) -> tuple[Heard, ...]:
    """One entry for each concept: a chosen one first, then the one with most words."""
    best: dict[str, Heard] = {}
    for each in heard:
        known = best.get(each.concept.code)
        if known is None or (known.words and len(each.words) > len(known.words)):
            best[each.concept.code] = each
    return tuple(best.values())
