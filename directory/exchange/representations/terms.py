"""Taxonomies and their terms: only what is in use, and what stands above it."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import Attribute, TaxonomyTerm
from directory.catalogue.publishing import published
from directory.exchange.representations.finishing import Representation
from directory.exchange.representations.gathering import Depth, gather
from directory.exchange.representations.services import in_order
from directory.exchange.representations.writing import put_list, represent

TERM: Depth = frozenset({"taxonomy_term.taxonomy_detail"})
TAXONOMY: Depth = frozenset()


def terms_in_use(db: Session) -> dict[uuid.UUID, uuid.UUID | None]:
    """The terms hung on something that is published, and all above them; each with its taxonomy.

    A vocabulary is not ours to give away whole, and its unused terms would find nothing.
    """
    rows = db.execute(select(TaxonomyTerm.id, TaxonomyTerm.parent_id, TaxonomyTerm.taxonomy_id)).all()
    parents = {key: parent for key, parent, _ in rows}
    used: set[uuid.UUID] = set()
    for term in db.scalars(select(TaxonomyTerm.id).where(is_hung_on_something())):
        above: uuid.UUID | None = term
        while above is not None and above not in used:
            used.add(above)
            above = parents.get(above)
    return {key: taxonomy for key, _, taxonomy in rows if key in used}


def is_hung_on_something() -> Any:
    on_a_service = exists().where(Service.id == Attribute.link_id, published())
    return exists().where(
        Attribute.taxonomy_term_id == TaxonomyTerm.id, or_(Attribute.link_entity != "service", on_a_service)
    )


def terms(db: Session, ids: Sequence[uuid.UUID]) -> list[Representation]:
    """Terms with their taxonomy, in the order of these ids."""
    found = gather(db, {"taxonomy_term": ids}, TERM)
    return [represent(found, "taxonomy_term", row, TERM) for row in in_order(found, "taxonomy_term", ids)]


def taxonomies(db: Session, ids: Sequence[uuid.UUID]) -> list[Representation]:
    """Taxonomies, in the order of these ids."""
    found = gather(db, {"taxonomy": ids}, TAXONOMY)
    return [represent(found, "taxonomy", row, TAXONOMY) for row in in_order(found, "taxonomy", ids)]


def whole_taxonomies(db: Session, ids: Sequence[uuid.UUID]) -> list[Representation]:
    """Taxonomies with those of their terms that are in use."""
    records = taxonomies(db, ids)
    used = terms_in_use(db)
    for record in records:
        mine = sorted(term for term, taxonomy in used.items() if taxonomy == record["id"])
        found = gather(db, {"taxonomy_term": mine}, TAXONOMY)
        put_list(
            record,
            "taxonomy_terms",
            (represent(found, "taxonomy_term", row, TAXONOMY) for row in in_order(found, "taxonomy_term", mine)),
        )
    return records
