"""Reasons for suggesting a service: each a small fact, and the sentence that tells it.

Distances are kept in metres and told in miles, as people here count them. What speaks against a service, and what is
not known of it, stands in `doubts`.
"""

from dataclasses import dataclass
from typing import ClassVar

from directory.catalogue.languages import language_name
from directory.catalogue.timetable.slots import slot_words
from directory.geo.distance import miles_words
from directory.matching.doubts import Doubt, RingFirst, Silence
from directory.matching.learnt import UnlikeTried
from directory.matching.sentences import ages, among, listed, lower_first, note_words
from directory.translation import gettext, theirs


@dataclass(frozen=True)
class NeedHeard:
    """The service serves a need or interest that was heard, or chosen: by its tags, and as it puts that itself."""

    kind: ClassVar[str] = "need_heard"
    need: str
    said: tuple[str, ...]
    offered: tuple[str, ...]
    mentioned: tuple[str, ...]

    @property
    def sentence(self) -> str:
        named = lower_first(self.need)
        heard = f"Heard \u201c{' '.join(self.said)}\u201d: {named}" if self.said else f"For {named}"
        return f"{heard}; {served_words(self)}."


@dataclass(frozen=True)
class NeedSensed:
    """The service serves a need that was not named, but that what was said comes near to in meaning."""

    kind: ClassVar[str] = "need_sensed"
    need: str
    offered: tuple[str, ...]
    mentioned: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"This may be about {lower_first(self.need)}; {served_words(self)}."


@dataclass(frozen=True)
class SharedWords:
    """Words that were said and that the service uses of itself, in its own form of them."""

    kind: ClassVar[str] = "shared_words"
    said: tuple[str, ...]
    mentioned: tuple[str, ...]

    @property
    def sentence(self) -> str:
        quoted = listed([f"\u201c{word}\u201d" for word in self.said])
        return f"You said {quoted}; they mention {listed(self.mentioned)}."


@dataclass(frozen=True)
class CloseInMeaning:
    """Nothing said is shared word for word, but it means much the same."""

    kind: ClassVar[str] = "close_in_meaning"

    @property
    def sentence(self) -> str:
        return "Close in meaning to what was said."


@dataclass(frozen=True)
class RecommendedBy:
    """The champion of a domain recommends it for what was heard, and says why in their own words."""

    kind: ClassVar[str] = "recommended"
    domain: str
    need: str
    words: str

    @property
    def sentence(self) -> str:
        ending = "" if self.words.endswith((".", "!", "?")) else "."
        need, words = lower_first(gettext(self.need)), f"{self.words}{ending}"
        return gettext(
            "The champion for %(domain)s recommends it for %(need)s: %(words)s",
            domain=self.domain,
            need=need,
            words=words,
        )


@dataclass(frozen=True)
class GoodFirstStep:
    """A champion notes, for staff, that it is good for a first step, which was heard to be hard."""

    kind: ClassVar[str] = "first_step"
    words: str
    is_overdue: bool

    @property
    def sentence(self) -> str:
        return note_words("Good for a first step", self.words, is_overdue=self.is_overdue)


@dataclass(frozen=True)
class Away:
    """How far the nearest place of the service is."""

    kind: ClassVar[str] = "away"
    distance_m: float

    @property
    def sentence(self) -> str:
        away = miles_words(self.distance_m)
        return f"{away[:1].upper()}{away[1:]} away."


@dataclass(frozen=True)
class ComesToYou:
    """It has no place to go to: it is had by telephone, online, or at home."""

    kind: ClassVar[str] = "comes_to_you"
    by: tuple[str, ...]

    @property
    def sentence(self) -> str:
        words = {"phone": "by telephone", "online": "online", "home visit": "at your home"}
        how = listed([words.get(each, each) for each in self.by])
        return f"{how[0].upper()}{how[1:]}."


@dataclass(frozen=True)
class ServesArea:
    """It is for people of an area in which the person lives."""

    kind: ClassVar[str] = "serves_area"
    areas: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"For people who live {among(self.areas) or 'in the area'}."


@dataclass(frozen=True)
class AgeFits:
    """The service states ages, and this person's is among them."""

    kind: ClassVar[str] = "age_fits"
    minimum_age: float | None
    maximum_age: float | None

    @property
    def sentence(self) -> str:
        return f"For {ages(self.minimum_age, self.maximum_age)}."


@dataclass(frozen=True)
class SpeaksLanguage:
    """It is given in the language that was asked for, an ISO 639 code."""

    kind: ClassVar[str] = "speaks_language"
    language: str

    @property
    def sentence(self) -> str:
        return f"In {language_name(self.language)}."


@dataclass(frozen=True)
class OnlyFor:
    """It is for the women, or the men, that somebody wants to be among."""

    kind: ClassVar[str] = "only_for"
    company: str

    @property
    def sentence(self) -> str:
        return f"For {self.company}."


@dataclass(frozen=True)
class HasAccess:
    """There is what somebody needs to get in and take part: everywhere, or at one of several places."""

    kind: ClassVar[str] = "has_access"
    there: tuple[str, ...]
    is_at_some_place: bool

    @property
    def sentence(self) -> str:
        named = listed([self.there[0], *(lower_first(each) for each in self.there[1:])])
        return f"{named}, at one of its places at least." if self.is_at_some_place else f"{named}."


@dataclass(frozen=True)
class Arranged:
    """It says that it is run as somebody needs it to be."""

    kind: ClassVar[str] = "arranged"
    there: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"{listed([self.there[0], *(lower_first(each) for each in self.there[1:])])}."


@dataclass(frozen=True)
class SuitsTimes:
    """It is on when the person is free."""

    kind: ClassVar[str] = "suits_times"
    slots: int

    @property
    def sentence(self) -> str:
        return f"At a time that suits: {slot_words(self.slots)}."


Reason = (
    NeedHeard
    | NeedSensed
    | SharedWords
    | CloseInMeaning
    | RecommendedBy
    | GoodFirstStep
    | Away
    | ComesToYou
    | ServesArea
    | AgeFits
    | SpeaksLanguage
    | OnlyFor
    | HasAccess
    | Arranged
    | UnlikeTried
    | SuitsTimes
    | Doubt
    | Silence
)

# What a champion tells colleagues alone: no client reads it, and it stays out of what is kept of one.
ForStaff = GoodFirstStep | RingFirst


def served_words(reason: NeedHeard | NeedSensed) -> str:
    """How a service serves a need: by its tags, if any serve, else by its own words.

    A tag that is the need itself says that the service is meant for it: nobody offers loneliness.
    """
    offered = [lower_first(gettext(each)) for each in reason.offered if each != reason.need]
    if offered:
        return gettext("they offer %(what)s", what=listed(offered))
    if reason.mentioned:
        return gettext("they mention %(what)s", what=listed(list(map(theirs, reason.mentioned))))
    return gettext("it is meant for %(need)s", need=lower_first(gettext(reason.need)))
