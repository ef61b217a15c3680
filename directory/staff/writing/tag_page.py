"""What the page on which an activity is tagged shows: the tags it has, what may fit, and what is found."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.catalogue.term_queries import terms_by_code, terms_by_id, terms_of
from directory.catalogue.texts import readable
from directory.matching.asked import Heard
from directory.matching.current import current_matcher_keeper
from directory.search.terms import find_terms_said
from directory.staff.writing.choosing import SHORTEST_SEARCH, Choosing
from directory.staff.writing.parts import PartForm, PartPage, as_written
from directory.web.words import counted

MOST_SUGGESTED = 8


@dataclass(frozen=True)
class TagLine:
    """A term: what kind of word it is, and the words that led to it."""

    id: str
    name: str
    kind: str
    why: str = ""


@dataclass(frozen=True)
class TagsPage:
    """The page of the tags. `said` tells what was just done or found, `usual` what is good to say of any activity."""

    part: PartPage[PartForm]
    look_href: str
    asked: str
    said: str
    chosen: tuple[TagLine, ...]
    removed: tuple[TagLine, ...]
    suggested: tuple[TagLine, ...]
    found: tuple[TagLine, ...]
    usual: tuple[TagLine, ...]


def build_tags_page(db: Session, part: PartPage[PartForm], service: Service, tagging: Choosing) -> TagsPage:
    """The page of the tags as they are chosen so far."""
    removed = tagging.taken_out
    shown = {*tagging.chosen, *removed}
    found = found_lines(db, tagging.asked, shown)
    return TagsPage(
        part=part,
        look_href=url_for("staff.look_for_tags", service_id=service.id),
        asked=tagging.asked,
        said=said_words(db, tagging, len(found)),
        chosen=tuple(tag_line(each) for each in terms_by_id(db, tagging.chosen)),
        removed=tuple(tag_line(each) for each in terms_by_id(db, removed)),
        suggested=tuple(suggested_lines(db, service, shown)),
        found=tuple(found),
        usual=tuple(usual_lines(db, {*map(str, shown), *(each.id for each in found)})),
    )


def tag_line(term: TaxonomyTerm, why: str = "") -> TagLine:
    return TagLine(str(term.id), term.name, term.taxonomy.name if term.taxonomy else "", why)


def suggested_lines(db: Session, service: Service, shown: Iterable[uuid.UUID]) -> list[TagLine]:
    """What the words of a listing speak of, each with those words. Needs of danger are never suggested."""
    words = as_written(db, service, ("name", "description"))
    text = ". ".join(filter(None, (words["name"], readable(words["description"]))))
    heard = [each for each in current_matcher_keeper().matcher(db).hear(text) if not each.concept.urgent]
    terms = {each.code: each for each in terms_by_code(db, [each.concept.code for each in heard])}
    return [
        tag_line(terms[each.concept.code], heard_words(each))
        for each in heard
        if each.concept.code in terms and terms[each.concept.code].id not in shown
    ][:MOST_SUGGESTED]


def usual_lines(db: Session, shown: Collection[str]) -> list[TagLine]:
    """How it may be run: what decides whether somebody comes, and is not in the words of most listings."""
    return [tag_line(each) for each in terms_of(db, "arrangements") if str(each.id) not in shown]


def heard_words(heard: Heard) -> str:
    return f"“{' '.join(heard.words)}”" if heard.words else ""


def found_lines(db: Session, asked: str, shown: Iterable[uuid.UUID]) -> list[TagLine]:
    """The terms that may be meant by what is typed, each with what people say where it is not its name."""
    if len(asked) < SHORTEST_SEARCH:
        return []
    found = [each for each in find_terms_said(db, asked) if each.term_id not in shown]
    terms = {each.id: each for each in terms_by_id(db, [each.term_id for each in found])}
    return [tag_line(terms[each.term_id], f"“{each.phrase}”" if each.phrase else "") for each in found]


def said_words(db: Session, tagging: Choosing, found: int) -> str:
    """What was just done or found, in a sentence."""
    names = {
        each.id: each.name for each in terms_by_id(db, [each for each in (tagging.added, tagging.removed) if each])
    }
    if tagging.added in names:
        return f"{names[tagging.added]} is added."
    if tagging.removed in names:
        return f"{names[tagging.removed]} is taken out."
    if len(tagging.asked) < SHORTEST_SEARCH:
        return ""
    if not found:
        return f"No other tag found for “{tagging.asked}”. Try another word."
    return f"{counted(found, 'tag')} found for “{tagging.asked}”."
