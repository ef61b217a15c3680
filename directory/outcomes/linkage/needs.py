"""The needs that assessments found, and the names of practices that people were referred by."""

import json
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from directory.casework.assessment.assessment_models import Assessment
from directory.casework.message_back.practice_models import KnownPractice
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.outcomes.linkage.reading import some_at_once
from directory.outcomes.linkage.rules import Spell
from directory.outcomes.linkage.support import HELD


def read_needs(db: Session, spells: Sequence[Spell]) -> Mapping[uuid.UUID, frozenset[str]]:
    """The needs that were found in each spell, in words, by the case. A case that was not assessed is not in it."""
    codes: defaultdict[uuid.UUID, set[str]] = defaultdict(set)
    for ids in some_at_once([each.case_id for each in spells]):
        wanted = select(Assessment.case_id, Assessment.needs)
        for case_id, needs in db.execute(wanted.where(Assessment.case_id.in_(ids), Assessment.state.in_(HELD))):
            codes[case_id].update(json.loads(needs))
    every = sorted({code for each in codes.values() for code in each})
    words = {code: name for code, name in db.execute(named(every)) if code} if every else {}
    return {case_id: frozenset(words.get(each, each) for each in theirs) for case_id, theirs in codes.items()}


def named(codes: Sequence[str]) -> Select[str | None, str]:
    return select(TaxonomyTerm.code, TaxonomyTerm.name).where(TaxonomyTerm.code.in_(codes)).order_by(TaxonomyTerm.id)


def read_practices(db: Session, scheme_id: uuid.UUID) -> Mapping[str, str]:
    """The names of the practices that a scheme knows, by their code."""
    wanted = select(KnownPractice.code, KnownPractice.name).where(KnownPractice.scheme_id == scheme_id)
    return {code: name for code, name in db.execute(wanted)}
