"""What a resident is asked: what they would like, and near where."""

from datetime import date
from typing import Any

from directory.errors import WrongInput
from directory.geo.current import find_place
from directory.geo.distance import METRES_PER_MILE
from directory.geo.postcode_file import Place
from directory.geo.postcode_layout import PostcodeFileUnusable
from directory.geo.postcodes import PostcodeNotUnderstood, parse_postcode
from directory.matching.profile import Profile
from directory.web.fields.choices import Choice, PickField
from directory.web.fields.text import PostcodeField, TextField
from directory.web.forms import QueryForm, add_messages

DISTANCES = (
    Choice("1", "1 mile"),
    Choice("2", "2 miles"),
    Choice("3", "3 miles"),
    Choice("5", "5 miles"),
    Choice("10", "10 miles"),
)
LONGEST_QUESTION = 1_000
# Longer than this, it is a story rather than the name of a thing, and is weighed differently by the matcher.
MOST_WORDS_OF_A_TERM = 4


class SearchForm(QueryForm):
    q = TextField(
        "What would you like to do, or what would help?",
        required="Enter something you like or that would help, such as walking, company or money worries",
        hint="For example: singing, someone to talk to, help with bills",
        longest=LONGEST_QUESTION,
    )
    place = PostcodeField("Where? (optional)", hint="A postcode or its first half, like LS11")
    within = PickField("How far away?", DISTANCES, empty="Any distance")


class WhatsOnForm(QueryForm):
    """Where, and how far away; the day is a link."""

    place = PostcodeField("Where? (optional)", hint="A postcode or its first half, like LS11")
    within = PickField("How far away?", DISTANCES, empty="Up to 3 miles")


def shareable_question(form: SearchForm | WhatsOnForm) -> dict[str, Any] | None:
    """The same question with only the sector of the postcode; None where the address may stay as it is."""
    try:
        place = parse_postcode(form.place.data or "")
    except PostcodeNotUnderstood:
        return None
    if place.precision != "postcode":
        return None
    asked = {each.name: each.data for each in form} | {"place": str(place.sector)}
    return {name: value for name, value in asked.items() if value}


def profile_of(form: SearchForm, place: Place | None, today: date) -> Profile:
    """What the matcher is told: a few words as a thing they like, more as a statement."""
    asked = (form.q.data or "")[:LONGEST_QUESTION]
    is_term = len(asked.split()) <= MOST_WORDS_OF_A_TERM
    is_near = place is not None and bool(form.within.data) and not form.within.errors
    profile = Profile(
        statement="" if is_term else asked,
        hobbies=(asked,) if is_term else (),
        within_m=round(int(form.within.data) * METRES_PER_MILE) if is_near else None,
        today=today,
    )
    return profile.living_at(place)


def find_search_place(form: SearchForm | WhatsOnForm) -> Place | None:
    """Where to search from; None where nothing was entered, or where the field now says why it cannot be used."""
    if form.place.errors:
        return None
    if not form.place.data:
        if form.within.data and not form.within.errors:
            add_messages(form, {"place": "Enter a postcode, so that we know where to measure from"})
        return None
    try:
        return find_place(form.place.data)
    except WrongInput as error:
        add_messages(form, {"place": str(error)})
    except PostcodeFileUnusable:
        add_messages(form, {"place": "We cannot look up postcodes just now. Leave this empty to search everywhere"})
    return None
