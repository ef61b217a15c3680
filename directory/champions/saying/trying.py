"""Trying a phrase before it is kept: where its words lead already, and what would be heard in a sentence with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.champions.saying.phrase_rules import readings
from directory.matching.hearing import Hearing
from directory.matching.vocabulary import Concept, Vocabulary
from directory.matching.vocabulary_reading import read_vocabulary


@dataclass(frozen=True)
class HeardWords:
    """A term that is heard in a sentence, the words that lead there, and whether only the new phrase does it."""

    name: str
    words: Sequence[str]
    is_new: bool


def hears_elsewhere(db: Session, term: TaxonomyTerm, phrase: str) -> list[str]:
    """The names of the other terms that are heard in a phrase already."""
    hearing = Hearing(read_vocabulary(db))
    heard = [each.concept for said in readings(phrase) for each in hearing.hear(said)]
    return list(dict.fromkeys(concept.name for concept in heard if concept.code != term.code))


def try_phrase(db: Session, term: TaxonomyTerm, phrase: str, sentence: str) -> list[HeardWords]:
    """What would be heard in a sentence if a phrase led to a term. Nothing is kept."""
    before = read_vocabulary(db)
    known = {each.concept.code: each.words for each in Hearing(before).hear(sentence)}
    heard = Hearing(with_phrase(before, term, phrase)).hear(sentence)
    return [HeardWords(each.concept.name, each.words, each.concept.code not in known) for each in heard]


def with_phrase(vocabulary: Vocabulary, term: TaxonomyTerm, phrase: str) -> Vocabulary:
    """A vocabulary in which a phrase leads to a term."""
    code = term.code or ""
    taxonomy = term.taxonomy.name.lower() if term.taxonomy else ""
    concept = vocabulary.concepts.get(code) or Concept(code, term.name, taxonomy, urgent=term.is_urgent)
    changed = replace(concept, phrases=(*concept.phrases, phrase))
    return Vocabulary((*vocabulary.concepts.values(), changed))
