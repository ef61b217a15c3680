"""What the home page shows."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from directory.clock import day_of
from directory.geo.postcode_file import Place
from directory.matching.current import current_matcher_keeper
from directory.matching.matcher import Matcher
from directory.matching.narrowing import Choices
from directory.matching.profile import Profile
from directory.public.search_form import SearchForm, find_search_place
from directory.public.this_week import ThisWeek, list_this_week
from directory.public.ways_in import AllWaysIn, list_ways_in


@dataclass(frozen=True)
class HomePage:
    """How many activities there are to go to, what is on this week, and ways in.

    `place` is the sector or district that somebody gave; without one all of it is of everywhere.
    """

    place: str
    activities: int
    is_catalogue_empty: bool
    week: ThisWeek
    ways: AllWaysIn


def build_home_page(db: Session, form: SearchForm, now: datetime) -> HomePage:
    """The home page for the catalogue as it is now, near the place of the form; messages about it go on the form."""
    place = find_search_place(form)
    matcher = current_matcher_keeper().matcher(db)
    choices = choices_near(matcher, place, day_of(now))
    named = place.postcode if place else ""
    return HomePage(
        place=named,
        activities=choices.total,
        is_catalogue_empty=matcher.index.is_empty,
        week=list_this_week(db, place, now),
        ways=list_ways_in(choices, matcher.vocabulary, named),
    )


def choices_near(matcher: Matcher, place: Place | None, today: date) -> Choices:
    """What there is to choose among today, near a place or everywhere."""
    return matcher.count_choices(Profile(today=today).living_at(place)) if place else matcher.overall(today)
