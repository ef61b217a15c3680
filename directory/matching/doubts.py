"""What speaks against a service that is suggested, and what is not known of it: small facts with their sentences."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from directory.matching.learnt import LikeTried
from directory.matching.sentences import listed, lower_first, note_words


@dataclass(frozen=True)
class ForCommunity:
    """It is for communities that nobody spoke of: it may be just right, or not for them."""

    kind: ClassVar[str] = "for_community"
    names: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"For {listed([lower_first(each) for each in self.names])}: ask whether that is right for them."


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
class AccessNotKnown:
    """Nobody has asked yet about something that somebody needs to get in and take part."""

    kind: ClassVar[str] = "access_not_known"
    named: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"To be asked: {listed(self.named)}."


@dataclass(frozen=True)
class ArrangedNotKnown:
    """The listing does not say whether it is run as somebody needs it to be."""

    kind: ClassVar[str] = "arranged_not_known"
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
class WaitingList:
    """It has a waiting list."""

    kind: ClassVar[str] = "waiting_list"

    @property
    def sentence(self) -> str:
        return "It has a waiting list."


@dataclass(frozen=True)
class NotSoon:
    """It is not on again for more than a week."""

    kind: ClassVar[str] = "not_soon"
    in_days: int

    @property
    def sentence(self) -> str:
        return f"By its usual times it is next on in {self.in_days} days."


@dataclass(frozen=True)
class NotCheckedLately:
    """Nobody has checked the listing for long, or ever."""

    kind: ClassVar[str] = "not_checked_lately"
    checked_on: date | None

    @property
    def sentence(self) -> str:
        if self.checked_on is None:
            return "Nobody has checked this yet: ring before anybody goes."
        return f"Last checked in {self.checked_on:%B %Y}: ring before anybody goes."


@dataclass(frozen=True)
class ManyReferred:
    """For its size many people were sent there lately."""

    kind: ClassVar[str] = "many_referred"
    count: int

    @property
    def sentence(self) -> str:
        people = "person was" if self.count == 1 else "people were"
        return f"{self.count} {people} sent here lately: ask whether there is room."


@dataclass(frozen=True)
class ForWholeCountry:
    """It is for people all over the country."""

    kind: ClassVar[str] = "for_whole_country"

    @property
    def sentence(self) -> str:
        return "For the whole country, not only for people near."


@dataclass(frozen=True)
class RingFirst:
    """A champion notes, for staff, that somebody should ring the group before anybody is sent."""

    kind: ClassVar[str] = "ring_first"
    words: str
    is_overdue: bool

    @property
    def sentence(self) -> str:
        return note_words("Ring before sending", self.words, is_overdue=self.is_overdue)


@dataclass(frozen=True)
class MentionsRefused:
    """A warning: the service speaks of something the person said they do not want."""

    kind: ClassVar[str] = "mentions_refused"
    mentioned: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"Not wanted, but they mention {listed(self.mentioned)}."


@dataclass(frozen=True)
class ForMenOrWomen:
    """It is for men, or for women, and who was heard may well be neither."""

    kind: ClassVar[str] = "for_men_or_women"

    @property
    def sentence(self) -> str:
        return "It may be for men only or for women only: ask whether that is right for them."


# What speaks against a service or should be looked at, and what it does not say. All other reasons speak for it.
Doubt = (
    AccessMissing
    | ForCommunity
    | ForMenOrWomen
    | ForWholeCountry
    | FullNow
    | LikeTried
    | ManyReferred
    | MentionsRefused
    | NotSoon
    | RingFirst
    | WaitingList
)
Silence = AccessNotKnown | ArrangedNotKnown | NotCheckedLately | NotKnown
