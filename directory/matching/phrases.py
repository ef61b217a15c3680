"""Where the phrases of a vocabulary stand in a text.

A phrase is found when its words stand near one another, in order, within one sentence; any one of several words with
slashes between them will do. Little words are left out of account where what remains still tells the phrase apart.
Every word counts in the phrases of urgent needs, and where a little word is one of several ("lost my/our mum").
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from directory.matching.refusals import Span
from directory.matching.vocabulary import Concept, Vocabulary
from directory.search.text import STOP_WORDS, normalise, stem, word_set

_TOKEN = re.compile(r"any\s?more\b|[^\W_]+(?:'[^\W_]+)*|[.!?;\n]")
# "I can't go on", but not "I can't go on the bus".
_CLOSING = re.compile(
    r"\s*(?:$|[^\s\w']|(?:and|any|anymore|but|because|cos|like this|so|since|tonight|today|without)\b)"
)
_NEGATORS = word_set(
    """
    not no never nothing none nobody without cannot cant dont wont didnt doesnt isnt aint nowt nae nay nee naebody
    cannae canna dinnae dinna didnae doesnae isnae wasnae havenae hasnae winnae wouldnae couldnae
    """
)
NEGATED = "not"
# What may stand between a no and any other need that it denies: "I don't feel lonely", "never been in debt".
_HARDLY_SAID = word_set("be been ever feel feeling feels felt really")
# "I've never been so lonely" tells it all the more.
_ALL_THE_MORE = re.compile(r"\s+\w+\s+(?:so|this|more|such)\b")
# "Scared of falling", "I hate school": what is dreaded, and not a thing that is turned down.
_FEARED = frozenset(map(stem, ("afraid", "dread", "frightened", "hate", "scared", "terrified")))
# "Nowt in't cupboard": a northern "the", and no "not".
_WITH_THE = word_set("at't by't for't from't in't of't on't round't to't wi't with't")
# Little words that other texts can do without, but that tell one phrase from another.
_FILLERS = STOP_WORDS - word_set("out own off down up over back through together around need again less enough")
# How many other words of meaning may stand between two words of a phrase; and of any kind, where all words count.
_GAP = 2
_GAP_OF_ALL_WORDS = 1
# Words of danger are given more room, but not across a word that turns the subject: "since mum died it hit me".
_GAP_IN_DANGER = 2
_WIDEST_GAP = max(_GAP, _GAP_OF_ALL_WORDS, _GAP_IN_DANGER)
_TURNING = word_set("it it's its died dies passed gone")
# What may stand between a no and what it denies in "not feeling suicidal"; all else leaves the danger heard.
_SOFT = word_set(
    """
    a actively all and any at be been being current currently ever feel feeling feels felt going had harm harming has
    have having history i'm ideation in is nor of or plan planning plans really risk self signs suicidal suicide
    the thinking thought thoughts to very want wanted wanting wants was
    """
)
# "I never felt suicidal before": a no that no longer holds.
_NO_LONGER = word_set("before until till yet now")


class Token(NamedTuple):
    """A word of a statement: as said, as compared, where it stands, in which sentence, and whether it ends a clause."""

    said: str
    compared: str
    span: Span
    sentence: int
    is_closing: bool

    @property
    def is_telling(self) -> bool:
        return self.compared == NEGATED or self.said not in _FILLERS


@dataclass(frozen=True, eq=False)
class Phrase:
    """A phrase of a concept: for each place the words that will do.

    With `all_words` the little ones count too; one that `is_closing` is only found at the end of a clause.
    """

    concept: Concept
    places: tuple[frozenset[str], ...]
    all_words: bool
    is_closing: bool

    @cached_property
    def says_no(self) -> bool:
        return any(NEGATED in place for place in self.places)

    @property
    def says_what_is_feared(self) -> bool:
        return any(_FEARED & place for place in self.places)

    @cached_property
    def gap(self) -> int:
        if self.concept.urgent:
            return _GAP_IN_DANGER
        return _GAP_OF_ALL_WORDS if self.all_words else _GAP


@dataclass(frozen=True)
class FoundPhrase:
    """A phrase found in a statement, its words there, and whether it was denied there."""

    phrase: Phrase
    tokens: tuple[Token, ...]
    is_denied: bool

    @property
    def span(self) -> Span:
        return (self.tokens[0].span[0], self.tokens[-1].span[1])

    @property
    def told(self) -> int:
        """How many of its words tell something: "my husband died" tells no more than "husband died"."""
        return sum(token.is_telling for token in self.tokens)


class PhraseBook:
    """The phrases of everything that can be wished for. Built once for each vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        composed = list(_composed(vocabulary))
        self._of_telling_words = _Beginnings(each for each in composed if not each.all_words)
        self._of_all_words = _Beginnings(each for each in composed if each.all_words)

    def found_in(self, text: str) -> list[FoundPhrase]:
        """The phrases of a normalised text in order, the longest where one holds another."""
        tokens = list(_tokens(text))
        telling = [token for token in tokens if token.is_telling]
        heard = [*self._of_telling_words.followed_in(telling), *self._of_all_words.followed_in(tokens)]
        longest = [each for each in heard if not any(_says_less(each, other) for other in heard)]
        return sorted(longest, key=lambda each: (each.span, each.phrase.concept.code))


