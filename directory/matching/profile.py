"""What the matcher is told of one person: only what bears on where they might go."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from directory.geo.postcode_file import Place
from directory.matching.learnt import Learnt
from directory.matching.told_age import TOLD_AGE, ToldAge
from directory.search.areas import Home
from directory.search.hard_limits import ANY_WAY, Way

Company = Literal["women", "men", "mixed"]
FIRST_STEP: Literal["first step"] = "first step"
RING_FIRST: Literal["ring first"] = "ring first"


@dataclass(frozen=True)
class Recommended:
    """The champion of a domain recommends a service for a term, by its code and as it is named, and says why."""

    service_id: uuid.UUID
    code: str
    named: str
    domain: str
    words: str


@dataclass(frozen=True)
class Noted:
    """A note for staff that bears on where somebody is sent: the service is good for a first step, or to be rung first.

    `is_overdue` where nobody has looked at it again by the day on which somebody should.
    """

    service_id: uuid.UUID
    kind: Literal["first step", "ring first"]
    words: str = ""
    is_overdue: bool = False


@dataclass(frozen=True)
class Profile:
    """One person's words and limits. Nothing in it says who they are, and all of it may be left out.

    `statement` is free speech; `hobbies` are short words of interest; `needs` are short words, or codes of concepts of
    the vocabulary. `point` is where they live, (latitude, longitude), give or take so many metres, in the council or
    country `area`; `within_m` counts only with a point. `age` is in whole years.
    `slots` is when in the week they are free, as in `catalogue.timetable.slots`, and `ways` how they can take part:
    nought for whenever and however. `most_pence` is what they can pay each time. `language` is an ISO 639 code.
    `company` is whom they want to be among, `access` what they need to get in and take part, as in `search.access`,
    and `tried` what they have tried or said no to. `not_meant` are the codes of concepts that were heard and are not
    meant, and `not_refused` the words of what was taken for turned down and is not; danger that was heard stays heard.
    `arranged` is how it is to be run, as in `search.arrangements`.
    `kinds`, `helps` and `people` keep to what is tagged with one of these codes or a narrower one, each for itself:
    kinds of activity, needs, and whom it is for.
    `today` is the day of asking, if that matters, of which `minutes_over` are over. `referred` is how many people
    were sent to a service lately, and `recommended` what champions recommend, whatever for. `notes` are for the eyes of
    staff alone: who asks for somebody else leaves them out.
    With `is_as_typed` no word is taken for a slip. `learnt` is why what they tried was not for them.
    """

    statement: str = ""
    hobbies: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    give_or_take_m: int = 0
    area: str = ""
    within_m: int | None = None
    age: int | None = None
    slots: int = 0
    most_pence: int | None = None
    ways: Way = ANY_WAY
    language: str | None = None
    company: Company | None = None
    access: frozenset[str] = frozenset()
    arranged: frozenset[str] = frozenset()
    tried: frozenset[uuid.UUID] = frozenset()
    may_be_full: bool = False
    not_meant: frozenset[str] = frozenset()
    not_refused: frozenset[str] = frozenset()
    may_be_elsewhere: bool = False
    kinds: frozenset[str] = frozenset()
    helps: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    today: date | None = None
    minutes_over: int = 0
    referred: Mapping[uuid.UUID, int] = field(default_factory=dict)
    recommended: tuple[Recommended, ...] = ()
    notes: tuple[Noted, ...] = ()
    is_as_typed: bool = False
    learnt: tuple[Learnt, ...] = ()

    def living_at(self, place: Place | None) -> "Profile":
        """The same, of somebody who lives at a place that was looked up; of somebody anywhere without one."""
        if place is None:
            return replace(self, point=None, give_or_take_m=0, area="")
        point = (place.latitude, place.longitude)
        return replace(self, point=point, give_or_take_m=place.give_or_take_m, area=place.area)

    def of_age(self, told: ToldAge | None) -> "Profile":
        """The same, with the age that somebody told of themselves, where none is set and it is meant."""
        if told is None or self.age is not None or TOLD_AGE in self.not_meant:
            return self
        return replace(self, age=told.years)

    @property
    def home(self) -> Home | None:
        """Where they live, as far as that is known."""
        return Home(self.point, self.give_or_take_m, self.area) if self.point else None
