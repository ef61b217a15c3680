"""Our own vocabulary: loaded from `vocabulary.toml` into ordinary taxonomies, where it can be edited afterwards.

Loading again adds what is new in the file and leaves what people here have changed or removed phrases of alone.
"""

import tomllib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models.taxonomies import PhraseUse, Taxonomy, TaxonomyTerm, TermLink, TermPhrase
from directory.catalogue.versions import bump_catalogue_version

# All ids of the vocabulary follow from codes, so that every installation has the same ones.
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://lynchpin.example/vocabulary")


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
    """What the file says, as it stands there."""
    text = resources.files("directory.catalogue").joinpath("vocabulary.toml").read_text("utf-8")
    return tomllib.loads(text)


def load_vocabulary(db: Session) -> VocabularyLoaded:
    """Add the terms of the file that the database does not know yet."""
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
    if new:
        bump_catalogue_version(db)
    return VocabularyLoaded(added=len(new), total=len(content["term"]))


def make_term(term: Mapping[str, Any]) -> TaxonomyTerm:
    phrases = [(PhraseUse.SAID, text) for text in term.get("phrases", ())]
    phrases += [(PhraseUse.OFFERED, text) for text in term.get("search", ())]
    return TaxonomyTerm(
        id=term_id(term["code"]),
        taxonomy_id=taxonomy_id(term["taxonomy"]),
        parent_id=term_id(term["parent"]) if "parent" in term else None,
        code=term["code"],
        name=term["name"],
        description=term["description"],
        is_urgent=term.get("urgent", False),
        phrases=[
            TermPhrase(id=uuid.uuid5(term_id(term["code"]), f"{use}/{text}"), use=use.value, phrase=text)
            for use, text in phrases
        ],
    )


def make_links(term: Mapping[str, Any]) -> list[TermLink]:
    return [
        TermLink(need_id=term_id(term["code"]), helped_by_id=term_id(helper), position=position)
        for position, helper in enumerate(term.get("helps", ()))
    ]
