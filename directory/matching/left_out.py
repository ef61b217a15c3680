"""Reasons for leaving a service out: each a small fact, and the sentence that tells it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from directory.catalogue.languages import language_name
from directory.catalogue.money import pounds
from directory.catalogue.timetable.slots import slot_words
from directory.catalogue.timetable.words import date_words, nth
from directory.geo.distance import miles_words
from directory.matching.sentences import ages, among, listed
from directory.translation import gettext


@dataclass(frozen=True)
class NotListed:
    """There is no such service in the catalogue that is searched."""

    kind: ClassVar[str] = "not_listed"

    @property
    def sentence(self) -> str:
        return gettext("It is not in the directory.")


@dataclass(frozen=True)
class Closed:
    """The service is not open to anyone now."""

    kind: ClassVar[str] = "closed"
    status: str

    @property
    def sentence(self) -> str:
        return gettext("It is not open: its status is “%(status)s”.", status=self.status)


@dataclass(frozen=True)
class ClosedForNow:
    """It is closed for a while; `back_on` is when it is on again, if that is known."""

    kind: ClassVar[str] = "closed_for_now"
    back_on: date | None

    @property
    def sentence(self) -> str:
        if self.back_on is None:
            return gettext("It is closed for now. Nobody knows yet when it is on again.")
        return gettext("It is closed for now. It is on again on %(day)s.", day=date_words(self.back_on))


@dataclass(frozen=True)
class TooFar:
    """Its nearest place is farther than the person wants to go, or than there is any need to go."""

    kind: ClassVar[str] = "too_far"
    distance_m: float
    within_m: int | None

    @property
    def sentence(self) -> str:
        away = miles_words(self.distance_m)
        if self.within_m is None:
            return gettext("Too far: %(distance)s away, and there is enough nearer by.", distance=away)
        limit = miles_words(self.within_m)
        return gettext("Too far: %(distance)s away, and the limit is %(limit)s.", distance=away, limit=limit)


@dataclass(frozen=True)
class WrongAge:
    """It is for people of other ages."""

    kind: ClassVar[str] = "wrong_age"
    age: int
    minimum_age: float | None
    maximum_age: float | None

    @property
    def sentence(self) -> str:
        stated = ages(self.minimum_age, self.maximum_age)
        return gettext("It is for %(ages)s, and the age given is %(age)s.", ages=stated, age=self.age)


@dataclass(frozen=True)
class NothingInCommon:
    """It serves no need that was heard, shares no telling word, and means something else."""

    kind: ClassVar[str] = "nothing_in_common"

    @property
    def sentence(self) -> str:
        return gettext("It says nothing that comes near to what was said.")


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
            return gettext("It was suggested, in place %(rank)s.", rank=self.rank)
        rank = nth(self.rank)
        if not self.shares_words:
            return gettext("Ranked %(rank)s: shares no words with what was said.", rank=rank)
        return gettext("Ranked %(rank)s: shares some words with what was said, but others suit better.", rank=rank)


@dataclass(frozen=True)
class ForPeopleElsewhere:
    """It is for people of areas in which the person does not live."""

    kind: ClassVar[str] = "for_people_elsewhere"
    areas: tuple[str, ...]

    @property
    def sentence(self) -> str:
        if not self.areas:
            return gettext("It is for people who live in another area.")
        return gettext("It is for people who live %(where)s.", where=among(self.areas))


@dataclass(frozen=True)
class AtOtherTimes:
    """It happens only when the person is not free."""

    kind: ClassVar[str] = "at_other_times"
    slots: int

    @property
    def sentence(self) -> str:
        return gettext("It is at other times: %(times)s.", times=slot_words(self.slots))


@dataclass(frozen=True)
class TooDear:
    """It costs more than the person can pay."""

    kind: ClassVar[str] = "too_dear"
    cheapest_pence: int
    most_pence: int

    @property
    def sentence(self) -> str:
        cost = pounds(self.cheapest_pence)
        if self.most_pence == 0:
            return gettext("It costs %(cost)s or more, and it has to be free.", cost=cost)
        limit = pounds(self.most_pence)
        return gettext("It costs %(cost)s or more, and the limit is %(limit)s.", cost=cost, limit=limit)


@dataclass(frozen=True)
class AnotherWay:
    """People take part in another way than the person can or wants to."""

    kind: ClassVar[str] = "another_way"
    ways: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return gettext("People take part %(ways)s, and that is not what was asked for.", ways=listed(self.ways))


@dataclass(frozen=True)
class InOtherLanguages:
    """It says in what languages it is given, and the person's is not among them."""

    kind: ClassVar[str] = "in_other_languages"
    languages: tuple[str, ...]

    @property
    def sentence(self) -> str:
        named = listed([gettext(language_name(each)) for each in self.languages])
        return gettext("It is given in %(languages)s.", languages=named)


@dataclass(frozen=True)
class ForOthers:
    """It is for women only, or for men only, and something else was asked for."""

    kind: ClassVar[str] = "for_others"
    company: str

    @property
    def sentence(self) -> str:
        return gettext("It is for women.") if self.company == "women" else gettext("It is for men.")


@dataclass(frozen=True)
class LacksAccess:
    """At none of its places is there something that the person needs to get in and take part."""

    kind: ClassVar[str] = "lacks_access"
    missing: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"{'. '.join(map(gettext, self.missing))}."


@dataclass(frozen=True)
class ArrangedOtherwise:
    """It says that it is not run as the person needs it to be."""

    kind: ClassVar[str] = "arranged_otherwise"
    missing: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"{'. '.join(map(gettext, self.missing))}."


@dataclass(frozen=True)
class Full:
    """It takes nobody just now."""

    kind: ClassVar[str] = "full"

    @property
    def sentence(self) -> str:
        return gettext("It is full.")


@dataclass(frozen=True)
class TriedBefore:
    """The person has tried it, or said no to it."""

    kind: ClassVar[str] = "tried_before"

    @property
    def sentence(self) -> str:
        return gettext("It was tried before, or they said no to it.")


@dataclass(frozen=True)
class OfAnotherKind:
    """It is not listed under what somebody chose to look among."""

    kind: ClassVar[str] = "of_another_kind"

    @property
    def sentence(self) -> str:
        return gettext("It is not listed under what was chosen.")


LeftOut = (
    NotListed
    | Closed
    | ClosedForNow
    | TooFar
    | ForPeopleElsewhere
    | WrongAge
    | AtOtherTimes
    | TooDear
    | AnotherWay
    | InOtherLanguages
    | ForOthers
    | LacksAccess
    | ArrangedOtherwise
    | Full
    | TriedBefore
    | OfAnotherKind
    | NothingInCommon
    | RankedBelow
)
