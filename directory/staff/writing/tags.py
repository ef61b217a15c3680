"""Tags: what the activity is about, what it helps with and whom it is for, in the words of the vocabulary.

They are found by the words people use, and suggested from what is written about the activity. With JavaScript what is
found shows while somebody types; without, a button keeps the ticks and looks.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import StringField

from directory.accounts.guards import requires
from directory.catalogue.history.record_changes import blank_row, plain_rows, typed_rows
from directory.catalogue.models.field_changes import Plain
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.catalogue.term_queries import find_terms_said, link_type_of, terms_by_code, terms_by_id
from directory.db import reading, transaction
from directory.matching.current import current_matcher_keeper
from directory.staff.blueprint import bp
from directory.staff.listing_form import readable
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
from directory.web.fields import AnyOfField, Choice, tidy_text
from directory.web.forms import asks_again, load_form, show_form
from directory.web.listing_words import list_words
from directory.web.pages import render_page

LONGEST_SEARCH = 100
MOST_SUGGESTED = 8
MOST_TICKED = 60
GROUPS = ("kept", "suggested", "found")


class TagsForm(PartForm):
    kept = AnyOfField("Its tags", small=True, hint="Take the tick away to remove one")
    suggested = AnyOfField("Suggested", small=True, hint="Heard in what is written about it")
    found = AnyOfField("Found", small=True)
    q = StringField("Look for a tag")

    def values(self, loaded: Any) -> Values:
        """The ids of the terms that were ticked."""
        ticked = [each for name in GROUPS for each in self[name].data or ()]
        return {"terms": list(dict.fromkeys(ticked))}


def tags_of(written: Written) -> Mapping[uuid.UUID, Plain]:
    """The tags of the activity itself, by term; what hangs on it may have some of its own."""
    own = (row for row in written.values["attribute"] if row["link_entity"] == "service")
    return {uuid.UUID(row["taxonomy_term_id"]): row for row in own}


def ids_in(values: Iterable[str]) -> list[uuid.UUID]:
    """The ids among what was sent; what is none is left out."""
    return [uuid.UUID(each) for each in list(values)[:MOST_TICKED] if is_id(each)]


def is_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def choices_of(terms: Iterable[TaxonomyTerm]) -> list[Choice]:
    """Terms to tick, each with what kind of word it is."""
    return [Choice(str(each.id), each.name, each.taxonomy.name if each.taxonomy else "") for each in terms]


def suggested_terms(db: Session, service_id: uuid.UUID) -> Sequence[TaxonomyTerm]:
    """What the words of a listing speak of. Needs of danger are never suggested."""
    words = open_part(db, service_id, WORDS).values
    text = ". ".join(filter(None, (words["name"], readable(words["description"]))))
    heard = [each.concept for each in current_matcher_keeper().matcher(db).hear(text)]
    return terms_by_code(db, [each.code for each in heard if not each.urgent][:MOST_SUGGESTED])


def offered(db: Session, written: Written, asked: str, ticked: Sequence[uuid.UUID]) -> dict[str, list[Choice]]:
    """The tags to tick: those there are, those suggested, and those found; what was ticked before stays."""
    kept = set(tags_of(written))
    suggested = [each for each in suggested_terms(db, written.service.id) if each.id not in kept]
    known = kept | {each.id for each in suggested}
    found = {each.id: each for each in terms_by_id(db, [each for each in ticked if each not in known])}
    found |= {each.id: each for each in find_terms_said(db, asked) if each.id not in known} if asked else {}
    return {
        "kept": choices_of(terms_by_id(db, kept)),
        "suggested": choices_of(suggested),
        "found": choices_of(found.values()),
    }


def completed_tags(db: Session, written: Written, terms: Iterable[str]) -> list[Plain]:
    """The tags as rows: those there are stay, others are new."""
    ids, known = ids_in(terms), tags_of(written)
    others = [row for row in written.values["attribute"] if row["link_entity"] != "service"]
    kept = typed_rows("attribute", [*others, *(known[each] for each in ids if each in known)])
    new = [
        blank_row(
            "attribute",
            link_id=written.service.id,
            link_entity="service",
            link_type=link_type_of(term),
            taxonomy_term_id=term.id,
        )
        for term in terms_by_id(db, [each for each in ids if each not in known])
    ]
    return plain_rows([*kept.values(), *new])


def summary(values: Values, names: Names) -> str:
    return list_words(sorted(names.get(row["taxonomy_term_id"], "") for row in values["attribute"]))


TAGS = Part("Tags", "staff.write_tags", ("attribute",), summary)
# What tags are suggested from.
WORDS = replace(TAGS, fields=("name", "description"))


def asked_for() -> str:
    """What is looked for: in the address, or in the form that was sent."""
    return (tidy_text(request.values.get("q")) or "")[:LONGEST_SEARCH]


def ticked_so_far() -> list[uuid.UUID]:
    """What is ticked on the page that asks or was sent."""
    return ids_in(each for name in GROUPS for each in request.values.getlist(name))


@bp.get(f"{WRITE}/tags")
@requires("catalogue.suggest")
def write_tags(service_id: uuid.UUID) -> ResponseReturnValue:
    """What it is tagged with, what may fit, and what is found."""
    with reading() as db:
        written, asked, ticked = open_part(db, service_id, TAGS), asked_for(), ticked_so_far()
        shown = {
            "seen": written.seen,
            "q": asked,
            "kept": [str(each) for each in tags_of(written)],
            "suggested": [str(each) for each in ticked],
            "found": [str(each) for each in ticked],
        }
        form = show_form(TagsForm, shown, offered(db, written, asked, ticked))
        page = build_part_page(db, TAGS, written, form)
    return render_page("staff/writing/write_tags.html", page, form=form, asked=asked)


@bp.post(f"{WRITE}/tags")
@requires("catalogue.suggest")
@asks_again(write_tags)
def save_tags(service_id: uuid.UUID) -> ResponseReturnValue:
    """Keep them in the draft, and look for more where that is asked."""
    with transaction() as db:
        written = open_part(db, service_id, TAGS)
        typed = load_form(TagsForm, offered(db, written, asked_for(), ticked_so_far()))
        keep_part(db, written, replace(typed, values={"attribute": completed_tags(db, written, typed.values["terms"])}))
    if typed.adds_another:
        return redirect(url_for("staff.write_tags", service_id=service_id, q=asked_for() or None), 303)
    return go_on(service_id, TAGS, typed)
