"""One photograph of a listing: first its file, then, with the picture in view, what it shows and who agreed."""

import uuid
from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.guards import requires
from directory.catalogue.history.record_changes import blank_row
from directory.catalogue.history.record_rows import Row
from directory.catalogue.models.photographs import Picture
from directory.catalogue.models.services import Service
from directory.catalogue.photographs.keeping import get_picture, hold_picture, keep_picture
from directory.catalogue.photographs.rewriting import UnusablePicture
from directory.db import new_id, reading, transaction
from directory.errors import WrongInput
from directory.staff.blueprint import bp
from directory.staff.writing.parts import PartPage, Values, Written, build_part_page, keep_part, open_part
from directory.staff.writing.photographs.all_photographs import ALL, ONE, find_row, is_hidden
from directory.staff.writing.photographs.forms import AGREED, PhotographForm, PictureForm
from directory.staff.writing.photographs.rows import MOST, PHOTOGRAPHS, PLACE_IS_FULL, TABLE, in_place, values_of
from directory.staff.writing.times.venues import find_venues
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.photographs import Shown, shown_picture
from directory.web.uploads import largest_megabytes, takes_file

CHOOSE = f"{ALL}/new"
CHOOSE_ANOTHER = f"{ONE}/picture"
DESCRIBE = f"{ONE}/<string(length=64):digest>"


@dataclass(frozen=True)
class ChoosePage:
    """The page on which a picture is chosen: a new one, or one in the place of another."""

    title: str
    activity: str
    list_href: str
    save_href: str
    megabytes: int
    is_hidden: bool


@dataclass(frozen=True)
class OpenPhotograph:
    """A photograph that is being written, in its part of the listing. `kept` is what the draft has of it, if anything.

    Where it is a new picture in an old one's place, what was said of that one is asked again.
    """

    written: Written[Service]
    photograph_id: uuid.UUID
    picture: Picture
    kept: Row | None
    others: list[Row]

    @property
    def is_told(self) -> bool:
        """Whether it was said already what this picture shows, and who agreed."""
        return self.kept is not None and self.kept["digest"] == self.picture.digest

    @property
    def answers(self) -> dict[str, Any]:
        """What the form shows of it."""
        seen = {"seen": self.written.seen}
        if self.kept is None or not self.is_told:
            return seen
        return {**seen, "alt_text": self.kept["alt_text"], "credit": self.kept["credit"], "agreed": list(AGREED)}

    def as_row(self, typed: Values) -> Row:
        """The photograph as it was typed."""
        blank = blank_row(TABLE, id=self.photograph_id, service_id=self.written.record_id, position=len(self.others))
        row = {**(self.kept or blank), "digest": self.picture.digest, **typed}
        return row if self.is_told else {**row, "agreed_on": clock.today()}

    def among_the_others(self, row: Row) -> Values:
        """All photographs with this one in its place. Raises WrongInput where there is none for it."""
        if self.kept is None and len(self.others) >= MOST:
            raise WrongInput(PLACE_IS_FULL)
        rows = [*self.others]
        rows.insert(row["position"], row)
        return values_of(rows)


@dataclass(frozen=True)
class PhotographPage:
    """The page on which a photograph is told in words."""

    part: PartPage[PhotographForm]
    shown: Shown
    is_hidden: bool


def open_photograph(
    db: Session, service_id: uuid.UUID, photograph_id: uuid.UUID, digest: str, *, to_change: bool = False
) -> OpenPhotograph:
    """A photograph of a listing with a picture, whether it is in the draft yet or not. Raises NotFound."""
    written = open_part(db, service_id, PHOTOGRAPHS, to_change=to_change)
    kept, others = in_place(written.values, photograph_id)
    return OpenPhotograph(written, photograph_id, get_picture(db, digest), kept, others)


