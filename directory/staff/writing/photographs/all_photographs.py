"""Every photograph of a listing: to say which comes first, to change one, to take one out."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guards import current_actor, requires
from directory.catalogue.history.edits import write_draft
from directory.catalogue.history.record_rows import Row
from directory.catalogue.models.photographs import Picture
from directory.catalogue.models.services import Service
from directory.catalogue.photographs.keeping import get_file, pictures_by_digest
from directory.catalogue.photographs.named import list_named
from directory.champions.writing import may_keep
from directory.db import reading, transaction
from directory.errors import NotFound
from directory.staff.blueprint import bp
from directory.staff.records.record_kinds import kind_of
from directory.staff.writing.parts import WRITE, Written, open_part
from directory.staff.writing.photographs.rows import MOST, PHOTOGRAPHS, in_place, rows_in, values_of
from directory.staff.writing.times.venues import Venues, find_venues
from directory.web.pages import render_page, tell
from directory.web.photographs import FILE, Shown, file_answer, shown_picture

ALL = f"{WRITE}/photographs"
ONE = f"{ALL}/<uuid:photograph_id>"
NO_SUCH = "There is no such photograph in this listing."


@dataclass(frozen=True)
class PhotographLine:
    """A photograph and what can be done with it. There is no `shown` where the picture was deleted meanwhile.

    `delete_href` is for who decides on the listing.
    """

    shown: Shown | None
    alt_text: str
    change_href: str
    replace_href: str
    remove_href: str
    first_href: str
    delete_href: str


@dataclass(frozen=True)
class OtherPicture:
    """A picture that was taken out or is only suggested, for who decides on the listing and may delete it."""

    shown: Shown
    delete_href: str


@dataclass(frozen=True)
class PhotographsPage:
    """All photographs of a listing. There is no `add_href` where it has as many as it may."""

    title: str
    activity: str
    list_href: str
    photographs: tuple[PhotographLine, ...]
    others: tuple[OtherPicture, ...]
    most: int
    add_href: str
    is_hidden: bool


def is_hidden(venues: Venues) -> bool:
    """Whether a photograph could give away a place that is to stay hidden."""
    return any(each.hides_address for each in venues.locations.values())


def delete_href(service_id: uuid.UUID, digest: str) -> str:
    return url_for("staff.confirm_deleting_photograph", service_id=service_id, digest=digest)


def photograph_line(row: Row, place: int, pictures: Mapping[str, Picture], *, may_delete: bool) -> PhotographLine:
    here: dict[str, Any] = {"service_id": row["service_id"], "photograph_id": row["id"]}
    picture = pictures.get(row["digest"])
    return PhotographLine(
        shown=shown_picture(picture, row["alt_text"], row["credit"] or "") if picture else None,
        alt_text=row["alt_text"],
        change_href=url_for("staff.write_photograph", digest=row["digest"], **here) if picture else "",
        replace_href=url_for("staff.choose_picture", **here),
        remove_href=url_for("staff.remove_photograph", **here),
        first_href=url_for("staff.put_photograph_first", **here) if place else "",
        delete_href=delete_href(row["service_id"], row["digest"]) if may_delete else "",
    )


def build_photographs_page(db: Session, written: Written[Service]) -> PhotographsPage:
    """The photographs in their order."""
    rows = rows_in(written.values)
    pictures = pictures_by_digest(db, {row["digest"] for row in rows})
    keeps = may_keep(db, current_actor(), written.record)
    named = {each.picture.digest: each for each in list_named(db, current_actor(), written.record)} if keeps else {}
    others = [named[digest] for digest in reversed(named) if digest not in pictures]
    return PhotographsPage(
        title=PHOTOGRAPHS.title,
        activity=written.record.name,
        list_href=kind_of(written.record).href("staff.write_record", written.record_id),
        photographs=tuple(
            photograph_line(row, place, pictures, may_delete=row["digest"] in named) for place, row in enumerate(rows)
        ),
        others=tuple(
            OtherPicture(
                shown_picture(each.picture, each.alt_text, each.credit),
                delete_href(written.record_id, each.picture.digest),
            )
            for each in others
        ),
        most=MOST,
        add_href=url_for("staff.choose_picture", service_id=written.record_id) if len(rows) < MOST else "",
        is_hidden=is_hidden(find_venues(db, written.record)),
    )


@bp.get(ALL)
@requires("catalogue.suggest")
def write_photographs(service_id: uuid.UUID) -> ResponseReturnValue:
    """The photographs of a listing as the actor would have them."""
    with reading() as db:
        page = build_photographs_page(db, open_part(db, service_id, PHOTOGRAPHS))
    return render_page("staff/writing/write_photographs.html", page)


@bp.post(f"{ONE}/first")
@requires("catalogue.suggest")
def put_photograph_first(service_id: uuid.UUID, photograph_id: uuid.UUID) -> ResponseReturnValue:
    """Show a photograph before the others."""
    with transaction() as db:
        written = open_part(db, service_id, PHOTOGRAPHS, to_change=True)
        row, others = find_row(written, photograph_id)
        write_draft(db, current_actor(), written.record, values_of([row, *others]))
    tell(f"“{row['alt_text']}” comes first in your draft.")
    return redirect(url_for("staff.write_photographs", service_id=service_id), 303)


def find_row(written: Written[Service], photograph_id: uuid.UUID) -> tuple[Row, list[Row]]:
    """A photograph of a listing, and the others in their order. Raises NotFound."""
    row, others = in_place(written.values, photograph_id)
    if row is None:
        raise NotFound(NO_SUCH)
    return row, others


@bp.get(f"/photographs/{FILE}")
@requires("catalogue.suggest")
def download_picture(digest: str, width: int) -> ResponseReturnValue:
    """A picture in one width, also one that is only drafted or suggested."""
    with reading() as db:
        return file_answer(get_file(db, digest, width))