class _Beginnings:
    """Phrases by the words that they may begin with: the first two, or the only one.

    Many phrases begin like "lost my" and few of them are said: the second word tells nearly all of the others apart.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._of_one_word: dict[str, list[Phrase]] = {}
        self._by_first_two: dict[str, dict[str, list[Phrase]]] = {}
        for phrase in phrases:
            for first in sorted(phrase.places[0]):
                if len(phrase.places) == 1:
                    self._of_one_word.setdefault(first, []).append(phrase)
                    continue
                following = self._by_first_two.setdefault(first, {})
                for second in sorted(phrase.places[1]):
                    following.setdefault(second, []).append(phrase)

    def followed_in(self, tokens: Sequence[Token]) -> Iterator[FoundPhrase]:
        """The phrases that stand among these words."""
        said = [token.compared for token in tokens]
        for start, first in enumerate(said):
            for phrase in self._beginning(first, said[start + 1 : start + 2 + _WIDEST_GAP]):
                if found := _follow(phrase, start, tokens):
                    yield found

    def _beginning(self, first: str, following: Sequence[str]) -> Iterable[Phrase]:
        alone, seconds = self._of_one_word.get(first, ()), self._by_first_two.get(first)
        met = [seconds[each] for each in following if each in seconds] if seconds else ()
        # Each once, though two of its words that will do may follow.
        return dict.fromkeys(chain(alone, *met)) if met else alone


def tells_something(phrase: str) -> bool:
    """Whether a phrase has a word that tells it from others; "I have been" has none."""
    return any(token.is_telling for token in _tokens(normalise(phrase)))


def _composed(vocabulary: Vocabulary) -> Iterator[Phrase]:
    for concept in vocabulary.concepts.values():
        for phrase in concept.phrases if concept.is_wish else ():
            composed = _compose(concept, phrase)
            if composed.places:
                yield composed


def _compose(concept: Concept, phrase: str) -> Phrase:
    places = [place for word in normalise(phrase).split() for place in _places_of(word)]
    telling = [place for place in places if any(token.is_telling for token in place)]
    said = [place for place in telling if all(token.compared != NEGATED for token in place)]
    names_enough = len(said) > 1 or len(places) == len(telling) == 1
    all_words = concept.urgent or not names_enough or any(map(_chooses_little_words, places))
    kept = places if all_words else telling
    compared = tuple(frozenset(token.compared for token in place) for place in kept)
    return Phrase(concept, compared, all_words, phrase.endswith("."))


def _chooses_little_words(place: tuple[Token, ...]) -> bool:
    return len(place) > 1 and not all(token.is_telling for token in place)


def _places_of(word: str) -> Iterator[tuple[Token, ...]]:
    """One place for "took/taken", where either will do, but two for "self-harm"."""
    if "/" in word:
        yield tuple(_tokens(word.replace("/", " ")))
    else:
        yield from ((token,) for token in _tokens(word))


def _tokens(text: str) -> Iterator[Token]:
    """The words of a normalised text; every way of saying no is compared as the same word."""
    sentence = 0
    for match in _TOKEN.finditer(text):
        said = match.group()
        if not said[0].isalnum():
            sentence += 1
            continue
        is_closing = bool(_CLOSING.match(text, match.end()))
        if said in _WITH_THE:
            yield Token(said[:-2], stem(said[:-2]), match.span(), sentence, False)
            yield Token("the", "the", match.span(), sentence, is_closing)
            continue
        is_no = (said in _NEGATORS or said.endswith("n't")) and not _tells_all_the_more(text, match)
        compared = NEGATED if is_no else stem(said.replace(" ", ""))
        yield Token(said, compared, match.span(), sentence, is_closing)


def _tells_all_the_more(text: str, word: re.Match[str]) -> bool:
    return word.group() == "never" and bool(_ALL_THE_MORE.match(text, word.end()))


def _follow(phrase: Phrase, start: int, tokens: Sequence[Token]) -> FoundPhrase | None:
    """The words of a phrase from this place on, each near the one before, or nothing."""
    matched, place = [start], start
    for wanted in phrase.places[1:]:
        window = range(place + 1, min(place + 2 + phrase.gap, len(tokens)))
        place = next((at for at in window if tokens[at].compared in wanted), -1)
        if place < 0 or tokens[place].sentence != tokens[start].sentence:
            return None
        matched.append(place)
    if phrase.is_closing and not tokens[place].is_closing:
        return None
    between = [tokens[at] for at in range(start, place) if at not in matched]
    if phrase.concept.urgent and any(token.said in _TURNING for token in between):
        return None
    is_denied = not phrase.says_no and _is_denied(phrase, tokens, matched)
    return FoundPhrase(phrase, tuple(tokens[at] for at in matched), is_denied)


def _is_denied(phrase: Phrase, tokens: Sequence[Token], matched: Sequence[int]) -> bool:
    """Whether a "not" stands just before a phrase; for words of danger, before or in it, and nothing speaks against."""
    sentence = tokens[matched[0]].sentence
    before = [token for token in tokens[: matched[0]] if token.sentence == sentence]
    if not phrase.concept.urgent:
        said = [token for token in before if token.said not in _HARDLY_SAID]
        return bool(said) and said[-1].compared == NEGATED
    after = {token.said for token in tokens[matched[-1] + 1 :] if token.sentence == sentence}
    if after & _NO_LONGER:
        return False
    if any(tokens[at].compared == NEGATED for at in range(matched[0], matched[-1])):
        return True
    while before and before[-1].said in _SOFT:
        before.pop()
    # Two noes make a yes, or something that nobody should guess at.
    return [token.compared for token in before].count(NEGATED) == 1 and before[-1].compared == NEGATED


def _says_less(one: FoundPhrase, other: FoundPhrase) -> bool:
    """Whether the words of one phrase are only some of another's: in "card game" no "game" is heard.

    Words of danger are never silenced by another need.
    """
    if one.phrase.concept.urgent and one.phrase.concept != other.phrase.concept:
        return False
    return one.told < other.told and set(one.tokens) <= set(other.tokens)