@bp.get(CHOOSE, defaults={"photograph_id": None})
@bp.get(CHOOSE_ANOTHER)
@requires("catalogue.suggest")
def choose_picture(service_id: uuid.UUID, photograph_id: uuid.UUID | None) -> ResponseReturnValue:
    """Ask for the file."""
    with reading() as db:
        written = open_part(db, service_id, PHOTOGRAPHS)
        here: dict[str, Any] = {"service_id": written.record_id}
        if photograph_id is not None:
            find_row(written, photograph_id)
            here["photograph_id"] = photograph_id
        page = ChoosePage(
            title="Choose another picture" if photograph_id else "Choose a photograph",
            activity=written.record.name,
            list_href=url_for("staff.write_photographs", service_id=written.record_id),
            save_href=url_for("staff.take_picture", **here),
            megabytes=largest_megabytes(),
            is_hidden=is_hidden(find_venues(db, written.record)),
        )
    return render_page("staff/writing/choose_picture.html", page, form=show_form(PictureForm))


@bp.post(CHOOSE, defaults={"photograph_id": None})
@bp.post(CHOOSE_ANOTHER)
@requires("catalogue.suggest")
@takes_file
@asks_again(choose_picture)
def take_picture(service_id: uuid.UUID, photograph_id: uuid.UUID | None) -> ResponseReturnValue:
    """Keep the picture, written anew, and ask what it shows. Nobody else sees it before that is said and sent."""
    with reading() as db:
        written = open_part(db, service_id, PHOTOGRAPHS)
        if photograph_id is not None:
            find_row(written, photograph_id)
    with said_on_the_page(UnusablePicture, field="file"):
        # The picture is written anew before the transaction begins: nobody is to wait for that.
        picture = load_form(PictureForm)
    with transaction() as db:
        digest = keep_picture(db, picture)
    here: dict[str, Any] = {"service_id": written.record_id, "photograph_id": photograph_id or new_id()}
    return redirect(url_for("staff.write_photograph", digest=digest, **here), 303)


@bp.get(DESCRIBE)
@requires("catalogue.suggest")
def write_photograph(service_id: uuid.UUID, photograph_id: uuid.UUID, digest: str) -> ResponseReturnValue:
    """The questions about one photograph."""
    with reading() as db:
        photograph = open_photograph(db, service_id, photograph_id, digest)
        form = show_form(PhotographForm, photograph.answers)
        page = build_photograph_page(db, photograph, form)
    return render_page("staff/writing/write_photograph.html", page, form=form)


@bp.post(DESCRIBE)
@requires("catalogue.suggest")
@asks_again(write_photograph)
def save_photograph(service_id: uuid.UUID, photograph_id: uuid.UUID, digest: str) -> ResponseReturnValue:
    """Keep it in the draft. Sent twice, it is there once."""
    with transaction() as db:
        photograph = open_photograph(db, service_id, photograph_id, digest, to_change=True)
        typed = load_form(PhotographForm)
        row = photograph.as_row(typed.values)
        if row != photograph.kept:
            hold_picture(db, digest)
            keep_part(db, photograph.written, replace(typed, values=photograph.among_the_others(row)))
    tell(f"“{row['alt_text']}” is saved in your draft.")
    return redirect(url_for("staff.write_photographs", service_id=photograph.written.record_id), 303)


def build_photograph_page(db: Session, photograph: OpenPhotograph, form: PhotographForm) -> PhotographPage:
    """The page of a photograph with its questions."""
    written = photograph.written
    here: dict[str, Any] = {"service_id": written.record_id, "photograph_id": photograph.photograph_id}
    part = build_part_page(db, PHOTOGRAPHS, written, form)
    return PhotographPage(
        part=replace(
            part,
            title="Change what is said of a photograph" if photograph.is_told else "What does it show?",
            list_href=url_for("staff.write_photographs", service_id=written.record_id),
            save_href=url_for("staff.save_photograph", digest=photograph.picture.digest, **here),
        ),
        shown=shown_picture(photograph.picture, ""),
        is_hidden=is_hidden(find_venues(db, written.record)),
    )
