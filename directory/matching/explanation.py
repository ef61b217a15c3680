"""Why a service was suggested, and why another was left out."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from directory.geo.distance import nearest_m
from directory.matching.asked import Asked
from directory.matching.doubts import (
    AccessMissing,
    AccessNotKnown,
    ArrangedNotKnown,
    ForCommunity,
    ForMenOrWomen,
    MentionsRefused,
    NotKnown,
    Unknown,
)
from directory.matching.grounds import Grounds, is_told, words_of_needs
from directory.matching.left_out import Closed, ClosedForNow, LeftOut, NothingInCommon, NotListed, RankedBelow, TooFar
from directory.matching.limits import is_for, missing_access, why_ruled_out
from directory.matching.profile import Profile
from directory.matching.ranking import Ranking
from directory.matching.reasons import (
    AgeFits,
    Arranged,
    Away,
    CloseInMeaning,
    ComesToYou,
    HasAccess,
    NeedHeard,
    NeedSensed,
    OnlyFor,
    Reason,
    ServesArea,
    SharedWords,
    SpeaksLanguage,
    SuitsTimes,
)
from directory.matching.sentences import lower_first
from directory.matching.vocabulary import Concept, Vocabulary
from directory.search.access import ACCESS_NEEDS, NAMED, THERE
from directory.search.areas import names_of
from directory.search.arrangements import ARRANGEMENTS
from directory.search.documents import SearchDocument
from directory.search.hard_limits import ways_of
from directory.search.index import CatalogueIndex
from directory.search.text import STOP_WORDS, stem, words
from directory.search.wording import Wording

# A reason is read at a glance: no more words than this.
_MOST_WORDS = 3


@dataclass(frozen=True, eq=False)
class Question:
    """What was asked and how it was ranked, with what is compared with the words of every suggestion.

    `said` are the words of the question by their stems, and `telling` those stems that may be told as shared, the
    rarest first. `wording` finds these and all others that a reason may tell in the suggestions; of the guesses that
    may be told `guesses` are the nearest first.
    """

    profile: Profile
    asked: Asked
    ranking: Ranking
    said: Mapping[str, str]
    telling: Sequence[str]
    guesses: Sequence[Concept]
    wording: Wording


class Explainer:
    """Finds the reasons for the suggestions of one index and vocabulary."""

    def __init__(self, index: CatalogueIndex, vocabulary: Vocabulary, grounds: Grounds) -> None:
        self._index = index
        self._vocabulary = vocabulary
        self._grounds = grounds

    def question(self, profile: Profile, asked: Asked, ranking: Ranking) -> Question:
        """What the suggestions of one match are explained by."""
        said = _by_stem(" ".join(each.spelled for each in asked.texts))
        # The words of a need that was heard tell of the need: "wife" and "died" mentioned by both would tell nothing.
        telling = self._grounds.rarest(said.keys() - words_of_needs(asked))
        guesses = [each.concept for each in asked.sensed if is_told(asked, each)]
        return Question(profile, asked, ranking, said, telling, guesses, self._wording(asked, telling, guesses))

    def _wording(self, asked: Asked, telling: Sequence[str], guesses: Sequence[Concept]) -> Wording:
        concepts = [*(each.concept for each in asked.heard), *guesses, *([asked.alarm] if asked.alarm else [])]
        told = chain(*(self._grounds.telling_of(each) for each in concepts))
        return Wording(self._index, chain(telling, told, *(each.stems for each in asked.refused)))

    def explain(
        self, question: Question, row: int, document: SearchDocument, distance_m: float | None
    ) -> tuple[Reason, ...]:
        """The reasons for suggesting the document of a row, the most telling first."""
        profile, asked, ranking = question.profile, question.asked, question.ranking
        own_words = question.wording.of(row)
        reasons: list[Reason] = [
            *self._danger_meant(asked, document, own_words),
            *self._needs_heard(asked, document, own_words),
            *_words_shared(question, own_words),
        ]
        if not reasons:
            reasons.extend(self._guesses(question, row, document, own_words))
        reasons.extend(ranking.reasons_raised(row))
        reasons.extend(_refused_in(asked, document, own_words))
        if ranking.is_for_others(row):
            reasons.append(ForCommunity(self._communities(document)))
        if ranking.comes_later(row):
            reasons.append(ForMenOrWomen())
        reasons.extend(_where(profile, ranking, row, document, distance_m))
        reasons.extend(_limits_met(profile, document))
        reasons.extend(ranking.reasons_lowered(row))
        return tuple(reasons)

    def _needs_heard(self, asked: Asked, document: SearchDocument, own_words: Mapping[str, str]) -> Iterator[Reason]:
        for each in asked.heard:
            offered, mentioned = self._offered(each.concept, document, own_words)
            if offered or mentioned:
                yield NeedHeard(each.concept.name, each.words, offered, mentioned)

    def _danger_meant(self, asked: Asked, document: SearchDocument, own_words: Mapping[str, str]) -> Iterator[Reason]:
        codes = self._vocabulary.offer_of(asked.alarm).own_codes if asked.alarm else frozenset()
        if asked.alarm and any(term.code in codes for term in document.terms):
            yield NeedSensed(asked.alarm.name, *self._offered(asked.alarm, document, own_words))

    def _guesses(
        self, question: Question, row: int, document: SearchDocument, own_words: Mapping[str, str]
    ) -> Iterator[Reason]:
        """What can be said for a service that shares neither a need nor a word."""
        for each in question.guesses:
            offered, mentioned = self._offered(each, document, own_words)
            if offered or mentioned:
                yield NeedSensed(each.name, offered, mentioned)
                return
        if question.ranking.parts_of(row).semantic > 0:
            yield CloseInMeaning()

    def _offered(
        self, concept: Concept, document: SearchDocument, own_words: Mapping[str, str]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What a service offers towards a concept: the names of its tags, and its own words, the rarest first."""
        offer = self._vocabulary.offer_of(concept)
        # Whom a service is for is nothing it offers.
        tags = dict.fromkeys(
            term.name for term in document.terms if term.code in offer.codes and term.taxonomy.lower() != "people"
        )
        mentioned = [own_words[each] for each in self._grounds.telling_of(concept) if each in own_words]
        return tuple(tags)[:_MOST_WORDS], tuple(mentioned[:_MOST_WORDS])

    def _communities(self, document: SearchDocument) -> tuple[str, ...]:
        codes = self._vocabulary.communities
        return tuple(sorted({term.name for term in document.terms if term.code in codes}))


