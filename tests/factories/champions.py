"""Champion domains for tests."""

from directory.accounts.models import User
from directory.champions.models import ChampionDomain
from directory.champions.operations import make_domain
from tests.factories.accounts import new_word


def make_walking_domain(db, terms, champion: User | None = None, name: str | None = None) -> ChampionDomain:
    """A domain that covers these terms, with a champion if one is given."""
    domain = make_domain(db, name or f"Walking {new_word()}", "Feet and paths", champion, terms)
    db.flush()
    return domain
