"""Reasons for and against suggesting a service: each a small fact, and the sentence that tells it.

Distances are kept in metres and told in miles, as people here count them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from directory.catalogue.timetable.words import nth
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


@dataclass(frozen=True)
class NotKnown:
    """Something that bears on the choice and that the listing does not say."""

    kind: ClassVar[str] = "not_known"
    what: Literal["place", "ages"]

    @property
    def sentence(self) -> str:
        return "Place not known." if self.what == "place" else "Age limits not stated."


@dataclass(frozen=True)
class MentionsRefused:
    """A warning: the service speaks of something the person said they do not want."""

    kind: ClassVar[str] = "mentions_refused"
    mentioned: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"Not wanted, but they mention {listed(self.mentioned)}."


Reason = (
    NeedHeard
    | NeedSensed
    | SharedWords
    | CloseInMeaning
    | Away
    | ComesToYou
    | ForCommunity
    | AgeFits
    | NotKnown
    | MentionsRefused
)


@dataclass(frozen=True)
class NotListed:
    """There is no such service in the catalogue that is searched."""

    kind: ClassVar[str] = "not_listed"

    @property
    def sentence(self) -> str:
        return "It is not in the directory."


@dataclass(frozen=True)
class Closed:
    """The service is not open to anyone now."""

    kind: ClassVar[str] = "closed"
    status: str

    @property
    def sentence(self) -> str:
        return f"It is not open: its status is \u201c{self.status}\u201d."


@dataclass(frozen=True)
class TooFar:
    """Its nearest place is farther than the person wants to go, or than there is any need to go."""

    kind: ClassVar[str] = "too_far"
    distance_m: float
    within_m: int | None

    @property
    def sentence(self) -> str:
        limit = "there is enough nearer by" if self.within_m is None else f"the limit is {miles_words(self.within_m)}"
        return f"Too far: {miles_words(self.distance_m)} away, and {limit}."


@dataclass(frozen=True)
class WrongAge:
    """It is for people of other ages."""

    kind: ClassVar[str] = "wrong_age"
    age: int
    minimum_age: float | None
    maximum_age: float | None

    @property
    def sentence(self) -> str:
        return f"It is for {ages(self.minimum_age, self.maximum_age)}, and the age given is {self.age}."


@dataclass(frozen=True)
class NothingInCommon:
    """It serves no need that was heard, shares no telling word, and means something else."""

    kind: ClassVar[str] = "nothing_in_common"

    @property
    def sentence(self) -> str:
        return "It says nothing that comes near to what was said."


@dataclass(frozen=True)
class RankedBelow:
    """Nothing rules it out, but others suit better; or it was among the suggestions after all."""

    kind: ClassVar[str] = "ranked_below"
    rank: int
    shares_words: bool
    was_suggested: bool

    @property
    def sentence(self) -> str:
        if self.was_suggested:
            return f"It was suggested, in place {self.rank}."
        why = "shares some words with what was said, but others suit better"
        return f"Ranked {nth(self.rank)}: {why if self.shares_words else 'shares no words with what was said'}."


LeftOut = NotListed | Closed | TooFar | WrongAge | NothingInCommon | RankedBelow


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


def lower_first(name: str) -> str:
    """A name as it stands inside a sentence; names in capitals stay."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
