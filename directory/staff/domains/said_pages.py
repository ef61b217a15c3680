"""What the pages show of what people say when they mean a term."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from directory.catalogue.models.taxonomies import TaxonomyTerm, TermPhrase
from directory.champions.models import ChampionDomain
from directory.champions.saying.phrases import said_phrases
from directory.champions.saying.trying import HeardWords
from directory.clock import UK
from directory.matching.vocabulary import read_out
from directory.web.words import uk_short_date

# Of so many words of which any will do are all shown.
MOST_ALTERNATIVES = 3


@dataclass(frozen=True)
class SaidRow:
    """A term of a domain, how many phrases lead there, and the first few of them."""

    name: str
    href: str
    count: int
    some: str
    is_urgent: bool


@dataclass(frozen=True)
class SaidPage:
    """The terms of a domain that are listened for."""

    domain_name: str
    domain_href: str
    rows: Sequence[SaidRow]


@dataclass(frozen=True)
class PhraseLine:
    """A phrase on the page of its term, and where its button leads."""

    words: str
    href: str
    when: str = ""


@dataclass(frozen=True)
class Tried:
    """What was heard in a sentence with a phrase, and whether the phrase was."""

    phrase: str
    heard: Sequence[HeardWords]

    @property
    def is_new(self) -> bool:
        return any(each.is_new for each in self.heard)


@dataclass(frozen=True)
class SaidTermPage:
    """The phrases that lead to a term, and those that were taken out."""

    name: str
    description: str
    is_urgent: bool
    back_href: str
    add_href: str
    try_href: str
    phrases: Sequence[PhraseLine]
    taken_out: Sequence[PhraseLine]
    tried: Tried | None


def build_said_page(domain: ChampionDomain, terms: Sequence[TaxonomyTerm]) -> SaidPage:
    return SaidPage(
        domain_name=domain.name,
        domain_href=url_for("staff.show_domain", slug=domain.slug),
        rows=[said_row(domain, each) for each in terms],
    )


def said_row(domain: ChampionDomain, term: TaxonomyTerm) -> SaidRow:
    heard = [each.phrase for each in said_phrases(term) if each.taken_out_at is None]
    return SaidRow(
        name=term.name,
        href=url_for("staff.show_said_of_term", slug=domain.slug, term_id=term.id),
        count=len(heard),
        some=", ".join(f"“{read_out(each)}”" for each in heard[:3]),
        is_urgent=term.is_urgent,
    )


def build_term_page(domain: ChampionDomain, term: TaxonomyTerm, tried: Tried | None = None) -> SaidTermPage:
    here: dict[str, Any] = {"slug": domain.slug, "term_id": term.id}
    said = said_phrases(term)
    return SaidTermPage(
        name=term.name,
        description=term.description,
        is_urgent=term.is_urgent,
        back_href=url_for("staff.show_said", slug=domain.slug),
        add_href=url_for("staff.add_phrase", **here),
        try_href=url_for("staff.try_phrase", **here),
        phrases=[phrase_line(each, "staff.take_out_phrase", here) for each in said if each.taken_out_at is None],
        taken_out=[phrase_line(each, "staff.put_back_phrase", here) for each in said if each.taken_out_at],
        tried=tried,
    )


def phrase_line(phrase: TermPhrase, endpoint: str, here: dict[str, Any]) -> PhraseLine:
    day = phrase.taken_out_at
    return PhraseLine(
        words=shown_words(phrase.phrase),
        href=url_for(endpoint, phrase_id=phrase.id, **here),
        when=uk_short_date(day.astimezone(UK).date()) if day else "",
    )


def shown_words(phrase: str) -> str:
    """A phrase with the first few of the words of which any will do: "he/she/they/… hits me"."""
    return " ".join(shown_place(place.split("/")) for place in phrase.split())


def shown_place(alternatives: Sequence[str]) -> str:
    more = ["…"] if len(alternatives) > MOST_ALTERNATIVES else []
    return "/".join([*alternatives[:MOST_ALTERNATIVES], *more])
