"""How fast a champion with 150 services sees their pages, in a catalogue of 20,000.

    python -m benchmarks.champion_page                     on SQLite
    python -m benchmarks.champion_page --database URL      on an empty PostgreSQL

The catalogue is that of the other figures, without vectors. Twenty champions keep a domain of 150 services each; of
theirs one in three is due a check, one in ten has a report, one in twenty a suggested change, and colleagues wait for
answers. A time is that of a whole request, from address to page, in one process: by the clock, and of the processor,
which others on the machine change less.
"""

import argparse
import logging
import os
import platform
import tempfile
import time
import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path

import numpy as np
from flask.testing import FlaskClient
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from benchmarks.confidence import opened
from benchmarks.large_catalogue import many_documents
from benchmarks.listed_catalogue import FILE, write, write_listings, write_terms
from benchmarks.matching import timed
from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.inputs import NewUserInput
from directory.accounts.models import Scheme
from directory.accounts.operations import add_user, make_scheme
from directory.accounts.queries import actor_of
from directory.catalogue.freshness import current_rhythm
from directory.catalogue.history.revisions import suggest_changes
from directory.catalogue.models.field_changes import differences
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import Attribute, Taxonomy, TaxonomyTerm
from directory.catalogue.vocabulary import load_vocabulary
from directory.champions.messages.closing import record_message
from directory.champions.messages.inputs import MessageInput
from directory.champions.messages.models import About
from directory.champions.models import GapReason
from directory.champions.operations import make_domain
from directory.champions.questions.asking import ask_question
from directory.champions.questions.inputs import QuestionInput
from directory.cli.bench_files import read_documents, read_own_vocabulary
from directory.cli.serving import set_apart_what_stays
from directory.db import new_id, transaction
from directory.search.documents import SearchDocument
from directory.web.request_log import set_up_logging

SERVICES, CHAMPIONS, KEPT = 20_000, 20, 150
DUE, REPORTED, SUGGESTED, ASKED = 3, 10, 20, 5
WARMING, ROUNDS = 5, 60
MOST_MS = 60.0
PASSWORD = "nine brown hares leap"  # noqa: S105 - of a database that is thrown away
PAGES = {"the first page": "/staff/", "the page of their domain": "/staff/listings/domain-0"}


