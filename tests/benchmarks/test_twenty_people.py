"""People work at once on real servers: all they wrote is there, and what is taken away afterwards is missed."""

import random

import pytest
from sqlalchemy import delete

from benchmarks.casework_world import PASSWORD
from benchmarks.page_load import Balancer
from benchmarks.serving import running_servers
from benchmarks.twenty_people.coordinating import write_note
from benchmarks.twenty_people.kept import look_at_all
from benchmarks.twenty_people.ledger import Ledger
from benchmarks.twenty_people.person import Person
from benchmarks.twenty_people.post import running_post
from benchmarks.twenty_people.team import jobs_for, opened_team
from benchmarks.twenty_people.work import keep_all_working
from directory.casework.record.models import ClientNote
from directory.db import reading, transaction
from directory.security.keystore import use_key_store

pytestmark = pytest.mark.slow
PEOPLE, MINUTES, PAUSE_SECONDS, CLIENTS_EACH = 8, 0.2, 0.2, 2


@pytest.fixture(autouse=True)
def _own_key_store_again(key_store):
    """The installation has a key store of its own; the tests that follow want theirs."""
    yield
    use_key_store(key_store)


def write_down_one(team, ports, ledger) -> None:
    """A note by the first coordinator, so that there is one whatever else is done in the time."""
    person = Person("somebody", Balancer(ports), ledger, random.Random(1))  # noqa: S311 - no secret
    person.sign_in(team.coordinators[0], PASSWORD)
    person.references = team.clients[team.coordinators[0]]
    write_note(person)
    person.close()


def look(ledger) -> list[str]:
    with reading() as db:
        return [each.what for each in look_at_all(db, ledger.writes) if each.wrong]


def test_all_that_people_wrote_at_once_is_there_and_a_loss_is_missed(tmp_path, empty_url):
    jobs, ledger = jobs_for(PEOPLE), Ledger()

    with opened_team(tmp_path, empty_url, jobs, CLIENTS_EACH) as team:
        with running_servers(2, team.environment, tmp_path) as servers, running_post() as post:
            ports = [each.port for each in servers]
            write_down_one(team, ports, ledger)
            keep_all_working(team, jobs, ports, post, ledger, MINUTES, PAUSE_SECONDS)
        before = look(ledger)
        with transaction() as db:
            db.execute(delete(ClientNote))
        after = look(ledger)

    # A machine that does much else may have somebody wait too long, which is told; nothing is to break.
    assert [each for each in ledger.problems if ": 500" in each] == []
    assert (before, after) == ([], ["note: written once"])
