"""Where an activity happens: its venues, how else it can be had, and the areas it is for.

Venues are found while somebody types, or added on the way. Nothing is kept before somebody saves: until then the page
carries what is chosen.
"""

import uuid
from dataclasses import replace
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import HiddenField, StringField

from directory.accounts.guards import current_actor, requires
from directory.catalogue.history.edits import write_draft
from directory.catalogue.history.record_changes import blank_row, plain_rows, typed_rows, values_now
from directory.catalogue.leaving_places import HANGING, without_places
from directory.catalogue.models.field_changes import Plain
from directory.catalogue.models.services import Service
from directory.catalogue.queries import locations_by_id
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.staff.blueprint import bp
from directory.staff.writing.areas import (
    COUNTRIES,
    area_names,
    completed_areas,
    council_address,
    shown_areas,
    split_lines,
)
from directory.staff.writing.choosing import Choosing, IdsField, tidy_search, with_change
from directory.staff.writing.parts import (
    WRITE,
    Names,
    Part,
    PartForm,
    Values,
    Written,
    as_written,
    build_part_page,
    go_on,
    keep_part,
    open_part,
)
from directory.staff.writing.ways import NAMES, WAYS, completed_ways, ways_in
from directory.staff.writing.where_page import build_where_page
from directory.web.fields.choices import AnyOfField, Choice, OneOfField
from directory.web.fields.rows import mark_wrong
from directory.web.fields.text import LongTextField, PostcodeField, TextField
from directory.web.forms import asks_again, show_form, take_form
from directory.web.ids import find_id
from directory.web.listing_words import list_words
from directory.web.pages import render_page

# As many as lists give: what does not fit in the form would be taken out by saving it.
MOST_VENUES, LONGEST_AREAS = 1_000, 50_000
GONE = "One of these venues is no longer there. Look at them again."
GO_ON, END = "go on", "end"
TIMES_THERE = (
    Choice(GO_ON, "They go on", "They become times of the activity, without saying where"),
    Choice(END, "They end"),
)


