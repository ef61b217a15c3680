"""How long the nightly run that keeps listings checked takes, at its worst: every listing is due in the same night.

So many services of a third as many groups, one in ten without an address, in twenty domains. The whole command
(`lynchpin checks run`) is run as a process of its own, on the first night, once more at once, on an ordinary night a
week later, and eight weeks after the first, when champions are told of everything that nobody answered for.

    python -m benchmarks.checks --services 5000             fewer listings
    python -m benchmarks.checks --only sqlite               one of the two databases
    python -m benchmarks.checks --profile                   where the time of the first night goes
"""

import argparse
import cProfile
import os
import platform
import pstats
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

SERVICES = 20_000
MOST_SECONDS = 60.0
GROUPS_EACH, DOMAINS, WITHOUT_ADDRESS = 3, 20, 10
COMMAND = "from directory.cli.main import run; run()"


def fill(services: int) -> None:
    """Write groups, listings that all are due, and who keeps them, into the database in use."""
    from sqlalchemy import insert

    from directory.accounts.actor import Role
    from directory.catalogue.freshness import Rhythm
    from directory.catalogue.models.organizations import Organization
    from directory.catalogue.models.services import Service
    from directory.catalogue.models.taxonomies import Attribute
    from directory.clock import today
    from directory.db import new_id, transaction
    from tests.factories.accounts import make_user
    from tests.factories.catalogue import make_term
    from tests.factories.champions import make_walking_domain

    with transaction() as db:
        terms = [make_term(db, f"Term {number}") for number in range(DOMAINS)]
        for number, term in enumerate(terms):
            make_walking_domain(db, [term], make_user(db, Role.CHAMPION), f"Domain {number}")
        groups = [
            {
                "id": new_id(),
                "name": f"Group {number}",
                "email": None if number % WITHOUT_ADDRESS == 0 else f"group{number}@becklane.example",
            }
            for number in range(services // GROUPS_EACH)
        ]
        due_on = today() - Rhythm().due_after
        listings: list[dict[str, Any]] = [
            {
                "id": new_id(),
                "name": f"Activity {number}",
                "description": "Tea, talk and a walk by the beck.",
                "organization_id": groups[number % len(groups)]["id"],
                "assured_date": due_on,
            }
            for number in range(services)
        ]
        tags = [
            {
                "id": uuid.uuid4(),
                "link_id": each["id"],
                "link_entity": "service",
                "link_type": "service_type",
                "taxonomy_term_id": terms[number % DOMAINS].id,
            }
            for number, each in enumerate(listings)
        ]
        for model, rows in ((Organization, groups), (Service, listings), (Attribute, tags)):
            db.execute(insert(model), rows)


def let_weeks_pass(weeks: int) -> None:
    """Have everything that was written down be so much older."""
    from sqlalchemy import select, update

    from directory.champions.verification.models import Verification, VerificationLetter
    from directory.db import transaction

    back = timedelta(weeks=weeks)
    with transaction() as db:
        for letter_id, made_at in db.execute(select(VerificationLetter.id, VerificationLetter.made_at)).all():
            made = update(VerificationLetter).where(VerificationLetter.id == letter_id)
            db.execute(made.values(made_at=made_at - back))
        for began_on, asked_on in db.execute(select(Verification.began_on, Verification.asked_on).distinct()).all():
            same = Verification.asked_on == asked_on if asked_on else Verification.asked_on.is_(None)
            asked = {"asked_on": asked_on - back} if asked_on else {}
            both = update(Verification).where(Verification.began_on == began_on, same)
            db.execute(both.values(began_on=began_on - back, **asked))


def run_command(environment: dict[str, str]) -> tuple[float, str]:
    """The seconds of a whole run, and what it says."""
    began, used = time.perf_counter(), processor_seconds()
    words = [sys.executable, "-c", COMMAND, "checks", "run", "--json"]
    done = subprocess.run(words, env={**os.environ, **environment}, check=True, capture_output=True, text=True)
    spent = f"{processor_seconds() - used:.1f} s of a processor"
    return time.perf_counter() - began, f"{spent}; {done.stdout.strip()}"


def processor_seconds() -> float:
    """What the commands run so far have used of a processor, without what a database server does for them."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@contextmanager
def filled(url: str, folder: Path, services: int) -> Iterator[dict[str, str]]:
    """A database full of listings that are due, in use, and the settings of commands that run on it."""
    from directory import db
    from directory.cli import schema
    from directory.config import make_data_key, read_data_keys
    from directory.security.keystore import KeyStore, use_key_store

    schema.upgrade(url)
    key = make_data_key()
    keys = f"sqlite:///{folder}/keys.db"
    database, store = db.open_database(url), KeyStore(keys, read_data_keys(key))
    db.use_database(database)
    use_key_store(store)
    fill(services)
    yield {
        "LYNCHPIN_INSTANCE": str(folder),
        "LYNCHPIN_DATABASE_URL": url,
        "LYNCHPIN_KEY_STORE_URL": keys,
        "LYNCHPIN_DATA_KEY": key,
        "LYNCHPIN_SECRET_KEY": "s" * 32,
        "LYNCHPIN_ALLOWED_HOSTS": "directory.example.org",
        "LYNCHPIN_SMTP_URL": "smtp://localhost",
        "LYNCHPIN_MAIL_FROM": "team@example.org",
        "LYNCHPIN_SEMANTIC": "no",
    }
    store.close()
    database.close()


def measure(url: str, folder: Path, services: int) -> bool:
    """Print how long the nights take on a database, and say whether each is as short as promised."""
    print(f"{url.split(':')[0].split('+')[0]}, {services:,} services", flush=True)
    slowest = 0.0
    with filled(url, folder, services) as environment:
        for name, weeks in (("first night", 0), ("again at once", 0), ("a week later", 1), ("eight weeks later", 7)):
            let_weeks_pass(weeks)
            seconds, said = run_command(environment)
            slowest = max(slowest, seconds)
            print(f"  {name:20s} {seconds:5.1f} s, load {os.getloadavg()[0]:.1f}: {said}", flush=True)
    return slowest <= MOST_SECONDS


def profile(url: str, folder: Path, services: int) -> bool:
    """Print where the time of the first night goes."""
    from directory.jobs.verifying import verify_listings

    with filled(url, folder, services):
        watched = cProfile.Profile()
        watched.runcall(verify_listings, can_write=True)
    pstats.Stats(watched).sort_stats("cumulative").print_stats(60)
    return True


Measure = Callable[[str, Path, int], bool]


def on_sqlite(measured: Measure, folder: Path, services: int) -> bool:
    return measured(f"sqlite:///{folder}/checks.db", folder, services)


def on_postgresql(measured: Measure, folder: Path, services: int) -> bool:
    from tests.plugins.postgresql import newest_server, running_postgresql

    programs = newest_server()
    if programs is None:
        print("postgresql: left out, no server is installed")
        return True
    with running_postgresql(programs) as url:
        return measured(url, folder, services)


DATABASES = {"sqlite": on_sqlite, "postgresql": on_postgresql}


def main() -> None:
    """Print the figures, and whether they are what was promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=SERVICES, help="how many services are due")
    parser.add_argument("--only", choices=DATABASES, help="one database instead of both")
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    chosen = parser.parse_args()
    print(f"{platform.platform()}, {os.cpu_count()} cores; Python {sys.version.split()[0]}")
    good = True
    for name in [chosen.only] if chosen.only else DATABASES:
        with tempfile.TemporaryDirectory(prefix="lynchpin-bench-") as folder:
            good &= DATABASES[name](profile if chosen.profile else measure, Path(folder), chosen.services)
    print("as promised" if good else "worse than promised")


if __name__ == "__main__":
    main()
