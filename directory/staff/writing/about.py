"""About it: the name, what happens there, and whether it is running."""

import uuid

from flask.typing import ResponseReturnValue
from marshmallow import Schema

from directory.accounts.guards import requires
from directory.catalogue.inputs import LONGEST_DESCRIPTION, LONGEST_NAME, ServiceFactsSchema
from directory.catalogue.models.services import Service
from directory.catalogue.texts import clean_html
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.listing_form import STATUSES, WEB_ADDRESS, readable
from directory.staff.writing.parts import (
    WRITE,
    Names,
    Part,
    PartForm,
    Values,
    build_part_page,
    go_on,
    keep_part,
    open_part,
)
from directory.web.fields.choices import OneOfField
from directory.web.fields.text import EmailField, LongTextField, TextField
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page

FIELDS = ("name", "description", "status", "alert", "email", "url")
LONGEST_SUMMARY = 90


class AboutSchema(ServiceFactsSchema):
    """Loads what an activity is."""

    class Meta(Schema.Meta):
        fields = FIELDS


class AboutForm(PartForm):
    schema = AboutSchema

    name = TextField("Name of the activity", required="Enter the name of the activity", longest=LONGEST_NAME)
    description = LongTextField(
        "What happens there?",
        hint="Plain words, as you would tell a neighbour. Leave an empty line between paragraphs.",
        longest=LONGEST_DESCRIPTION,
        rows=10,
    )
    status = OneOfField("Is it running?", STATUSES, required="Choose whether it is running")
    alert = LongTextField(
        "Notice (optional)", hint="Shown above everything else, such as a change of room", longest=500, rows=2
    )
    email = EmailField("Email address of the activity (optional)", render_kw={"type": "email", "spellcheck": "false"})
    url = TextField("Web page (optional)", hint="Starts with https://", longest=2_000, render_kw=WEB_ADDRESS)

    def values(self, loaded: Values) -> Values:
        """The answers, with only harmless marks left in the description."""
        values = dict(super().values(loaded))
        if values["description"]:
            values["description"] = clean_html(values["description"])
        return values


def summary(values: Values, _names: Names) -> str:
    said = " ".join((readable(values["description"]) or "").split())
    return said if len(said) <= LONGEST_SUMMARY else f"{said[:LONGEST_SUMMARY].rsplit(' ', 1)[0]} …"


ABOUT = Part(Service, "About it", "staff.write_about", FIELDS, summary)


@bp.get(f"{WRITE}/about")
@requires("catalogue.suggest")
def write_about(service_id: uuid.UUID) -> ResponseReturnValue:
    """What the activity is."""
    with reading() as db:
        written = open_part(db, service_id, ABOUT)
        shown = {**written.values, "description": readable(written.values["description"]), "seen": written.seen}
        form = show_form(AboutForm, shown)
        page = build_part_page(db, ABOUT, written, form)
    return render_page("staff/writing/write_about.html", page, form=form)


@bp.post(f"{WRITE}/about")
@requires("catalogue.suggest")
@asks_again(write_about)
def save_about(service_id: uuid.UUID) -> ResponseReturnValue:
    """Keep it in the draft."""
    with transaction() as db:
        written = open_part(db, service_id, ABOUT, to_change=True)
        typed = load_form(AboutForm)
        keep_part(db, written, typed)
    return go_on(written, ABOUT, typed)
