"""From what a person says to the needs and interests it speaks of.

A phrase of the vocabulary is heard when all its words that carry meaning stand near one another, in order, within
one sentence. "Not" and its like carry meaning here: "can't sleep" is not heard in "I sleep well".
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from directory.matching.asked import Asked, Heard, Said
from directory.matching.profile import Profile
from directory.matching.refusals import RefusedThing, Span, find_refusals, overlap, without_refusals
from directory.matching.vocabulary import Concept, Vocabulary
from directory.search.text import STOP_WORDS, normalise, stem, word_set, words

_TOKEN = re.compile(r"any\s?more\b|[^\W_]+(?:'[^\W_]+)*|[.!?;\n]")
_NEGATORS = word_set(
    """
    not no never nothing none nobody without cannot cant dont wont didnt doesnt isnt aint nowt nae nay nee naebody
    cannae canna dinnae dinna didnae doesnae isnae wasnae havenae hasnae winnae wouldnae couldnae
    """
)
_NEGATED = "not"
# Little words that other texts can do without, but that tell one phrase from another.
_FILLERS = STOP_WORDS - word_set("out own off down up over back through together around need again less enough")
_INTERESTS = "interests"
_NAME_PARTS = re.compile(r",|\band\b")
# Terms that say how far an activity reaches are nothing a person wishes for.
_NOT_WISHED_FOR = frozenset({"areas"})
# How many other words of meaning may stand between two words of a phrase; and of any kind, where all words count.
_GAP = 2
_GAP_OF_ALL_WORDS = 1
# So many little words before a phrase are told with it.
_MOST_BEFORE = 2
_NOT_TOLD = word_set("a an the i i'm i've i'd i'll im ive")


@dataclass(frozen=True)
class _Token:
    """A word of a statement: as said, as compared, where it stands in the text, and in which sentence."""

    said: str
    compared: str
    span: Span
    sentence: int

    @property
    def is_telling(self) -> bool:
        return self.compared == _NEGATED or self.said not in _FILLERS


@dataclass(frozen=True)
class _Phrase:
    """A phrase of a concept as it is compared; with `all_words` where little words help to tell it apart."""

    concept: Concept
    compared: tuple[str, ...]
    all_words: bool


@dataclass(frozen=True)
class _Found:
    """A phrase found in a statement, its words there, and whether a "not" stood just before it."""

    phrase: _Phrase
    tokens: tuple[_Token, ...]
    is_denied: bool

    @property
    def span(self) -> Span:
        return (self.tokens[0].span[0], self.tokens[-1].span[1])


class Hearing:
    """Listens for the phrases of a vocabulary. Built once for each vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._phrases = _by_first_word(vocabulary)
        self._pastimes = _pastimes_of(vocabulary)

    def read(self, profile: Profile, spell: Callable[[str], str] = str) -> Asked:
        """Everything a profile asks for, with the needs that were chosen and those that were heard.

        `spell` puts the spelling of normalised text right, for hearing and for shared words.
        """
        text = normalise(profile.statement)
        as_said, _, _ = self._listen(text)
        spelled, refused, spoken = self._listen(spell(text))
        given = [each for each in (*profile.hobbies, *profile.needs) if each.strip()]
        terms = tuple(Said(each, spell(each)) for each in map(self._spelled_out, given))
        loose = tuple(said for said, each in zip(terms, given, strict=True) if not self._vocabulary.find(each))
        wanted = Said(as_said, spelled) if words(as_said) else Said("", "")
        heard = _each_once([*self._chosen(given, spell), *spoken])
        return Asked(wanted, terms, (wanted, *loose), heard, refused=refused)

    def hear(self, statement: str) -> tuple[Heard, ...]:
        """The concepts a statement speaks of, leaving out what it refuses."""
        return self.read(Profile(statement=statement)).heard

    def _listen(self, text: str) -> tuple[str, tuple[RefusedThing, ...], list[Heard]]:
        """What is left of a text without its refusals, the refusals, and what is heard outside them."""
        found = self._found_in(text)
        refused = find_refusals(text, [each.span for each in found if _is_no_refusal(each)], self._pastimes)
        kept = [each for each in found if not any(overlap(each.span, thing.span) for thing in refused)]
        heard = [
            Heard(each.phrase.concept, _words_in(text, _as_said(text, each))) for each in kept if not each.is_denied
        ]
        return without_refusals(text, refused), refused, heard

    def _chosen(self, terms: Sequence[str], spell: Callable[[str], str]) -> Iterator[Heard]:
        """Concepts given by code or name, and those heard in terms that are longer than that."""
        for term in terms:
            if concept := self._vocabulary.find(term):
                yield Heard(concept)
            else:
                yield from self._listen(spell(normalise(term)))[2]

    def _spelled_out(self, term: str) -> str:
        concept = self._vocabulary.find(term)
        return normalise(concept.name if concept else term)

    def _found_in(self, text: str) -> list[_Found]:
        tokens = list(_tokens(text))
        telling = [token for token in tokens if token.is_telling]
        found = [_follow(phrase, start, telling) for start, phrase in self._starting_in(telling, all_words=False)]
        found += [_follow(phrase, start, tokens) for start, phrase in self._starting_in(tokens, all_words=True)]
        heard = [each for each in found if each]
        longest = [each for each in heard if not any(_says_less(each, other) for other in heard)]
        return sorted(longest, key=lambda each: (each.span, each.phrase.concept.code))

    def _starting_in(self, tokens: Sequence[_Token], all_words: bool) -> Iterator[tuple[int, _Phrase]]:
        for place, token in enumerate(tokens):
            for phrase in self._phrases.get(token.compared, ()):
                if phrase.all_words == all_words:
                    yield place, phrase


