"""A new place: what it is called and where it is, after a look whether it is one that is known already."""

import uuid
from dataclasses import dataclass, field, replace

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import HiddenField

from directory.accounts.guards import current_actor, requires
from directory.catalogue.adding import PlaceInput
from directory.catalogue.finding_places import find_likely_places
from directory.catalogue.history.edits import start_place
from directory.catalogue.inputs import LONGEST_NAME
from directory.catalogue.map_points import find_postcode_point
from directory.catalogue.models.places import Location, PlaceType
from directory.catalogue.queries import locations_by_id
from directory.db import transaction
from directory.errors import UsedBefore, WrongInput
from directory.staff.blueprint import bp
from directory.staff.record_kinds import kind_of, name_of
from directory.staff.venue_pages import LikelyLine, likely_line
from directory.staff.writing.address_fields import AddressFields
from directory.staff.writing.choosing import find_id
from directory.staff.writing.parts import Values
from directory.web.fields.text import TextField, tidy_text
from directory.web.forms import asks_again, show_form, take_form
from directory.web.pages import render_page, tell

NOT_ONE_OF_THESE = "none"
CHANGE = "change"


@dataclass(frozen=True)
class NewVenue:
    """A place that is to be added, and what was said of the places that may be it."""

    place: PlaceInput
    same: str


class NewVenueForm(AddressFields[NewVenue]):
    name = TextField("What is it called?", required="Enter what it is called", longest=LONGEST_NAME)
    same = HiddenField()

    def to_input(self) -> NewVenue:
        """The place, with the point of its postcode."""
        typed = self.typed
        place = PlaceInput(
            name=self.name.data,
            address_1=typed["address_1"],
            address_2=typed["address_2"] or None,
            city=typed["city"],
            state_province=typed["state_province"],
            postal_code=typed["postal_code"],
            point=find_postcode_point(typed["postal_code"]) if typed["postal_code"] else None,
            place_type=PlaceType(typed["location_type"]),
            id=uuid.uuid5(current_actor().user_id, f"location/{self.submission_key.data}"),
        )
        return NewVenue(place, self.same.data or "")


@dataclass(frozen=True)
class NewVenuePage:
    """The page that begins a place. `likely` are the places that may be it, `typed` what the page carries meanwhile."""

    back_href: str
    save_href: str
    likely: tuple[LikelyLine, ...] = ()
    typed: Values = field(default_factory=dict)


def build_new_venue_page() -> NewVenuePage:
    return NewVenuePage(url_for("staff.show_venues"), url_for("staff.create_venue"))


@bp.get("/venues/new")
@requires("catalogue.suggest")
def new_venue() -> ResponseReturnValue:
    """What it is called and where it is; the rest comes part by part."""
    asked = {"name": tidy_text(request.args.get("q")), "location_type": PlaceType.PHYSICAL.value}
    return render_page("staff/writing/new_venue.html", build_new_venue_page(), form=show_form(NewVenueForm, asked))


@bp.post("/venues/new")
@requires("catalogue.suggest")
@asks_again(new_venue)
def create_venue() -> ResponseReturnValue:
    """Add it, unless it may be one that is known: then that is asked first."""
    with transaction() as db:
        form, page = take_form(NewVenueForm), build_new_venue_page()
        wanted = form.load()
        if wanted.same == CHANGE:
            return render_page("staff/writing/new_venue.html", page, form=form)
        if likely := places_to_ask_about(db, wanted):
            return render_page(
                "staff/writing/same_venue.html",
                replace(page, likely=likely, typed={**form.typed, "name": form.name.data}),
                form=form,
            )
        location = choose_or_start(db, wanted)
        name, href = name_of(location), kind_of(location).href("staff.write_record", location.id)
    tell(f"{name} is added." if location.id == wanted.place.id else f"{name} is there already.")
    return redirect(href, 303)


def places_to_ask_about(db: Session, wanted: NewVenue) -> tuple[LikelyLine, ...]:
    """The places that may be it; none where somebody has said whether they are, or sends the form again."""
    if wanted.same or find_location(db, wanted.place.id):
        return ()
    place = wanted.place
    return tuple(map(likely_line, find_likely_places(db, place.name, place.postal_code, place.point)))


def choose_or_start(db: Session, wanted: NewVenue) -> Location:
    """The known place that was chosen, or a new one; the one it made before, where the form is sent again."""
    if wanted.same not in ("", NOT_ONE_OF_THESE):
        return get_chosen(db, wanted.same)
    known = find_location(db, wanted.place.id)
    if known is None:
        return start_place(db, current_actor(), wanted.place)
    if known.name != wanted.place.name:
        raise UsedBefore
    return known


def get_chosen(db: Session, text: str) -> Location:
    """A known place. Raises WrongInput where it is gone meanwhile."""
    found = find_location(db, find_id(text))
    if found is None:
        raise WrongInput("This place is no longer there. Look again.")
    return found


def find_location(db: Session, location_id: uuid.UUID | None) -> Location | None:
    return locations_by_id(db, [location_id]).get(location_id) if location_id else None
