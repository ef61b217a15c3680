"""Reasons for suggesting a service, and doubts about it: each a small fact, and the sentence that tells it.

Distances are kept in metres and told in miles, as people here count them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from directory.catalogue.languages import language_name
from directory.geo.distance import miles_words


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
class ForCommunity:
    """It is for communities that nobody spoke of: it may be just right, or not for them."""

    kind: ClassVar[str] = "for_community"
    names: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"For {listed([lower_first(each) for each in self.names])}: ask whether that is right for them."


@dataclass(frozen=True)
class AgeFits:
    """The service states ages, and this person's is among them."""

    kind: ClassVar[str] = "age_fits"
    minimum_age: float | None
    maximum_age: float | None

    @property
    def sentence(self) -> str:
        return f"For {ages(self.minimum_age, self.maximum_age)}."


# A reason is read at a glance.
_MOST_AREAS = 3

Unknown = Literal["place", "area", "ages", "times", "cost", "way", "languages", "company"]


@dataclass(frozen=True)
class NotKnown:
    """Something that bears on the choice and that the listing does not say."""

    kind: ClassVar[str] = "not_known"
    what: Unknown

    @property
    def sentence(self) -> str:
        return _SILENT[self.what]


_SILENT = {
    "place": "Place not known.",
    "area": "Ask whether they serve where the person lives.",
    "ages": "Age limits not stated.",
    "times": "Date not known.",
    "cost": "Cost not known.",
    "way": "Not stated whether people go there, call or meet online.",
    "languages": "Languages not stated.",
    "company": "Not stated whether it is for women or men only.",
}


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
class AccessNotKnown:
    """Nobody has asked yet about something that somebody needs to get in and take part."""

    kind: ClassVar[str] = "access_not_known"
    named: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"To be asked: {listed(self.named)}."


@dataclass(frozen=True)
class AccessMissing:
    """The place lacks something that somebody needs, who could take part without going there."""

    kind: ClassVar[str] = "access_missing"
    missing: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"Ask to take part from home. At the place: {listed([lower_first(each) for each in self.missing])}."


@dataclass(frozen=True)
class FullNow:
    """It is full, and was asked for all the same."""

    kind: ClassVar[str] = "full"

    @property
    def sentence(self) -> str:
        return "It is full: ask whether there is a waiting list."


@dataclass(frozen=True)
class MentionsRefused:
    """A warning: the service speaks of something the person said they do not want."""

    kind: ClassVar[str] = "mentions_refused"
    mentioned: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"Not wanted, but they mention {listed(self.mentioned)}."


# What speaks against a service or should be looked at, and what it does not say. All other reasons speak for it.
Doubt = AccessMissing | ForCommunity | FullNow | MentionsRefused
Silence = AccessNotKnown | NotKnown

Reason = (
    NeedHeard
    | NeedSensed
    | SharedWords
    | CloseInMeaning
    | Away
    | ComesToYou
    | ServesArea
    | ForCommunity
    | AgeFits
    | SpeaksLanguage
    | OnlyFor
    | HasAccess
    | AccessNotKnown
    | AccessMissing
    | FullNow
    | NotKnown
    | MentionsRefused
)


def ages(minimum: float | None, maximum: float | None) -> str:
    """Who may come, by age."""
    if minimum is not None and maximum is not None:
        return f"ages {minimum:g} to {maximum:g}"
    if minimum is not None:
        return f"ages {minimum:g} and over"
    return f"ages up to {maximum:g}" if maximum is not None else "all ages"


def served_words(reason: NeedHeard | NeedSensed) -> str:
    """How a service serves a need: by its tags, if any serve, else by its own words.

    A tag that is the need itself says that the service is meant for it: nobody offers loneliness.
    """
    offered = [lower_first(each) for each in reason.offered if each != reason.need]
    if offered:
        return f"they offer {listed(offered)}"
    return (
        f"they mention {listed(reason.mentioned)}"
        if reason.mentioned
        else f"it is meant for {lower_first(reason.need)}"
    )


def listed(words: Sequence[str]) -> str:
    """Words in a row as they are read out: a, b and c."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def among(areas: Sequence[str]) -> str:
    """Where people live whom something is for; of many areas the first few. Empty where no name is known."""
    named = [*areas[:_MOST_AREAS], *(["other areas"] if len(areas) > _MOST_AREAS else [])]
    return f"in {listed(named)}" if areas else ""


def lower_first(name: str) -> str:
    """A name as it stands inside a sentence; names in capitals stay."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
