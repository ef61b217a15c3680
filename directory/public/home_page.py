"""What the home page shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.catalogue.queries import count_services, list_terms
from directory.catalogue.vocabulary import taxonomy_id

# The groups of the vocabulary offered first, in this order. There are more; these are what most people ask for.
FIRST_GROUPS = (
    "company",
    "outdoors",
    "arts",
    "music",
    "gentle",
    "sport",
    "nature",
    "food",
    "games",
    "learning",
    "making",
    "advice",
)


@dataclass(frozen=True)
class Group:
    """A kind of activity to look for."""

    name: str
    href: str


@dataclass(frozen=True)
class HomePage:
    """How many activities are listed, and groups of them to choose from."""

    activities: int
    groups: tuple[Group, ...]


def build_home_page(db: Session) -> HomePage:
    """The home page for the catalogue as it is now."""
    terms = list_terms(db, taxonomy_id("interests"))
    return HomePage(activities=count_services(db), groups=groups_among(terms))


def groups_among(terms: Sequence[TaxonomyTerm]) -> tuple[Group, ...]:
    """The first groups that the vocabulary has here."""
    names = {term.code: term.name for term in terms if term.parent_id is None}
    known = [names[code] for code in FIRST_GROUPS if code in names]
    return tuple(Group(name, url_for("public.search", q=name)) for name in known)
