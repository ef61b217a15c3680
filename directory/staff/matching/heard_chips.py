"""What was heard in a match, as chips that the coordinator takes out or puts back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.catalogue.term_queries import terms_by_code, terms_by_id
from directory.catalogue.vocabulary import LINK_TYPES, taxonomy_id
from directory.matching.asked import Heard
from directory.matching.suggestions import MatchResult
from directory.matching.told_age import TOLD_AGE, ToldAge
from directory.search.terms import find_terms_said
from directory.staff.matching.match_question import MatchQuestion

SHORTEST_SEARCH = 2


@dataclass(frozen=True)
class Chip:
    """One thing heard. `action` is what its button does with `value`; danger has no button."""

    text: str
    tone: str = ""
    action: str = ""
    value: str = ""


@dataclass(frozen=True)
class HeardPart:
    """What was heard, what is not wanted, what is known from before, and what was taken out of all of it."""

    heard: Sequence[Chip]
    refused: Sequence[Chip]
    taken_out: Sequence[Chip]
    learnt: Sequence[Chip] = ()
    tried: Sequence[Chip] = ()


@dataclass(frozen=True)
class FoundConcept:
    """A need or interest that may be added: what kind of word it is, and what people say who mean it."""

    code: str
    name: str
    kind: str
    said: str


def build_heard(db: Session, question: MatchQuestion, result: MatchResult) -> HeardPart:
    """The chips of what a match heard."""
    names = {str(each.code): each.name for each in terms_by_code(db, question.not_meant)}
    return HeardPart(
        heard=[
            *danger_chips(result),
            *heard_chips(question, result),
            *age_chips(question, result),
            *guess_chips(result),
        ],
        refused=[Chip(f"No: {each.said}", "warn", "allow", each.said) for each in result.refused],
        taken_out=[*set_aside_chips(question, result, names), *allowed_chips(question)],
    )


def danger_chips(result: MatchResult) -> Iterator[Chip]:
    """The danger that may be meant though no words for it were known."""
    if result.alarm:
        yield Chip(f"{result.alarm.name} — may be meant", "bad")


def heard_chips(question: MatchQuestion, result: MatchResult) -> Iterator[Chip]:
    chosen = {*question.needs, *question.added}
    for each in result.heard:
        # No click hides danger that was heard. One that somebody only picked by mistake may go.
        may_go = not each.concept.urgent or (not each.words and each.concept.code in chosen)
        tone = "bad" if each.concept.urgent else "calm"
        yield Chip(heard_words(each), tone, "take_out" if may_go else "", each.concept.code)


def age_chips(question: MatchQuestion, result: MatchResult) -> Iterator[Chip]:
    """The age that was told in the statement, where it is heeded."""
    if result.told_age and TOLD_AGE not in question.not_meant:
        yield Chip(age_words(result.told_age), "calm", "take_out", TOLD_AGE)


def guess_chips(result: MatchResult) -> Iterator[Chip]:
    for each in result.guessed:
        yield Chip(f"{each.concept.name} — a guess", "", "take_out", each.concept.code)


def set_aside_chips(question: MatchQuestion, result: MatchResult, names: Mapping[str, str]) -> Iterator[Chip]:
    """What was taken out: it is heard again when it is put back, or chosen where it was never heard."""
    set_aside = {each.concept.code: each for each in result.set_aside}
    still_heard = {each.concept.code for each in result.heard}
    for code in question.not_meant:
        if code in set_aside:
            yield Chip(heard_words(set_aside[code]), "", "put_back", code)
        elif code == TOLD_AGE and result.told_age:
            yield Chip(age_words(result.told_age), "", "put_back", code)
        elif code in names and code not in still_heard:
            yield Chip(names[code], "", "add", code)


def allowed_chips(question: MatchQuestion) -> Iterator[Chip]:
    return (Chip(f"No: {each}", "", "refuse", each) for each in question.not_refused)


def heard_words(heard: Heard) -> str:
    """A need and where it comes from: "Bereavement — heard in ‘my wife died’"."""
    if not heard.words:
        return f"{heard.concept.name} — chosen"
    return f"{heard.concept.name} — heard in ‘{' '.join(heard.words)}’"


def age_words(told: ToldAge) -> str:
    return f"Aged {told.years} — heard in ‘{told.words}’"


def find_concepts(db: Session, question: MatchQuestion) -> list[FoundConcept]:
    """The concepts that may be meant by what was looked for, but for those that were added."""
    if len(question.looked_for) < SHORTEST_SEARCH:
        return []
    found = find_terms_said(db, question.looked_for)
    terms = {each.id: each for each in terms_by_id(db, [each.term_id for each in found]) if is_ours(each)}
    chosen = {*question.needs, *question.added}
    return [
        found_concept(terms[each.term_id], each.phrase)
        for each in found
        if each.term_id in terms and terms[each.term_id].code not in chosen
    ]


def is_ours(term: TaxonomyTerm) -> bool:
    """Whether a term is of our own vocabulary: the matcher knows no other."""
    return term.code is not None and term.taxonomy_id in {taxonomy_id(each) for each in LINK_TYPES}


def found_concept(term: TaxonomyTerm, phrase: str) -> FoundConcept:
    return FoundConcept(
        code=term.code or "",
        name=term.name,
        kind=term.taxonomy.name if term.taxonomy else "",
        said=f"“{phrase}”" if phrase else "",
    )
