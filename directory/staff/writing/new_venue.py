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
from directory.catalogue.inputs import LONGEST_NAME
from directory.catalogue.map_points import find_postcode_point
from directory.catalogue.models.places import Location, PlaceType
from directory.catalogue.models.services import Service
from directory.catalogue.operations import start_place
from directory.catalogue.queries import locations_by_id
from directory.champions.writing import get_to_write
from directory.db import reading, transaction
from directory.errors import UsedBefore, WrongInput
from directory.staff.blueprint import bp
from directory.staff.groups.venue_pages import LikelyLine, likely_line
from directory.staff.records.record_kinds import kind_of, name_of
from directory.staff.writing.address_fields import YES, AddressFields
from directory.staff.writing.parts import Values
from directory.staff.writing.where import add_to_listing
from directory.web.fields.text import TextField, tidy_text
from directory.web.forms import asks_again, show_form, take_form
from directory.web.ids import find_id
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
    listing = HiddenField()
    same = HiddenField()

    def to_input(self) -> NewVenue:
        """The place, with the point of its postcode where people go there."""
        typed = self.typed
        is_gone_to = typed["location_type"] == PlaceType.PHYSICAL
        place = PlaceInput(
            name=self.name.data,
            address_1=typed["address_1"],
            address_2=typed["address_2"] or None,
            city=typed["city"],
            state_province=typed["state_province"],
            postal_code=typed["postal_code"],
            point=find_postcode_point(typed["postal_code"]) if is_gone_to and typed["postal_code"] else None,
            place_type=PlaceType(typed["location_type"]),
            hides_address=self.is_hidden,
            id=uuid.uuid5(current_actor().user_id, f"location/{self.submission_key.data}"),
        )
        return NewVenue(place, self.same.data or "")


@dataclass(frozen=True)
class NewVenuePage:
    """The page that begins a place. `likely` are the places that may be it, `typed` what the page carries meanwhile.

    `listing` is the name of the activity whose venue it is to be, where it was asked for there.
    """

    listing: str
    back_href: str
    save_href: str
    likely: tuple[LikelyLine, ...] = ()
    typed: Values = field(default_factory=dict)


def asked_listing(db: Session, *, to_change: bool = False) -> Service | None:
    """The listing whose venue it is to be: in the address, or carried by the form. Raises NotFound."""
    asked = request.form.get("listing") if request.method == "POST" else request.args.get("listing")
    listing_id = find_id(asked) if asked else None
    return get_to_write(db, current_actor(), Service, listing_id, to_change=to_change) if listing_id else None


def build_new_venue_page(listing: Service | None) -> NewVenuePage:
    back_href = url_for("staff.write_where", service_id=listing.id) if listing else url_for("staff.show_venues")
    return NewVenuePage(listing.name if listing else "", back_href, url_for("staff.create_venue"))


@bp.get("/venues/new")
@requires("catalogue.suggest")
def new_venue() -> ResponseReturnValue:
    """What it is called and where it is; the rest comes part by part."""
    with reading() as db:
        listing = asked_listing(db)
        shown = {
            "name": tidy_text(request.args.get("q")),
            "location_type": PlaceType.PHYSICAL.value,
            "listing": listing.id if listing else "",
        }
        page = build_new_venue_page(listing)
    return render_page("staff/writing/new_venue.html", page, form=show_form(NewVenueForm, shown))


@bp.post("/venues/new")
@requires("catalogue.suggest")
@asks_again(new_venue)
def create_venue() -> ResponseReturnValue:
    """Add it, unless it may be one that is known: then that is asked first."""
    with transaction() as db:
        listing = asked_listing(db, to_change=True)
        form, page = take_form(NewVenueForm), build_new_venue_page(listing)
        wanted = form.load()
        if wanted.same == CHANGE:
            return render_page("staff/writing/new_venue.html", page, form=form)
        if likely := places_to_ask_about(db, wanted):
            carried = {**form.typed, "name": form.name.data, "listing": form.listing.data}
            carried |= {"hides_address": YES} if form.is_hidden else {}
            return render_page("staff/writing/same_venue.html", replace(page, likely=likely, typed=carried), form=form)
        location = choose_or_start(db, wanted)
        said, href = keep_where_asked(db, location, listing, is_new=location.id == wanted.place.id)
    tell(said)
    return redirect(href, 303)


def keep_where_asked(db: Session, location: Location, listing: Service | None, *, is_new: bool) -> tuple[str, str]:
    """Make a place a venue of the listing that asked for it. What to say, and where to go on."""
    name = name_of(location)
    if listing is None:
        said = f"{name} is added." if is_new else f"{name} is there already."
        return said, kind_of(location).href("staff.write_record", location.id)
    add_to_listing(db, listing.id, location.id)
    return f"{name} is added as a venue in your draft.", url_for("staff.write_where", service_id=listing.id)


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