class WhereForm(PartForm):
    places = IdsField(most=MOST_VENUES, called="venues")
    add = HiddenField()
    remove = HiddenField()
    q = StringField("Look for a venue")
    times = OneOfField("What happens to the times there?", TIMES_THERE)
    ways = AnyOfField("Can people take part in another way too? (optional)", WAYS, hint="Choose all that are so")
    countries = AnyOfField("Is it for everybody in a country? (optional)", COUNTRIES, small=True, columns=True)
    areas = LongTextField(
        "Is it only for people of certain areas? (optional)",
        hint="Each on a line of its own, like Beeston, or Leeds City Council",
        longest=LONGEST_AREAS,
        rows=3,
    )
    council = TextField("Add a council area (optional)", hint="Its name, like Leeds City Council", longest=200)
    council_postcode = PostcodeField(
        "A postcode in that council area (optional)",
        hint="So that we know who lives there. Any postcode there will do",
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the answers can be used, each and together."""
        is_valid: bool = super().validate(extra_validators)
        is_nameless = self.council_postcode.data and not self.council.data
        return mark_wrong(self, {"council": "Enter the name of the council"} if is_nameless else {}) and is_valid

    def values(self, loaded: Any) -> Values:
        """What was chosen and typed."""
        return {name: self[name].data for name in ("places", "times", "ways", "countries", "areas", *COUNCIL)}

    @property
    def choosing(self) -> Choosing:
        """What was chosen and looked for, with what the button that was pressed adds or takes out."""
        added, removed = find_id(self.add.data), find_id(self.remove.data)
        return Choosing(with_change(self.places.data or (), added, removed), tidy_search(self.q.data), added, removed)


COUNCIL = ("council", "council_postcode")


def places_of(values: Values) -> list[uuid.UUID]:
    """The venues of a listing, each once."""
    return list(dict.fromkeys(uuid.UUID(row["location_id"]) for row in values["service_at_location"]))


def completed_places(db: Session, written: Written[Service], chosen: list[uuid.UUID]) -> list[Plain]:
    """The places as rows: those there are stay, one that was taken out comes back as it was, others are new.

    Raises WrongInput where a venue is gone.
    """
    kept = [row for row in typed_places(written.values) if row["location_id"] in chosen]
    new = [each for each in chosen if each not in {row["location_id"] for row in kept}]
    if len(locations_by_id(db, new)) < len(new):
        raise WrongInput(GONE)
    former = {row["location_id"]: row for row in typed_places(values_now(db, written.record, WHERE.fields))}
    added = [
        former.get(each) or blank_row("service_at_location", service_id=written.record_id, location_id=each)
        for each in new
    ]
    return plain_rows([*kept, *added])


def typed_places(values: Values) -> list[dict[str, Any]]:
    return list(typed_rows("service_at_location", values["service_at_location"]).values())


def completed_where(db: Session, written: Written[Service], typed: Values) -> Values:
    """Everything that changes with what was chosen: the venues, and what hung on those that are left."""
    hanging = as_written(db, written.record, HANGING)
    chosen = typed["places"] or []
    left = {row["id"] for row in typed_places(written.values) if row["location_id"] not in chosen}
    changed = without_places(hanging, written.record_id, left, with_times=typed["times"] != END)
    now = replace(written, values={**hanging, **written.values, **changed})
    council = {"name": typed["council"]} if typed["council"] else {}
    if typed["council_postcode"]:
        council["uri"] = council_address(typed["council_postcode"])
    names = [*(typed["countries"] or ()), *split_lines(typed["areas"])]
    return {
        **changed,
        "service_at_location": completed_places(db, written, chosen),
        "service_area": completed_areas(now, names, council),
        "schedule": completed_ways(now.values["schedule"], written.record_id, typed["ways"] or ()),
    }


def add_to_listing(db: Session, service_id: uuid.UUID, location_id: uuid.UUID) -> None:
    """Make a place a venue of a listing, in the actor's draft of it."""
    written = open_part(db, service_id, WHERE, to_change=True)
    places = completed_places(db, written, [*places_of(written.values), location_id])
    write_draft(db, current_actor(), written.record, {"service_at_location": places})


def summary(values: Values, names: Names) -> str:
    venues = list_words(sorted(names.get(row["location_id"], "") for row in values["service_at_location"]))
    ways = list_words([NAMES[each] for each in ways_in(values["schedule"])])
    areas = list_words(area_names(values["service_area"]))
    said = (venues, f"{'Also' if venues else 'Only'} {ways}" if ways else "", f"For {areas}" if areas else "")
    return ". ".join(filter(None, said))


WHERE = Part(Service, "Where", "staff.write_where", ("service_at_location", "service_area"), summary)


@bp.get(f"{WRITE}/where")
@requires("catalogue.suggest")
def write_where(service_id: uuid.UUID) -> ResponseReturnValue:
    """The venues there are, what is found, and what else tells where it is."""
    with reading() as db:
        written = open_part(db, service_id, WHERE)
        hanging = as_written(db, written.record, HANGING)
        shown = {
            "seen": written.seen,
            "places": places_of(written.values),
            "q": request.args.get("q"),
            "ways": ways_in(hanging["schedule"]),
            **shown_areas(written.values),
        }
        form = show_form(WhereForm, shown)
        page = build_where_page(db, build_part_page(db, WHERE, written, form), written, hanging, form.choosing)
    return render_page("staff/writing/write_where.html", page, form=with_an_answer(form))


@bp.post(f"{WRITE}/where/look")
@requires("catalogue.suggest")
@asks_again(write_where)
def look_for_venues(service_id: uuid.UUID) -> ResponseReturnValue:
    """The page with one venue more or less, and what is found for what was typed. Nothing is kept."""
    with reading() as db:
        written, form = open_part(db, service_id, WHERE), take_form(WhereForm)
        hanging = as_written(db, written.record, HANGING)
        choosing = form.choosing
        page = build_where_page(db, build_part_page(db, WHERE, written, form), written, hanging, choosing)
    return render_page("staff/writing/write_where.html", page, form=with_an_answer(form))


def with_an_answer(form: WhereForm) -> WhereForm:
    """The form with what becomes of times where nobody says otherwise: nothing is lost."""
    form.times.data = form.times.data if form.times.data in (GO_ON, END) else GO_ON
    return form


@bp.post(f"{WRITE}/where")
@requires("catalogue.suggest")
@asks_again(write_where)
def save_where(service_id: uuid.UUID) -> ResponseReturnValue:
    """Keep it in the draft, and go on to a new venue where one is wanted."""
    with transaction() as db:
        written = open_part(db, service_id, WHERE, to_change=True)
        form = take_form(WhereForm)
        typed = form.load()
        keep_part(db, written, replace(typed, values=completed_where(db, written, typed.values)))
    if form.then.data == "venue":
        asked = tidy_search(form.q.data) or None
        return redirect(url_for("staff.new_venue", listing=written.record_id, q=asked), 303)
    return go_on(written, WHERE, typed)