def main() -> None:
    """Print the figures, and whether they are what was promised."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--services", type=int, default=SERVICES, help="how many services the catalogue has")
    parser.add_argument("--database", default="", help="the address of an empty PostgreSQL database")
    chosen = parser.parse_args()
    if not FILE.exists():
        print(f"champion_page: left out, no {FILE} (set LYNCHPIN_SHARED)")
        return
    set_up_logging(as_json=False, least=logging.WARNING)
    with (
        tempfile.TemporaryDirectory(prefix="lynchpin-champion-") as place,
        opened(Path(place), chosen.database) as app,
    ):
        seconds, _ = timed(lambda: fill(chosen.services))
        if chosen.database:
            # As PostgreSQL does by itself within minutes: until then it knows nothing of what it holds.
            with transaction() as db:
                db.execute(text("ANALYZE"))
        kind = "PostgreSQL" if chosen.database else "SQLite"
        machine = f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, {kind}"
        print(f"{machine}, load {os.getloadavg()[0]:.1f}; {chosen.services:,} services made in {seconds:.0f} s")
        # As `lynchpin serve` does before the first person asks.
        set_apart_what_stays()
        measure(app.test_client())


def measure(browser: FlaskClient) -> None:
    answer = browser.post("/staff/sign-in", data={"email": email_of(0), "password": PASSWORD})
    assert answer.location == "/staff/", answer.text
    for name, address in PAGES.items():
        taken = [milliseconds(browser, address) for _ in range(WARMING + ROUNDS)][WARMING:]
        waited, worked = zip(*taken, strict=True)
        p50, p95 = np.percentile(waited, (50, 95))
        said = "as promised" if p50 <= MOST_MS else f"more than the {MOST_MS:.0f} ms promised"
        own = f"our processor p50 {np.median(worked):6.1f} ms"
        print(f"{name:26s} p50 {p50:6.1f} ms  p95 {p95:6.1f} ms  {own}  {said}", flush=True)


def milliseconds(browser: FlaskClient, address: str) -> tuple[float, float]:
    """How long a page takes by the clock, and of the processor, without what a database server takes of it."""
    before = time.perf_counter(), time.process_time()
    answer = browser.get(address)
    after = time.perf_counter(), time.process_time()
    assert answer.status_code == 200
    return (after[0] - before[0]) * 1_000, (after[1] - before[1]) * 1_000


def email_of(number: int) -> str:
    return f"champion-{number}@bench.example"


def fill(services: int) -> None:
    """The catalogue, the domains, and what waits in them."""
    with transaction() as db:
        load_vocabulary(db)
    with transaction() as db:
        write_terms(db, read_documents(FILE))
        write_listings(db, documents(services))
        scheme = make_scheme(db, "A team")
        db.flush()  # users name it
        kept = iter(db.scalars(select(Service.id).order_by(Service.id).limit(CHAMPIONS * KEPT)).all())
        for number in range(CHAMPIONS):
            add_champion(db, scheme, number, list(islice(kept, KEPT)))


def documents(services: int) -> Iterator[SearchDocument]:
    originals = read_documents(FILE)
    nowhere = {each.content_hash: np.zeros(8, np.float32) for each in originals}
    return (document for document, _ in many_documents(originals, nowhere, services, read_own_vocabulary()))


def add_champion(db: Session, scheme: Scheme, number: int, kept: Sequence[uuid.UUID]) -> None:
    """A champion, their domain, and how it stands."""
    user = add_user(db, scheme, NewUserInput(email_of(number), f"Champion {number}", PASSWORD, (Role.CHAMPION,)))
    term = add_term(db, number)
    make_domain(db, f"Domain {number}", None, user, [term])
    rows = [
        {
            "id": new_id(),
            "link_id": each,
            "link_entity": "service",
            "link_type": "service_type",
            "taxonomy_term_id": term.id,
        }
        for each in kept
    ]
    write(db, {Attribute: rows})
    due = clock.today() - current_rhythm().due_after
    for place, each in enumerate(kept):
        checked_on = due - timedelta(days=place) if place % DUE == 0 else clock.today() - timedelta(days=place)
        db.execute(update(Service).where(Service.id == each).values(assured_date=checked_on))
    say_things(db, actor_of(db, user.email), term, kept)


def add_term(db: Session, number: int) -> TaxonomyTerm:
    taxonomy = Taxonomy(id=new_id(), name=f"Words {number}", description="Words of a measurement")
    db.add(taxonomy)
    db.flush()  # its term names it
    term = TaxonomyTerm(id=new_id(), taxonomy_id=taxonomy.id, name=f"Word {number}", description="A word")
    db.add(term)
    db.flush()  # a domain and its listings name it
    return term


def say_things(db: Session, actor: Actor, term: TaxonomyTerm, kept: Sequence[uuid.UUID]) -> None:
    """Reports, suggested changes and questions, as they gather in a busy month."""
    services = {each.id: each for each in db.scalars(select(Service).where(Service.id.in_(kept)))}
    for place, each in enumerate(kept):
        if place % REPORTED == 0:
            told = MessageInput(str(new_id()), About.CLOSED, words="The door was shut", email="", phone="")
            record_message(db, services[each], str(new_id()), told)
        if place % SUGGESTED == 0:
            suggest_changes(db, actor, services[each], differences(services[each], {"fees": "£2"}), None)
    for number in range(ASKED):
        ask_question(db, actor, [term], QuestionInput(f"LS{number}", missing=GapReason.NOTHING_NEAR))


if __name__ == "__main__":
    main()
