"""Words that people use for what a question is about: which of its needs a champion may add words for."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.champions.keepers import goes_on
from directory.champions.models import ChampionDomain, ChampionDomainTerm
from directory.champions.policy import may_keep_domain
from directory.champions.queries import with_people_and_terms
from directory.champions.questions.models import Question
from directory.champions.saying.phrases import hearable_ids
from directory.matching.hearing import Hearing
from directory.matching.vocabulary_reading import read_vocabulary


@dataclass(frozen=True)
class WordedNeed:
    """A need of a question, and a domain of the actor's by which they may say how people speak of it."""

    term: TaxonomyTerm
    domain: ChampionDomain


def list_worded_needs(db: Session, actor: Actor, question: Question) -> Sequence[WordedNeed]:
    """The needs of a question that a match listens for and that fall in a domain the actor keeps, by name."""
    falls = select(ChampionDomainTerm.domain_id).where(
        ChampionDomainTerm.term_id.in_([each.id for each in question.needs])
    )
    wanted = select(ChampionDomain).where(ChampionDomain.id.in_(falls), goes_on()).options(*with_people_and_terms())
    domains = [each for each in db.scalars(wanted.order_by(ChampionDomain.name)) if may_keep_domain(actor, each)]
    hearable = {term_id: domain for domain in reversed(domains) for term_id in hearable_ids(domain)}
    return [WordedNeed(each, hearable[each.id]) for each in question.needs if each.id in hearable]


def hear_names(db: Session, sentence: str) -> list[str]:
    """The names of what is heard in a sentence as the words stand now."""
    heard = Hearing(read_vocabulary(db)).hear(sentence)
    return list(dict.fromkeys(each.concept.name for each in heard))
