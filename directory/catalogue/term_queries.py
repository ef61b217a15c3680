"""Finding the terms that a listing can be tagged with."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from directory.catalogue.models.taxonomies import TaxonomyTerm, TermPhrase
from directory.catalogue.vocabulary import LINK_TYPES, taxonomy_id
from directory.errors import NotFound

USUAL_LINK_TYPE = "service_type"


def list_said_terms(db: Session) -> list[tuple[uuid.UUID, str, tuple[str, ...]]]:
    """Every term that is no area, by id, with its name and the phrases that people use for it."""
    phrases: dict[uuid.UUID, list[str]] = defaultdict(list)
    wanted = select(TermPhrase.term_id, TermPhrase.phrase).where(TermPhrase.taken_out_at.is_(None))
    for term_id, phrase in db.execute(wanted.order_by(TermPhrase.phrase)):
        phrases[term_id].append(phrase)
    terms = select(TaxonomyTerm.id, TaxonomyTerm.name).where(is_no_area()).order_by(TaxonomyTerm.id)
    return [(term_id, name, tuple(phrases[term_id])) for term_id, name in db.execute(terms)]


def terms_by_id(db: Session, ids: Collection[uuid.UUID]) -> Sequence[TaxonomyTerm]:
    """Terms with their taxonomies, by name. Unknown ids are left out."""
    return listed(db, TaxonomyTerm.id.in_(ids))


def get_term(db: Session, term_id: uuid.UUID) -> TaxonomyTerm:
    """A term with its taxonomy. Raises NotFound."""
    found = terms_by_id(db, [term_id])
    if not found:
        raise NotFound("There is no such term.")
    return found[0]


def terms_by_code(db: Session, codes: Collection[str]) -> Sequence[TaxonomyTerm]:
    """Terms of our own vocabulary, by name. Unknown codes are left out."""
    ours = TaxonomyTerm.taxonomy_id.in_([taxonomy_id(each) for each in LINK_TYPES])
    return listed(db, TaxonomyTerm.code.in_(codes) & ours)


def terms_of(db: Session, taxonomy: str) -> Sequence[TaxonomyTerm]:
    """The terms of one of our taxonomies, by name."""
    return listed(db, TaxonomyTerm.taxonomy_id == taxonomy_id(taxonomy))


def listed(db: Session, wanted: ColumnElement[bool]) -> Sequence[TaxonomyTerm]:
    terms = select(TaxonomyTerm).where(wanted).options(joinedload(TaxonomyTerm.taxonomy))
    return db.scalars(terms.order_by(TaxonomyTerm.name, TaxonomyTerm.id)).all()


def is_no_area() -> ColumnElement[bool]:
    areas = taxonomy_id("areas")
    return or_(TaxonomyTerm.taxonomy_id.is_(None), TaxonomyTerm.taxonomy_id != areas)


def link_type_of(term: TaxonomyTerm) -> str:
    """What a term says of a service it is hung on."""
    ours = {taxonomy_id(code): link_type for code, link_type in LINK_TYPES.items()}
    return ours.get(term.taxonomy_id, USUAL_LINK_TYPE) if term.taxonomy_id else USUAL_LINK_TYPE
