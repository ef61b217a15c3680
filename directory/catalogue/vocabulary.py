"""Our own vocabulary: loaded from `vocabulary.toml` into ordinary taxonomies, where it can be edited afterwards.

Loading again adds the terms that are new in the file and leaves what people here have changed alone; only words of
danger are always made whole again.
"""

import tomllib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models.taxonomies import PhraseUse, Taxonomy, TaxonomyTerm, TermLink, TermPhrase
from directory.catalogue.versions import bump_catalogue_version

# All ids of the vocabulary follow from codes, so that every installation has the same ones.
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://lynchpin.example/vocabulary")

# What the terms of our taxonomies say of a service they are hung on.
LINK_TYPES = {
    "interests": "service_type",
    "needs": "need",
    "people": "service_eligibility",
    "arrangements": "arrangement",
}


@dataclass(frozen=True)
class VocabularyLoaded:
    """How many terms a loading added, of how many in the file."""

    added: int
    total: int


def taxonomy_id(code: str) -> uuid.UUID:
    """The id of one of our taxonomies: interests, needs, people or areas."""
    return uuid.uuid5(NAMESPACE, code)


def term_id(code: str) -> uuid.UUID:
    """The id of one of our terms."""
    return uuid.uuid5(NAMESPACE, f"term/{code}")


def read_vocabulary() -> dict[str, Any]:
    """What the file says, with its lists of words written out in the phrases that name them: "he/she/they hits me"."""
    text = resources.files("directory.catalogue").joinpath("vocabulary.toml").read_text("utf-8")
    content = tomllib.loads(text)
    lists = {name: "/".join(said.split()) for name, said in content["words"].items()}
    for term in content["term"]:
        term["phrases"] = [phrase.format_map(lists) for phrase in term.get("phrases", ())]
    return content


def load_vocabulary(db: Session) -> VocabularyLoaded:
    """Add the terms of the file that the database does not know yet, and the words of danger that it lacks."""
    content = read_vocabulary()
    known = set(db.scalars(select(TaxonomyTerm.id)))
    for code, taxonomy in content["taxonomies"].items():
        if db.get(Taxonomy, taxonomy_id(code)) is None:
            db.add(Taxonomy(id=taxonomy_id(code), name=taxonomy["name"], description=taxonomy["description"]))
    # The flush puts taxonomies before their terms, and parents before what points at them.
    db.flush()
    new = [term for term in content["term"] if term_id(term["code"]) not in known]
    for term in sorted(new, key=lambda each: "parent" in each):
        db.add(make_term(term))
    db.flush()
    for term in new:
        db.add_all(make_links(term))
    completed = complete_urgent_terms(db, [term for term in content["term"] if term_id(term["code"]) in known])
    if new or completed:
        bump_catalogue_version(db)
    return VocabularyLoaded(added=len(new), total=len(content["term"]))


def make_term(term: Mapping[str, Any]) -> TaxonomyTerm:
    phrases = [make_phrase(term, PhraseUse.SAID, text) for text in term.get("phrases", ())]
    phrases += [make_phrase(term, PhraseUse.OFFERED, text) for text in term.get("search", ())]
    return TaxonomyTerm(
        id=term_id(term["code"]),
        taxonomy_id=taxonomy_id(term["taxonomy"]),
        parent_id=term_id(term["parent"]) if "parent" in term else None,
        code=term["code"],
        name=term["name"],
        description=term["description"],
        is_urgent=term.get("urgent", False),
        phrases=phrases,
    )


def make_phrase(term: Mapping[str, Any], use: PhraseUse, text: str) -> TermPhrase:
    of_term = term_id(term["code"])
    return TermPhrase(id=phrase_id(of_term, use, text), term_id=of_term, use=use.value, phrase=text)


def phrase_id(of_term: uuid.UUID, use: PhraseUse, text: str) -> uuid.UUID:
    """The id of one of the phrases that come with a term of ours."""
    return uuid.uuid5(of_term, f"{use}/{text}")


def complete_urgent_terms(db: Session, known: Iterable[Mapping[str, Any]]) -> bool:
    """Mark known terms that the file calls urgent, and add the phrases they lack; whether there was anything to do.

    A missed cry for help is worse than the return of a phrase that somebody here took out.
    """
    changed = False
    for term in known:
        row = db.get(TaxonomyTerm, term_id(term["code"])) if term.get("urgent") else None
        if row is not None:
            was_whole = complete_phrases(db, row, sorted(term.get("phrases", ())))
            changed = changed or not was_whole or not row.is_urgent
            row.is_urgent = True
    return changed


def complete_phrases(db: Session, row: TaxonomyTerm, wanted: Iterable[str]) -> bool:
    """Have all these phrases lead to a term; whether they did so before."""
    said = select(TermPhrase).where(TermPhrase.term_id == row.id, TermPhrase.use == PhraseUse.SAID.value)
    known = {each.phrase: each for each in db.scalars(said)}
    lacking = [text for text in wanted if text not in known or known[text].taken_out_at]
    for text in lacking:
        if text in known:
            known[text].taken_out_at = None
        else:
            db.add(TermPhrase(id=phrase_id(row.id, PhraseUse.SAID, text), term_id=row.id, phrase=text))
    return not lacking


def make_links(term: Mapping[str, Any]) -> list[TermLink]:
    return [
        TermLink(need_id=term_id(term["code"]), helped_by_id=term_id(helper), position=position)
        for position, helper in enumerate(term.get("helps", ()))
    ]
