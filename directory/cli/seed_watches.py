"""What the staff of the fictional town watch."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from directory.accounts.models import User
from directory.accounts.queries import actor_of
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.catalogue.vocabulary import term_id
from directory.champions.digest.watching import watch_area, watch_term
from directory.cli.town import Town


def load_watches(db: Session, town: Town, staff: Mapping[str, User]) -> None:
    for row in town.people()["watch"]:
        actor = actor_of(db, staff[row["staff"]].email)
        if "term" in row:
            watch_term(db, actor, db.get_one(TaxonomyTerm, term_id(row["term"])))
        else:
            watch_area(db, actor, row["area"])