def is_wish(concept: Concept) -> bool:
    """Whether a concept is something a person may need, like or be."""
    return concept.taxonomy not in _NOT_WISHED_FOR


def _pastimes_of(vocabulary: Vocabulary) -> frozenset[str]:
    """The words in -ing that name an interest, or begin a part of its name: "dancing", "running and jogging"."""
    interests = [each for each in vocabulary.concepts.values() if each.taxonomy == _INTERESTS]
    parts = [words(part) for each in interests for part in _NAME_PARTS.split(each.name)]
    phrases = [words(phrase) for each in interests for phrase in each.phrases]
    heads = [said[0] for said in (*filter(None, parts), *(each for each in phrases if len(each) == 1))]
    return frozenset(word for word in heads if word.endswith("ing"))


def _by_first_word(vocabulary: Vocabulary) -> Mapping[str, Sequence[_Phrase]]:
    phrases: dict[str, list[_Phrase]] = {}
    for concept in vocabulary.concepts.values():
        for phrase in concept.phrases if is_wish(concept) else ():
            if compared := _compose(concept, phrase):
                phrases.setdefault(compared.compared[0], []).append(compared)
    return phrases


def _compose(concept: Concept, phrase: str) -> _Phrase | None:
    tokens = list(_tokens(normalise(phrase)))
    telling = [token for token in tokens if token.is_telling]
    names_enough = sum(token.compared != _NEGATED for token in telling) > 1 or len(tokens) == len(telling) == 1
    compared = tuple(token.compared for token in (telling if names_enough else tokens))
    return _Phrase(concept, compared, not names_enough) if compared else None


def _tokens(text: str) -> Iterator[_Token]:
    """The words of a normalised text; every way of saying no is compared as the same word."""
    sentence = 0
    for match in _TOKEN.finditer(text):
        said = match.group()
        if not said[0].isalnum():
            sentence += 1
            continue
        is_no = said in _NEGATORS or said.endswith("n't")
        yield _Token(said, _NEGATED if is_no else stem(said.replace(" ", "")), match.span(), sentence)


def _follow(phrase: _Phrase, start: int, tokens: Sequence[_Token]) -> _Found | None:
    """The words of a phrase from this place on, each near the one before, or nothing."""
    matched, place = [start], start
    reach = 1 + (_GAP_OF_ALL_WORDS if phrase.all_words else _GAP)
    for wanted in phrase.compared[1:]:
        window = range(place + 1, min(place + 1 + reach, len(tokens)))
        place = next((at for at in window if tokens[at].compared == wanted), -1)
        if place < 0 or tokens[place].sentence != tokens[start].sentence:
            return None
        matched.append(place)
    return _Found(phrase, tuple(tokens[at] for at in matched), _is_denied(phrase, tokens, start))


def _is_denied(phrase: _Phrase, tokens: Sequence[_Token], place: int) -> bool:
    """Whether a "not" stands just before a phrase that has none of its own."""
    if _NEGATED in phrase.compared:
        return False
    before = tokens[max(0, place - 1) : place]
    return any(token.compared == _NEGATED and token.sentence == tokens[place].sentence for token in before)


def _is_no_refusal(found: _Found) -> bool:
    """Whether a "no" belongs to a need that was told ("can't sleep") or denied ("not lonely")."""
    return _NEGATED in found.phrase.compared or (found.is_denied and bool(found.phrase.concept.helps))


def _words_in(text: str, span: Span) -> tuple[str, ...]:
    return tuple(words(text[slice(*span)]))


def _as_said(text: str, found: _Found) -> Span:
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


def _says_less(one: _Found, other: _Found) -> bool:
    """Whether the words of one phrase are only some of another's: in "card game" no "game" is heard."""
    return len(one.tokens) < len(other.tokens) and set(one.tokens) <= set(other.tokens)


def _each_once(heard: Sequence[Heard]) -> tuple[Heard, ...]:
    """One entry for each concept: a chosen one first, then the one with most words."""
    best: dict[str, Heard] = {}
    for each in heard:
        known = best.get(each.concept.code)
        if known is None or (known.words and len(each.words) > len(known.words)):
            best[each.concept.code] = each
    return tuple(best.values())
