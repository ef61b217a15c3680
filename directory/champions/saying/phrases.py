"""What people say: the phrases that lead to the terms of a domain, added, taken out and put back by its champion.

Words of danger are added to, and never taken out. Each change is heard by every worker as soon as it looks at the
version of the catalogue.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.models.taxonomies import PhraseUse, TaxonomyTerm, TermPhrase
from directory.catalogue.versions import bump_catalogue_version
from directory.catalogue.vocabulary import taxonomy_id
from directory.champions.models import ChampionDomain
from directory.db import new_id
from directory.errors import Conflict, NotFound, Refused

DANGER_STAYS = "Words of danger are never taken out: a missed cry for help is worse than a false alarm."


class PhraseMoved(Conflict):
    """Somebody else added, took out or put back the same phrase first."""


class DangerStays(Refused):
    """A phrase of danger is not taken out."""

    def __init__(self) -> None:
        super().__init__(DANGER_STAYS)


def list_worded_terms(db: Session, domain: ChampionDomain) -> Sequence[TaxonomyTerm]:
    """The terms of a domain that can be heard, with their phrases, by name."""
    wanted = select(TaxonomyTerm).where(TaxonomyTerm.id.in_(hearable_ids(domain)))
    return db.scalars(
        wanted.options(selectinload(TaxonomyTerm.phrases)).order_by(TaxonomyTerm.name, TaxonomyTerm.id)
    ).all()


def get_worded_term(
    db: Session, domain: ChampionDomain, term_id: uuid.UUID, *, to_change: bool = False
) -> TaxonomyTerm:
    """A term of a domain that can be heard, with its phrases. Raises NotFound for any other.

    `to_change` keeps others from changing its phrases before this is done.
    """
    if term_id not in hearable_ids(domain):
        raise NotFound("There is no such term in this domain.")
    wanted = select(TaxonomyTerm).where(TaxonomyTerm.id == term_id)
    if to_change:
        db.execute(wanted.with_for_update())
    loaded = wanted.options(selectinload(TaxonomyTerm.phrases), selectinload(TaxonomyTerm.taxonomy))
    return db.scalars(loaded.execution_options(populate_existing=True)).one()


def hearable_ids(domain: ChampionDomain) -> list[uuid.UUID]:
    """The terms of a domain that the matcher listens for: those with a code that are no areas."""
    areas = taxonomy_id("areas")
    return [each.id for each in domain.terms if each.code and each.taxonomy_id not in (None, areas)]


def said_phrases(term: TaxonomyTerm) -> list[TermPhrase]:
    """What people say when they mean a term, taken out or not."""
    return [each for each in term.phrases if each.use == PhraseUse.SAID.value]


def add_phrase(db: Session, actor: Actor, term: TaxonomyTerm, phrase: str) -> TermPhrase:
    """Have a phrase lead to a term. Raises PhraseMoved where it does so already."""
    known = next((each for each in said_phrases(term) if each.phrase == phrase), None)
    if known is not None:
        return put_back_phrase(db, actor, term, known.id)
    added = TermPhrase(id=new_id(), term_id=term.id, use=PhraseUse.SAID.value, phrase=phrase)
    term.phrases.append(added)
    note_change(db, actor, "phrase.added", added)
    return added


def take_out_phrase(db: Session, actor: Actor, term: TaxonomyTerm, phrase_id: uuid.UUID) -> TermPhrase:
    """Have a phrase lead to a term no more. Raises DangerStays, or PhraseMoved where somebody took it out before."""
    if term.is_urgent:
        raise DangerStays
    found = get_phrase(term, phrase_id)
    if found.taken_out_at is not None:
        raise PhraseMoved(f"“{found.phrase}” was taken out while you had this page open. Nothing more was changed.")
    found.taken_out_at = clock.now()
    note_change(db, actor, "phrase.taken_out", found)
    return found


def put_back_phrase(db: Session, actor: Actor, term: TaxonomyTerm, phrase_id: uuid.UUID) -> TermPhrase:
    """Have a phrase that was taken out lead to its term again. Raises PhraseMoved where it does so already."""
    found = get_phrase(term, phrase_id)
    if found.taken_out_at is None:
        raise PhraseMoved(f"“{found.phrase}” leads to {term.name} already. Nothing was changed.")
    found.taken_out_at = None
    note_change(db, actor, "phrase.put_back", found)
    return found


def get_phrase(term: TaxonomyTerm, phrase_id: uuid.UUID) -> TermPhrase:
    """A phrase of a term. Raises NotFound."""
    found = next((each for each in said_phrases(term) if each.id == phrase_id), None)
    if found is None:
        raise NotFound("There is no such phrase.")
    return found


def note_change(db: Session, actor: Actor, action: str, phrase: TermPhrase) -> None:
    record_act(db, actor.user_id, actor.scheme_id, action, "term_phrase", [phrase.id])
    bump_catalogue_version(db)
