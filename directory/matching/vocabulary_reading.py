"""From the terms of the catalogue's taxonomies to the vocabulary that the matcher hears with."""

import uuid
from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models.taxonomies import PhraseUse, Taxonomy, TaxonomyTerm, TermLink, TermPhrase
from directory.matching.vocabulary import Concept, Vocabulary


def read_vocabulary(db: Session) -> Vocabulary:
    """Every term that has a code and phrases, or that helps with one that has."""
    helps, phrases = read_helps(db), read_phrases(db)
    helpers = {helper for row in helps.values() for helper in row}
    rows = db.execute(
        select(
            TaxonomyTerm.id,
            TaxonomyTerm.code,
            TaxonomyTerm.name,
            TaxonomyTerm.is_urgent,
            TaxonomyTerm.parent_id,
            Taxonomy.name,
        )
        .join(Taxonomy)
        .where(TaxonomyTerm.code.is_not(None))
    ).all()
    codes = {term_id: code or "" for term_id, code, *_ in rows}
    return Vocabulary(
        Concept(
            code=code or "",
            name=name,
            taxonomy=taxonomy.lower(),
            phrases=tuple(phrases[PhraseUse.SAID, term_id]),
            helps=tuple(codes[helper] for helper in helps.get(term_id, ()) if helper in codes),
            search=tuple(phrases[PhraseUse.OFFERED, term_id]),
            urgent=is_urgent,
            parent=codes.get(parent_id) if parent_id else None,
        )
        for term_id, code, name, is_urgent, parent_id, taxonomy in rows
        if phrases[PhraseUse.SAID, term_id] or term_id in helpers
    )


def read_helps(db: Session) -> Mapping[uuid.UUID, list[uuid.UUID]]:
    helps: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for link in db.scalars(select(TermLink).order_by(TermLink.need_id, TermLink.position)):
        helps[link.need_id].append(link.helped_by_id)
    return helps


def read_phrases(db: Session) -> defaultdict[tuple[str, uuid.UUID], list[str]]:
    phrases: defaultdict[tuple[str, uuid.UUID], list[str]] = defaultdict(list)
    wanted = select(TermPhrase.use, TermPhrase.term_id, TermPhrase.phrase).where(TermPhrase.taken_out_at.is_(None))
    for use, term_id, phrase in db.execute(wanted.order_by(TermPhrase.phrase)):
        phrases[use, term_id].append(phrase)
    return phrases
