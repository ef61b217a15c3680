"""Tags: what the activity is about, what it helps with and whom it is for, in the words of the vocabulary.

They are found by the words people use, and suggested from what is written about the activity. Nothing is kept before
somebody saves: until then the page carries what is chosen. With JavaScript what is found shows while somebody types.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import HiddenField, StringField

from directory.accounts.guards import requires
from directory.catalogue.history.record_changes import blank_row, plain_rows, typed_rows
from directory.catalogue.models.field_changes import Plain
from directory.catalogue.models.services import Service
from directory.catalogue.term_queries import link_type_of, terms_by_id
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.staff.blueprint import bp
from directory.staff.writing.choosing import Choosing, IdsField, tidy_search, with_change
from directory.staff.writing.parts import (
    WRITE,
    Names,
    Part,
    PartForm,
    Values,
    Written,
    build_part_page,
    go_on,
    keep_part,
    open_part,
)
from directory.staff.writing.tag_page import build_tags_page
from directory.web.forms import asks_again, load_form, show_form, take_form
from directory.web.ids import find_id
from directory.web.listing_words import list_words
from directory.web.pages import render_page

MOST_TAGS = 60
GONE = "One of these tags is no longer there. Look at them again."


class TagsForm(PartForm):
    terms = IdsField(most=MOST_TAGS, called="tags")
    add = HiddenField()
    remove = HiddenField()
    q = StringField("Look for a tag")

    def values(self, loaded: Any) -> Values:
        """The ids of the terms that were chosen."""
        return {"terms": self.terms.data or []}

    @property
    def tagging(self) -> Choosing:
        """What was chosen and looked for, with what the button that was pressed adds or takes out."""
        added, removed = find_id(self.add.data), find_id(self.remove.data)
        chosen = with_change(self.terms.data or (), added, removed)
        return Choosing(chosen, tidy_search(self.q.data), added, removed)


def tags_of(written: Written[Service]) -> Mapping[uuid.UUID, Plain]:
    """The tags of the activity itself, by term; what hangs on it may have some of its own."""
    own = (row for row in written.values["attribute"] if row["link_entity"] == "service")
    return {uuid.UUID(row["taxonomy_term_id"]): row for row in own}


def completed_tags(db: Session, written: Written[Service], terms: Iterable[uuid.UUID]) -> list[Plain]:
    """The tags as rows: those there are stay, others are new. Raises WrongInput where a term is gone."""
    ids, known = list(terms), tags_of(written)
    added = terms_by_id(db, [each for each in ids if each not in known])
    if len(added) < len(set(ids) - known.keys()):
        raise WrongInput(GONE)
    others = [row for row in written.values["attribute"] if row["link_entity"] != "service"]
    kept = typed_rows("attribute", [*others, *(known[each] for each in ids if each in known)])
    new = [
        blank_row(
            "attribute",
            link_id=written.record_id,
            link_entity="service",
            link_type=link_type_of(term),
            taxonomy_term_id=term.id,
        )
        for term in added
    ]
    return plain_rows([*kept.values(), *new])


def summary(values: Values, names: Names) -> str:
    return list_words(sorted(names.get(row["taxonomy_term_id"], "") for row in values["attribute"]))


TAGS = Part(Service, "Tags", "staff.write_tags", ("attribute",), summary)


@bp.get(f"{WRITE}/tags")
@requires("catalogue.suggest")
def write_tags(service_id: uuid.UUID) -> ResponseReturnValue:
    """What it is tagged with, what may fit, and what is found."""
    with reading() as db:
        written = open_part(db, service_id, TAGS)
        shown = {"seen": written.seen, "terms": list(tags_of(written)), "q": request.args.get("q")}
        form = show_form(TagsForm, shown)
        part = build_part_page(db, TAGS, written, form)
        page = build_tags_page(db, part, written.record, form.tagging)
    return render_page("staff/writing/write_tags.html", page, form=form)


@bp.post(f"{WRITE}/tags/look")
@requires("catalogue.suggest")
@asks_again(write_tags)
def look_for_tags(service_id: uuid.UUID) -> ResponseReturnValue:
    """The page with one tag more or less, and what is found for what was typed. Nothing is kept."""
    with reading() as db:
        written, form = open_part(db, service_id, TAGS), take_form(TagsForm)
        tagging = form.tagging
        part = build_part_page(db, TAGS, written, form)
        page = build_tags_page(db, part, written.record, tagging)
    return render_page("staff/writing/write_tags.html", page, form=form)


@bp.post(f"{WRITE}/tags")
@requires("catalogue.suggest")
@asks_again(write_tags)
def save_tags(service_id: uuid.UUID) -> ResponseReturnValue:
    """Keep them in the draft."""
    with transaction() as db:
        written = open_part(db, service_id, TAGS, to_change=True)
        typed = load_form(TagsForm)
        keep_part(db, written, replace(typed, values={"attribute": completed_tags(db, written, typed.values["terms"])}))
    return go_on(written, TAGS, typed)
