"""What a resident is asked: what they would like, near where, and what it may be narrowed to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from wtforms import Field, HiddenField

from directory.catalogue.timetable.slots import slots_for
from directory.clock import UK, day_of
from directory.errors import WrongInput
from directory.geo.current import find_place
from directory.geo.distance import METRES_PER_MILE
from directory.geo.postcode_file import Place
from directory.geo.postcode_layout import PostcodeFileUnusable
from directory.geo.postcodes import PostcodeNotUnderstood, parse_postcode
from directory.matching.narrowing import Order
from directory.matching.profile import Profile
from directory.matching.told_age import TOLD_AGE
from directory.search.arrangements import ARRANGEMENTS
from directory.search.hard_limits import ways_named
from directory.search.times import minute_of
from directory.translation import ENGLISH, current_language, gettext, lazy_gettext
from directory.web.fields.choices import AnyOfField, Choice, OneOfField, PickField
from directory.web.fields.text import NumberField, PostcodeField, TextField
from directory.web.forms import QueryForm, add_messages
from directory.web.limit_choices import ACCESS, ARRANGED, DAYS, LANGUAGES, PARTS, WAY_CHOICES

DISTANCES = (
    Choice("1", lazy_gettext("1 mile")),
    Choice("2", lazy_gettext("2 miles")),
    Choice("3", lazy_gettext("3 miles")),
    Choice("5", lazy_gettext("5 miles")),
    Choice("10", lazy_gettext("10 miles")),
)
ANY_COST = Choice("", lazy_gettext("Any cost"))
COSTS = (ANY_COST, Choice("free", lazy_gettext("Free")), Choice("5", lazy_gettext("Up to £5 each time")))
PENCE = {"free": 0, "5": 500}
# Whether somebody can meet them is asked among what bears on a first time, and not as a matter of the building.
AT_PLACES = [each for each in ACCESS if each.value not in ARRANGEMENTS]
KNOWN: Mapping[str, Sequence[Choice]] = {
    "days": DAYS,
    "parts": PARTS,
    "ways": WAY_CHOICES,
    "access": AT_PLACES,
    "arranged": ARRANGED,
}
YES = "yes"
LONGEST_QUESTION = 1_000
# Longer than this, it is a story rather than the name of a thing, and is weighed differently by the matcher.
MOST_WORDS_OF_A_TERM = 4
# Nobody ticks more, and an address may hold anything.
MOST_TAGS = 20


class SearchForm(QueryForm):
    """Everything is optional. The answers to `kinds`, `helps` and `people` are codes of our vocabulary.

    What is ticked is not judged here: see `answers`.
    """

    q = TextField(
        lazy_gettext("What would you like to do, or what would help?"),
        hint=lazy_gettext("For example: singing, someone to talk to, help with bills"),
        longest=LONGEST_QUESTION,
    )
    place = PostcodeField(
        lazy_gettext("Where? (optional)"), hint=lazy_gettext("A postcode or its first half, like LS11")
    )
    within = PickField(lazy_gettext("How far away?"), DISTANCES, empty=lazy_gettext("Any distance"))
    days = AnyOfField(lazy_gettext("Day"), DAYS, small=True, validate_choice=False)
    parts = AnyOfField(lazy_gettext("Time of day"), PARTS, small=True, validate_choice=False)
    cost = OneOfField(lazy_gettext("Cost"), COSTS, small=True, default="", validate_choice=False)
    age = NumberField(lazy_gettext("Age"), hint=lazy_gettext("Leaves out what is for another age"), most=120)
    people = AnyOfField(lazy_gettext("Groups for"), small=True, validate_choice=False)
    kinds = AnyOfField(lazy_gettext("Kind of activity"), small=True, validate_choice=False)
    helps = AnyOfField(lazy_gettext("What it helps with"), small=True, validate_choice=False)
    ways = AnyOfField(lazy_gettext("How to take part"), WAY_CHOICES, small=True, validate_choice=False)
    access = AnyOfField(lazy_gettext("Getting in and taking part"), AT_PLACES, small=True, validate_choice=False)
    arranged = AnyOfField(lazy_gettext("Going for the first time"), ARRANGED, small=True, validate_choice=False)
    language = PickField(lazy_gettext("Language"), LANGUAGES, empty=lazy_gettext("Any language"))
    sort = HiddenField()
    any_age = HiddenField()
    elsewhere = HiddenField()
    full = HiddenField()
    # The words that are meant just as they stand. Other words may hold a slip again.
    as_typed = HiddenField()

    @property
    def has_words(self) -> bool:
        """Whether something is looked for, and not only looked around."""
        return bool(self.q.data)

    @property
    def is_as_typed(self) -> bool:
        """Whether no word of what is looked for is to be taken for a slip.

        English alone is known: on pages in another language a right word of theirs would be taken for a wrong one.
        """
        return self.has_words and (self.as_typed.data == self.q.data or current_language() != ENGLISH)

    @property
    def order(self) -> Order:
        """What comes first: what was asked for, if that can be told; else the best fit, the nearest or the soonest."""
        usual = Order.FIT if self.has_words else Order.NEAR if self.place.data else Order.SOON
        return next((each for each in self.orders if each == self.sort.data), usual)

    @property
    def orders(self) -> Sequence[Order]:
        """What may come first: nothing fits words that were not said, nor is near a place that was not given."""
        may_be = {Order.FIT: self.has_words, Order.NEAR: bool(self.place.data), Order.SOON: True}
        return [each for each, is_told in may_be.items() if is_told]


class WhatsOnForm(QueryForm):
    """Where, and how far away; the day is a link."""

    place = PostcodeField(
        lazy_gettext("Where? (optional)"), hint=lazy_gettext("A postcode or its first half, like LS11")
    )
    within = PickField(lazy_gettext("How far away?"), DISTANCES, empty=lazy_gettext("Up to 3 miles"))


def shareable_question(form: SearchForm | WhatsOnForm) -> dict[str, Any] | None:
    """The same question with only the sector of the postcode; None where the address may stay as it is."""
    try:
        place = parse_postcode(form.place.data or "")
    except PostcodeNotUnderstood:
        return None
    if place.precision != "postcode":
        return None
    return asked_in(form, place=str(place.sector))


def asked_in(form: SearchForm | WhatsOnForm, **changed: object) -> dict[str, Any]:
    """What stands in the address for a form, with something changed; what was left empty does not."""
    said = {each.name: said_in(each) for each in form} | changed
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def said_in(field: Field) -> object:
    """The answer as it was typed: a number that is none stands in an address too."""
    return field.data if field.data is not None or not field.raw_data else field.raw_data[0]


def profile_of(form: SearchForm, place: Place | None, now: datetime) -> Profile:
    """What the matcher is told: a few words as a thing they like, more as a statement."""
    asked = (form.q.data or "")[:LONGEST_QUESTION]
    is_term = len(asked.split()) <= MOST_WORDS_OF_A_TERM
    is_near = place is not None and bool(form.within.data) and not form.within.errors
    profile = Profile(
        statement="" if is_term else asked,
        hobbies=(asked,) if is_term and asked else (),
        within_m=round(int(form.within.data) * METRES_PER_MILE) if is_near else None,
        age=None if form.age.errors else form.age.data,
        slots=slots_for(answers(form, "days"), answers(form, "parts")),
        most_pence=PENCE.get(form.cost.data or ""),
        ways=ways_named(answers(form, "ways")),
        language=None if form.language.errors else form.language.data or None,
        access=frozenset(answers(form, "access")),
        arranged=frozenset(answers(form, "arranged")),
        kinds=frozenset(answers(form, "kinds")),
        helps=frozenset(answers(form, "helps")),
        people=frozenset(answers(form, "people")),
        may_be_full=form.full.data == YES,
        may_be_elsewhere=form.elsewhere.data == YES,
        not_meant=frozenset({TOLD_AGE}) if form.any_age.data == YES else frozenset(),
        today=day_of(now),
        is_as_typed=form.is_as_typed,
        minutes_over=minute_of(now.astimezone(UK).time()),
    )
    return profile.living_at(place)


def answers(form: SearchForm, name: str) -> list[str]:
    """What was ticked of a question. What an address holds beside that is passed over: an old one still finds."""
    known = {each.value for each in KNOWN.get(name, ())}
    ticked = list(form[name].data or ())[:MOST_TAGS]
    return [each for each in ticked if each in known] if known else ticked


def find_search_place(form: SearchForm | WhatsOnForm) -> Place | None:
    """Where to search from; None where nothing was entered, or where the field now says why it cannot be used."""
    if form.place.errors:
        return None
    if not form.place.data:
        if form.within.data and not form.within.errors:
            add_messages(form, {"place": gettext("Enter a postcode, so that we know where to measure from")})
        return None
    try:
        return find_place(form.place.data)
    except WrongInput as error:
        add_messages(form, {"place": str(error)})
    except PostcodeFileUnusable:
        add_messages(
            form, {"place": gettext("We cannot look up postcodes just now. Leave this empty to search everywhere")}
        )
    return None
