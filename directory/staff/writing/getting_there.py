"""What a place is called, what it is like, and how to get there."""

import uuid

from flask.typing import ResponseReturnValue

from directory.accounts.guards import requires
from directory.catalogue.inputs import LONGEST_DESCRIPTION, LONGEST_NAME
from directory.catalogue.models.places import Location
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.writing.parts import Names, Part, PartForm, Values, build_part_page, go_on, keep_part, open_part
from directory.staff.writing.venues import WRITE_VENUE, shared_words
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page

FIELDS = ("name", "description", "transportation")


class GettingThereForm(PartForm):
    name = TextField("What is it called?", required="Enter what it is called", longest=LONGEST_NAME)
    description = LongTextField(
        "What is it like? (optional)",
        hint="Such as: the hall is at the back, on the ground floor",
        longest=LONGEST_DESCRIPTION,
        rows=4,
    )
    transportation = LongTextField(
        "How do people get there? (optional)",
        hint="Bus stops, stations, where to park, and which door to look for",
        longest=2_000,
        rows=3,
    )

    def values(self, loaded: object) -> Values:
        """What was typed."""
        return {name: self[name].data or None for name in FIELDS}


def summary(values: Values, _names: Names) -> str:
    return values["transportation"] or ""


GETTING_THERE = Part(Location, "Name and getting there", "staff.write_getting_there", FIELDS, summary)


@bp.get(f"{WRITE_VENUE}/getting-there")
@requires("catalogue.suggest")
def write_getting_there(location_id: uuid.UUID) -> ResponseReturnValue:
    """What it is called, what it is like, and how to get there."""
    with reading() as db:
        written = open_part(db, location_id, GETTING_THERE)
        form = show_form(GettingThereForm, {**written.values, "seen": written.seen})
        page = build_part_page(db, GETTING_THERE, written, form)
        shared = shared_words(db, written.record_id)
    return render_page("staff/writing/write_getting_there.html", page, form=form, shared=shared)


@bp.post(f"{WRITE_VENUE}/getting-there")
@requires("catalogue.suggest")
@asks_again(write_getting_there)
def save_getting_there(location_id: uuid.UUID) -> ResponseReturnValue:
    """Keep it in the draft."""
    with transaction() as db:
        written = open_part(db, location_id, GETTING_THERE, to_change=True)
        typed = load_form(GettingThereForm)
        keep_part(db, written, typed)
    return go_on(written, GETTING_THERE, typed)
