"""What was made one, and undoing it."""

import uuid
from collections.abc import Iterable

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guards import current_actor, requires
from directory.catalogue.duplicates.queries import Named, names_of
from directory.catalogue.merging.splitting import split_records
from directory.catalogue.models.duplicates import MergedRecord
from directory.champions.merges import get_merge, list_merges
from directory.db import reading, transaction
from directory.errors import Refused
from directory.staff.blueprint import bp
from directory.staff.domains.listings import page_asked_for
from directory.staff.downloads import ENDING, MOST_ROWS, list_file
from directory.staff.list_sheets import merges_sheet
from directory.staff.records.duplicate_forms import SplitForm
from directory.staff.records.merge_pages import build_merged_page, build_merges_page
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.get("/duplicates/merged")
@requires("catalogue.edit")
def show_merges() -> ResponseReturnValue:
    """What was made one, the newest first."""
    with reading() as db:
        found = list_merges(db, current_actor(), page_asked_for())
        page = build_merges_page(found, survivors(db, found.merges))
    return render_page("staff/show_merges.html", page)


@bp.get(f"/duplicates/merged.{ENDING}")
@requires("catalogue.edit")
def download_merges(ending: str) -> ResponseReturnValue:
    """All that was made one, as a sheet."""
    with reading() as db:
        found = list_merges(db, current_actor(), size=MOST_ROWS + 1)
        sheet = merges_sheet(found.merges, survivors(db, found.merges))
    return list_file(sheet, ending)


@bp.get("/duplicates/merged/<uuid:merge_id>")
@requires("catalogue.edit")
def show_merge(merge_id: uuid.UUID) -> ResponseReturnValue:
    """One merge, and what undoing it does."""
    with reading() as db:
        merged = get_merge(db, current_actor(), merge_id)
        page = build_merged_page(merged, survivors(db, [merged]))
    return render_page("staff/show_merge.html", page, form=show_form(SplitForm))


@bp.post("/duplicates/merged/<uuid:merge_id>/split")
@requires("catalogue.edit")
@asks_again(show_merge)
def split_merge(merge_id: uuid.UUID) -> ResponseReturnValue:
    """Make two of it again."""
    with transaction() as db:
        merged = get_merge(db, current_actor(), merge_id, to_change=True)
        note = load_form(SplitForm)
        with said_on_the_page(Refused):
            split_records(db, current_actor(), merged, note)
        name = merged.old_name
    tell(f"{name} stands by itself again.")
    return redirect(url_for("staff.show_merge", merge_id=merge_id), 303)


def survivors(db: Session, merges: Iterable[MergedRecord]) -> dict[uuid.UUID, Named]:
    """The names of the records that stayed."""
    names: dict[uuid.UUID, Named] = {}
    for entity in ("service", "organization"):
        names |= names_of(db, entity, [each.new_id for each in merges if each.entity == entity])
    return names
