"""Pages elsewhere: those of a group or an activity beside its own, such as one on a social network."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError

from directory.catalogue.history.written_records import Model
from directory.catalogue.inputs import check_web_address
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.staff.domains.listing_form import WEB_ADDRESS
from directory.staff.writing.parts import WRITE_PART, FormPart, Names, Values, Written
from directory.staff.writing.rows import (
    MOST_ROWS,
    RowsPartForm,
    completed_rows,
    in_order,
    row_id_of,
    with_empty_row,
)
from directory.web.fields.rows import RowForm, RowsField
from directory.web.fields.text import TextField


class WebPageRow(RowForm):
    label = TextField("What is it? (optional)", hint="Such as: on Facebook, or booking page", longest=200)
    url = TextField("Web address", hint="Starts with https://", longest=2_000, render_kw=WEB_ADDRESS)

    def what_is_wrong(self) -> dict[str, str]:
        """What is no address of the web."""
        if not self.url.data:
            return {"url": "Enter a web address that starts with https://"}
        try:
            check_web_address(self.url.data)
        except ValidationError as error:
            return {"url": str(error.messages[0])}
        return {}


class WebPagesForm(RowsPartForm):
    rows = RowsField(WebPageRow, most=MOST_ROWS)

    def values(self, loaded: Any) -> Values:
        """What was typed, row by row."""
        typed = [(row_id_of(row), {"label": row.label.data or None, "url": row.url.data}) for row in self.filled_rows()]
        return {"rows": typed}


def shown(values: Values) -> Mapping[str, Any]:
    rows = in_order(values["web_address"], "label", "url")
    return {"rows": with_empty_row({"row_id": row["id"], **row} for row in rows)}


def completed(written: Written[Any], typed: Values) -> Values:
    return {"web_address": completed_rows(written, "web_address", typed["rows"])}


def summary(values: Values, _names: Names) -> str:
    return ", ".join(row["label"] or row["url"] for row in in_order(values["web_address"], "label", "url"))


def web_pages_part(model: type[Model]) -> FormPart[Model]:
    """The pages elsewhere of a kind of record."""
    return FormPart(
        model,
        "Pages elsewhere",
        WRITE_PART,
        ("web_address",),
        summary,
        slug="pages",
        form=WebPagesForm,
        shown=shown,
        completed=completed,
        row_name="page",
        lede="Such as a page on Facebook, or one to book a place.",
    )


WEB_PAGES = web_pages_part(Service)
WEB_PAGES_OF_ORGANIZATION = web_pages_part(Organization)