def why_left_out(
    index: CatalogueIndex, profile: Profile, ranking: Ranking, service_id: uuid.UUID, shown: int = 10
) -> LeftOut:
    """Why a service is not among the first `shown` suggestions."""
    row = index.row_of(service_id)
    if row is None:
        return NotListed()
    document = index.documents[row]
    if not index.is_open[row]:
        return Closed(document.status)
    if not index.open_on(profile.today)[row]:
        return ClosedForNow(document.back_on)
    if limited := why_ruled_out(index, profile, row):
        return limited
    if profile.point is not None and ranking.scope.place_of(row) is None:
        return TooFar(nearest_m(profile.point, document.points) or 0.0, profile.within_m)
    rank = ranking.place_of(row)
    if rank is None:
        return NothingInCommon()
    return RankedBelow(rank, ranking.parts_of(row).lexical > 0, was_suggested=rank <= shown)


def _words_shared(question: Question, own_words: Mapping[str, str]) -> Iterator[Reason]:
    shared = [each for each in question.telling if each in own_words][:_MOST_WORDS]
    if shared:
        yield SharedWords(tuple(question.said[each] for each in shared), tuple(own_words[each] for each in shared))


def _refused_in(asked: Asked, document: SearchDocument, own_words: Mapping[str, str]) -> Iterator[Reason]:
    # All the words of a refusal: a walking group is no church group.
    met = [thing.stems for thing in asked.refused if thing.stems <= own_words.keys()]
    unwanted = {each for stems_of_thing in met for each in stems_of_thing}
    mentioned = [own_words[each] for each in sorted(unwanted)]
    if not mentioned:
        mentioned = [lower_first(each.name) for each in document.terms if each.code in asked.refused_codes]
    if mentioned:
        yield MentionsRefused(tuple(mentioned[:_MOST_WORDS]))


