"""The team, its groups and clients, in an installation of its own."""

import base64
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.casework_world import add_asking, add_colleague, add_group, add_supported
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.accounts.operations import make_scheme
from directory.accounts.queries import actor_of
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import Attribute, Taxonomy, TaxonomyTerm
from directory.champions.operations import make_domain
from directory.cli import schema
from directory.cli.opening import build_postcodes_if_needed
from directory.config import read_settings
from directory.db import new_id, open_database, transaction, use_database
from directory.security.keystore import KeyStore, use_key_store

GROUPS, ASKING = 10, 40
POSTCODES = Path("instance") / "postcodes.bin"


@dataclass(frozen=True)
class Jobs:
    """How many do what. Of twenty there are twelve coordinators, and two of each other kind."""

    coordinators: int
    managers: int
    champions: int
    groups: int
    residents: int

    @property
    def people(self) -> int:
        return self.coordinators + self.managers + self.champions + self.groups + self.residents


def jobs_for(people: int) -> Jobs:
    """Raises ValueError for fewer than there are kinds of work, and one more to work together with."""
    each = max(1, people // 10)
    if people < 6:
        raise ValueError("at least 6 people are needed")
    return Jobs(people - 4 * each, each, each, each, each)


@dataclass(frozen=True)
class Team:
    """Who signs in with which address, and the references of each coordinator's clients."""

    environment: dict[str, str]
    coordinators: list[str] = field(default_factory=list)
    managers: list[str] = field(default_factory=list)
    champions: list[str] = field(default_factory=list)
    clients: dict[str, list[str]] = field(default_factory=dict)


def environment_of(folder: Path, database_url: str) -> dict[str, str]:
    """The settings of a server in production, but for https and second steps, which nobody here has."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if POSTCODES.exists():
        shutil.copy(POSTCODES, folder / POSTCODES.name)
    return os.environ | {
        "LYNCHPIN_INSTANCE": str(folder),
        "LYNCHPIN_MODE": "production",
        "LYNCHPIN_DATABASE_URL": database_url or f"sqlite:///{folder}/lynchpin.db",
        "LYNCHPIN_KEY_STORE_URL": f"sqlite:///{folder}/keys.db",
        "LYNCHPIN_SECRET_KEY": secrets.token_urlsafe(48),
        "LYNCHPIN_DATA_KEY": f"1:{base64.b64encode(bytes(32)).decode()}",
        "LYNCHPIN_ALLOWED_HOSTS": "127.0.0.1",
        "LYNCHPIN_HTTPS": "no",
        "LYNCHPIN_SECOND_STEP": "none",
        "LYNCHPIN_SEMANTIC": "no",
        "LYNCHPIN_PAGES_PER_MINUTE": "no",
        # Letters are sent from the measuring process, as from cron: the server only has to know that they leave.
        "LYNCHPIN_SMTP_URL": "smtp://127.0.0.1:25",
        "LYNCHPIN_MAIL_FROM": "team@bench.example",
    }


@contextmanager
def opened_team(folder: Path, database_url: str, jobs: Jobs, clients_each: int) -> Iterator[Team]:
    """An installation with a team in it, open in this process as well until the block ends."""
    environment = environment_of(folder, database_url)
    settings = read_settings(environment)
    schema.upgrade(settings.database_url)
    database, store = open_database(settings.database_url), KeyStore(settings.key_store_url, settings.data_keys)
    use_database(database)
    use_key_store(store)
    try:
        build_postcodes_if_needed(settings)
        yield make_team(environment, jobs, clients_each)
    finally:
        use_key_store(None)
        use_database(None)
        store.close()
        database.close()


def make_team(environment: dict[str, str], jobs: Jobs, clients_each: int) -> Team:
    team = Team(environment)
    with transaction() as db:
        scheme = make_scheme(db, "A team", is_default=True)
        db.flush()  # users name it
        for kind, role, number in (
            (team.coordinators, Role.COORDINATOR, jobs.coordinators),
            (team.managers, Role.MANAGER, jobs.managers + 1),
            (team.champions, Role.CHAMPION, jobs.champions + 1),
        ):
            for each in range(number):
                kind.append(f"{role}-{each}@bench.example")
                add_colleague(db, scheme, kind[-1], f"{role.capitalize()} {each}", role)
        for number in range(GROUPS):
            add_group(db, number)
        for number in range(ASKING):
            add_asking(db, scheme, number)
        db.flush()  # a domain names users and services
        add_domain(db, team.champions)
    add_clients(team, clients_each)
    return team


def add_domain(db: Session, champions: Sequence[str]) -> None:
    """One domain that all champions keep together, with every activity in it."""
    taxonomy = Taxonomy(id=new_id(), name="Words", description="Words of a measurement")
    db.add(taxonomy)
    db.flush()  # its term names it
    term = TaxonomyTerm(id=new_id(), taxonomy_id=taxonomy.id, name="Word", description="A word")
    db.add(term)
    db.flush()  # the domain and its listings name it
    first, *deputies = db.scalars(select(User).where(User.email.in_(champions)).order_by(User.email)).all()
    make_domain(db, "Domain", None, first, [term], deputies)
    kind = {"link_entity": "service", "link_type": "service_type", "taxonomy_term_id": term.id}
    db.add_all(Attribute(id=new_id(), link_id=each, **kind) for each in db.scalars(select(Service.id)))


def add_clients(team: Team, clients_each: int) -> None:
    """The clients of each coordinator, as they stand after some weeks."""
    with transaction() as db:
        services = list(db.scalars(select(Service.id).order_by(Service.name)))
    for place, email in enumerate(team.coordinators):
        with transaction() as db:
            actor = actor_of(db, email)
            numbers = range(place * clients_each, (place + 1) * clients_each)
            made = [add_supported(db, actor, number, nth, services) for nth, number in enumerate(numbers)]
            team.clients[email] = [each.reference for each in made]
