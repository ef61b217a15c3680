"""The pages of the parts that are one form each: what is held, to be changed, and kept in the draft."""

import uuid
from dataclasses import replace
from typing import Any

from flask.typing import ResponseReturnValue

from directory.accounts.guards import requires
from directory.db import reading, transaction
from directory.errors import NotFound
from directory.staff.blueprint import bp
from directory.staff.records.record_kinds import KINDS, RECORD
from directory.staff.writing.parts import FormPart, build_part_page, go_on, keep_part, open_part
from directory.staff.writing.record_page import PARTS
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page

FORM_PARTS = {
    (kind.path, part.slug): part for kind in KINDS.values() for part in PARTS[kind.model] if isinstance(part, FormPart)
}
SLUGS = ", ".join(sorted({repr(slug) for _, slug in FORM_PARTS}))
PART = f"{RECORD}/write/<any({SLUGS}):part>"


def get_form_part(kind: str, slug: str) -> FormPart[Any]:
    """A part of a kind of record. Raises NotFound where that kind has none of that name."""
    part = FORM_PARTS.get((kind, slug))
    if part is None:
        raise NotFound("There is no such part.")
    return part


@bp.get(PART)
@requires("catalogue.suggest")
def write_part(kind: str, record_id: uuid.UUID, part: str) -> ResponseReturnValue:
    """What a part holds, as the actor would have it."""
    with reading() as db:
        wanted = get_form_part(kind, part)
        written = open_part(db, record_id, wanted)
        form = show_form(wanted.form, {**wanted.shown(written.values), "seen": written.seen})
        page = build_part_page(db, wanted, written, form)
    return render_page("staff/writing/write_part.html", page, form=form)


@bp.post(PART)
@requires("catalogue.suggest")
@asks_again(write_part)
def save_part(kind: str, record_id: uuid.UUID, part: str) -> ResponseReturnValue:
    """Keep it in the draft."""
    with transaction() as db:
        wanted = get_form_part(kind, part)
        written = open_part(db, record_id, wanted, to_change=True)
        typed = load_form(wanted.form)
        keep_part(db, written, replace(typed, values=wanted.completed(written, typed.values)))
    return go_on(written, wanted, typed)