def limits_met(profile: Profile, document: SearchDocument) -> tuple[Reason, ...]:
    """What somebody asked for beside words that a document says, and what it is silent on."""
    return tuple(_limits_met(profile, document))


def _limits_met(profile: Profile, document: SearchDocument) -> Iterator[Reason]:
    """What was asked for beside the words, and whether the listing says so; what it is silent on should be asked."""
    if profile.slots & document.slots:
        yield SuitsTimes(profile.slots & document.slots)
    if profile.age is not None:
        stated = document.minimum_age is not None or document.maximum_age is not None
        yield AgeFits(document.minimum_age, document.maximum_age) if stated else NotKnown("ages")
    if profile.language is not None:
        yield SpeaksLanguage(profile.language) if document.languages else NotKnown("languages")
    if profile.company in ("women", "men"):
        yield OnlyFor(profile.company) if is_for(document, profile.company) else NotKnown("company")
    yield from _access(profile, document)
    yield from _arranged(profile, document)
    silent: dict[Unknown, bool] = {
        "times": bool(profile.slots) and not document.slots,
        "cost": profile.most_pence is not None and document.cheapest_pence is None,
        "way": bool(profile.ways) and not ways_of(document),
    }
    yield from (NotKnown(what) for what, is_silent in silent.items() if is_silent)


def _access(profile: Profile, document: SearchDocument) -> Iterator[Reason]:
    """What is there of what they need to get in and take part, what is not, and what nobody has asked yet."""
    if not profile.access:
        return
    needs = [each for each in ACCESS_NEEDS if each in profile.access]
    if there := tuple(THERE[each] for each in needs if each in document.access):
        yield HasAccess(there, len(document.points) > 1)
    if missing := missing_access(profile, document):
        yield AccessMissing(missing)
    if document.reaches_by and not document.points:
        # Nobody has to get in anywhere.
        return
    if named := tuple(NAMED[each] for each in needs if each not in {*document.access, *document.lacks_access}):
        yield AccessNotKnown(named)


def _arranged(profile: Profile, document: SearchDocument) -> Iterator[Reason]:
    """Whether it says that it is run as they need it to be."""
    if not profile.arranged:
        return
    asked = {code: each for code, each in ARRANGEMENTS.items() if code in profile.arranged}
    if there := tuple(each.there for code, each in asked.items() if code in document.codes):
        yield Arranged(there)
    silent = (each for code, each in asked.items() if not document.codes & {code, each.denied_by})
    if named := tuple(each.named for each in silent):
        yield ArrangedNotKnown(named)


def _where(
    profile: Profile, ranking: Ranking, row: int, document: SearchDocument, distance_m: float | None
) -> Iterator[Reason]:
    if profile.point is None:
        return
    is_served = ranking.is_served(row)
    if distance_m is not None:
        yield Away(distance_m)
    elif document.reaches_by:
        yield ComesToYou(document.reaches_by)
    elif not is_served:
        yield NotKnown("place")
    if is_served:
        yield ServesArea(names_of(document.areas))
    elif document.areas:
        yield NotKnown("area")


def _by_stem(text: str) -> Mapping[str, str]:
    """Each stem of a text with the first word that has it; stop words have none."""
    said = [word for word in words(text) if word not in STOP_WORDS]
    # Of words with one stem the last that is put in stays.
    said.reverse()
    return dict(zip(map(stem, said), said, strict=True))
