"""The one door to the matcher: a profile in, suggestions with reasons out."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import chain

from directory.geo.distance import lambert_m, nearest_m
from directory.matching.alarm import Alarm
from directory.matching.asked import Asked, Heard, Said
from directory.matching.explanation import Explainer, Question, limits_met, why_left_out
from directory.matching.grounds import Grounds, is_told
from directory.matching.hearing import Hearing
from directory.matching.kept import KeptMatching
from directory.matching.left_out import LeftOut
from directory.matching.limits import LimitName
from directory.matching.narrowing import Choices, Narrowing, Order, keeping_to
from directory.matching.profile import Profile
from directory.matching.ranking import NO_PARTS, Ranking, best, rank
from directory.matching.sensing import Sense
from directory.matching.serving import DISTANT_TEXTS, LOCAL_TEXTS, KeptServing, Meanings, Serving, digest_of
from directory.matching.suggestions import Found, MatchResult, Suggestion
from directory.matching.vocabulary import Vocabulary, read_out, said_text
from directory.search.documents import SearchDocument
from directory.search.embedding import Embedder, Remembering, Vectors, unit
from directory.search.index import CatalogueIndex
from directory.search.spelling import Mending, Speller
from directory.search.text import normalise

NO_MODEL = "Meaning was not compared: the language model is not installed here."
NO_VECTORS = "Meaning was not compared: the listings have not been put to the language model yet."


class Matcher:
    """Matches profiles against one index. May be shared by threads; `renewed` gives one for the next index.

    The first match puts the vocabulary to the model, which takes a second or two; `prepare` does so beforehand.
    """

    def __init__(
        self,
        index: CatalogueIndex,
        vocabulary: Vocabulary,
        embedder: Embedder | None = None,
        kept: KeptMatching | None = None,
    ) -> None:
        """`kept` is what was worked out before for the settled segment of this index, or for parts of it."""
        self._index = index
        self._vocabulary = vocabulary
        self._embedder = embedder
        self._kept_before = kept or KeptMatching()
        self._hearing = Hearing(vocabulary)
        self._grounds = Grounds(index, vocabulary)
        self._explainer = Explainer(index, vocabulary, self._grounds)
        self._overall: dict[date, Choices] = {}

    @property
    def index(self) -> CatalogueIndex:
        """What is matched against."""
        return self._index

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that are heard and that things are called by."""
        return self._vocabulary

    def renewed(self, index: CatalogueIndex, vocabulary: Vocabulary | None = None) -> "Matcher":
        """A matcher over another index, and perhaps vocabulary, that works out again only what has changed."""
        kept = KeptMatching(self._known)
        if index.settled is self._index.settled:
            kept = KeptMatching(self._known, self._kept_before.serving, self._kept_before.targets)
        return Matcher(index, vocabulary or self._vocabulary, self._embedder, kept)

    def for_one_request(self) -> "Matcher":
        """The same matcher, which puts a text to the model once: for one request, as what people say is never kept."""
        once = copy(self)
        once._embedder = Remembering(self._embedder) if self._embedder else None
        return once

    def work_out(self) -> KeptMatching:
        """Everything that is worked out once for the settled segment, to be kept beside it."""
        concepts = self._vocabulary.concepts.values()
        offers = ((digest_of(self._vocabulary.offer_of(each)), each) for each in concepts)
        worths = {digest: self._serving.settled_worth(each) for digest, each in offers}
        kept_serving = KeptServing(worths, self._serving.settled_localness)
        return KeptMatching(self._known, kept_serving, self._speller.targets)

    def prepare(self) -> None:
        """Gets everything ready, so that the first match is as quick as the next."""
        self.match(Profile(statement="ready"), top=1)

    @property
    def without_semantic(self) -> str | None:
        """Why meaning is not compared, as a sentence; None where it is."""
        if self._embedder is None:
            return NO_MODEL
        return None if self._index.is_semantic else NO_VECTORS

    def match(self, profile: Profile, top: int = 10) -> MatchResult:
        """The best `top` suggestions for a profile; none where it asks for nothing."""
        return self.match_all([profile], top)[0]

    def match_all(self, profiles: Sequence[Profile], top: int = 10) -> list[MatchResult]:
        """One result for each profile, in order; quicker than one by one, as the model reads them together."""
        asked, meanings = self._understood(profiles)
        return [self._answer(profile, each, meanings, top) for profile, each in zip(profiles, asked, strict=True)]

    def hear(self, text: str) -> tuple[Heard, ...]:
        """The concepts a text speaks of, leaving out what it refuses."""
        return self._hearing.hear(text)

    def mendings(self, text: str) -> tuple[Mending, ...]:
        """The words of a text that may be misspelt, and how they are read."""
        return self._speller.mendings(normalise(text))

    def find(self, profile: Profile, order: Order = Order.FIT, first: int = 0, most: int = 10) -> Found:
        """All that is worth showing for a profile, `most` of it from the place `first` on; all there is if it asks for
        nothing. Where help cannot wait, only what helps with what was heard: sharing a word with it is no reason then.
        """
        (asked,), meanings = self._understood([profile])
        profile = self._limited(profile, asked)
        narrowing, ranking = self._narrowing(profile, asked, meanings)
        places = narrowing.ordered(order)[first : first + most]
        rows = narrowing.scope.rows[places].tolist()
        if ranking is None:
            suggestions = tuple(self._listed(profile, row) for row in rows)
        else:
            question, scores = self._explainer.question(profile, asked, ranking), narrowing.points[places].tolist()
            suggestions = tuple(self._suggestion(question, *each) for each in zip(rows, scores, strict=True))
        choices = narrowing.choices(self._vocabulary)
        result = self._result(asked, suggestions, choices.total, narrowing.left_out)
        return Found(result, choices, narrowing.is_only_close)

    def find_documents(self, profile: Profile, order: Order, most: int) -> tuple[Sequence[SearchDocument], int]:
        """The first of what `find` finds, without reasons, and how many there are in all."""
        (asked,), meanings = self._understood([profile])
        narrowing, _ = self._narrowing(self._limited(profile, asked), asked, meanings)
        places = narrowing.ordered(order)
        rows = narrowing.scope.rows[places[:most]].tolist()
        return [self._index.documents[row] for row in rows], len(places)

    def speaking_of(self, words: str, most: int) -> list[uuid.UUID]:
        """The ids of the services that speak of some words, best first, whether they are open or not."""
        (asked,), meanings = self._understood([Profile(hobbies=(words,))])
        ranking = rank(self._index, self._serving, self._grounds, Profile(), asked, meanings)
        places = best(ranking.scope, ranking.points, ranking.tiers, ranking.relevance.is_telling, most)[:most]
        return [self._index.documents[row].service_id for row in ranking.scope.rows[places].tolist()]

    def count_choices(self, profile: Profile) -> Choices:
        """How many there would be with each day, cost, way, kind of access and so on, of what fits a profile."""
        (asked,), meanings = self._understood([profile])
        narrowing, _ = self._narrowing(self._limited(profile, asked), asked, meanings)
        return narrowing.choices(self._vocabulary)

    def count_each(self, profiles: Sequence[Profile]) -> Iterator[int]:
        """How many fit each profile, counted only as far as somebody asks; the model reads the words of all at once."""
        asked, meanings = self._understood(profiles)
        for profile, each in zip(profiles, asked, strict=True):
            narrowing, _ = self._narrowing(self._limited(profile, each), each, meanings)
            yield narrowing.total

    def overall(self, day: date) -> Choices:
        """What there is to choose among on a day for somebody of whom nothing is known: counted once a day."""
        known = self._overall.get(day)
        if known is None:
            known = self._overall[day] = self.count_choices(Profile(today=day))
        return known

    def why_left_out(self, profile: Profile, service_id: uuid.UUID, top: int = 10) -> LeftOut:
        """Why a service is not among the first `top` suggestions for a profile."""
        return self.why_each_left_out(profile, [service_id], top)[0]

    def why_each_left_out(self, profile: Profile, ids: Iterable[uuid.UUID], top: int = 10) -> list[LeftOut]:
        """The same for several services, in their order; the words of the profile are understood once."""
        (asked,), meanings = self._understood([profile])
        profile = self._limited(profile, asked)
        ranking = rank(self._index, self._serving, self._grounds, profile, asked, meanings)
        return [why_left_out(self._index, profile, ranking, each, top) for each in ids]

    def _understood(self, profiles: Sequence[Profile]) -> tuple[list[Asked], Meanings]:
        """What the profiles ask for, and the meanings of their words. What people say is never kept."""
        asked = [self._hearing.read(each, self._speller.repair) for each in profiles]
        if self._embedder is None or not self._index.is_semantic:
            return asked, {}
        sentences = [Said(text, text) for each in asked for text in each.sentences]
        meanings = meanings_of([*(said for each in asked for said in each.texts), *sentences], self._embedder)
        return [self._sensed(each, meanings) for each in asked], meanings

    def _sensed(self, asked: Asked, meanings: Meanings) -> Asked:
        """What is asked for, with what can only be guessed from its meaning."""
        alarm = None if asked.urgent else self._alarm.noticed([meanings[text] for text in asked.sentences])
        nearest, not_meant = self._sense.nearest(asked, meanings), asked.not_meant | asked.misheard
        return replace(asked, sensed=tuple(each for each in nearest if each.concept.code not in not_meant), alarm=alarm)

    def _limited(self, profile: Profile, asked: Asked) -> Profile:
        """The profile with the age that was told, and with what is narrower than what it keeps to."""
        return keeping_to(profile.of_age(asked.told_age), self._vocabulary)

    def _narrowing(self, profile: Profile, asked: Asked, meanings: Meanings) -> tuple[Narrowing, Ranking | None]:
        if not asked.is_anything:
            return Narrowing(self._index, profile), None
        ranking = rank(self._index, self._serving, self._grounds, profile, asked, meanings)
        answers = self._grounds.offering_any(asked, ranking.scope) if asked.urgent else None
        return Narrowing(self._index, profile, ranking, answers), ranking

    def _answer(self, profile: Profile, asked: Asked, meanings: Meanings, top: int) -> MatchResult:
        profile = self._limited(profile, asked)
        ranking = rank(self._index, self._serving, self._grounds, profile, asked, meanings, most=top)
        question = self._explainer.question(profile, asked, ranking)
        shown = zip(ranking.order[:top].tolist(), ranking.scores[:top].tolist(), strict=True)
        suggestions = tuple(self._suggestion(question, *each) for each in shown) if asked.is_anything else ()
        return self._result(asked, suggestions, int(ranking.is_eligible.sum()), ranking.left_out)

    def _result(
        self, asked: Asked, suggestions: tuple[Suggestion, ...], considered: int, left_out: Mapping[LimitName, int]
    ) -> MatchResult:
        return MatchResult(
            suggestions=suggestions,
            heard=asked.heard,
            sensed=asked.sensed,
            guessed=tuple(each for each in asked.sensed if is_told(asked, each)),
            set_aside=asked.set_aside,
            told_age=asked.told_age,
            alarm=asked.alarm,
            refused=asked.refused,
            semantic=self.without_semantic is None,
            without_semantic=self.without_semantic,
            considered=considered,
            left_out=left_out,
        )

    def _suggestion(self, question: Question, row: int, score: float) -> Suggestion:
        document = self._index.documents[row]
        distance_m = distance_to(question.profile, document)
        return Suggestion(
            document=document,
            score=score,
            parts=question.ranking.parts_of(row),
            distance_m=distance_m,
            reasons=self._explainer.explain(question, row, document, distance_m),
        )

    def _listed(self, profile: Profile, row: int) -> Suggestion:
        """A row where nothing was asked, so that nothing speaks for it."""
        document = self._index.documents[row]
        return Suggestion(document, 0.0, NO_PARTS, distance_to(profile, document), limits_met(profile, document))

    @cached_property
    def _known(self) -> Meanings:
        """The meanings of the texts of the vocabulary, which come again and again."""
        if self._embedder is None or not self._index.is_semantic:
            return self._kept_before.meanings
        concepts = self._vocabulary.concepts.values()
        offers = (self._vocabulary.offer_of(concept).text for concept in concepts)
        phrases = (read_out(phrase) for concept in concepts for phrase in concept.phrases)
        texts = dict.fromkeys((*LOCAL_TEXTS, *DISTANT_TEXTS, *map(said_text, concepts), *offers, *phrases))
        before = self._kept_before.meanings
        new = [text for text in texts if text not in before]
        made: dict[str, Vectors] = dict(zip(new, self._embedder.embed(new), strict=True)) if new else {}
        return {text: made[text] if text in made else before[text] for text in texts}

    @cached_property
    def _serving(self) -> Serving:
        return Serving(self._index, self._vocabulary, self._known, self._kept_before.serving)

    @cached_property
    def _sense(self) -> Sense:
        # What may be danger is the alarm's to notice.
        concepts = self._vocabulary.concepts.values()
        return Sense([each for each in concepts if each.is_wish and not each.urgent], self._known)

    @cached_property
    def _alarm(self) -> Alarm:
        return Alarm(self._vocabulary, self._known)

    @cached_property
    def _speller(self) -> Speller:
        english = self._embedder.known_words if self._embedder else frozenset()
        phrases = (
            phrase for concept in self._vocabulary.concepts.values() for phrase in (concept.name, *concept.phrases)
        )
        return Speller(self._index, english, phrases, self._kept_before.targets)


def distance_to(profile: Profile, document: SearchDocument) -> float | None:
    """How far the nearest place of a document is. Rankings measure on a round earth, what is shown on the ellipsoid."""
    return nearest_m(profile.point, document.points, lambert_m) if profile.point else None


def meanings_of(said: Sequence[Said], embedder: Embedder) -> Meanings:
    """The meaning of each text as said: halfway to that of the mended text, as either may be the better one."""
    texts = dict.fromkeys(chain(*((each.text, each.spelled) for each in said)))
    if not texts:
        return {}
    places = {text: place for place, text in enumerate(texts)}
    vectors = embedder.embed(list(places))
    halfway = unit(vectors[[places[each.text] for each in said]] + vectors[[places[each.spelled] for each in said]])
    return dict(zip((each.text for each in said), halfway, strict=True))
