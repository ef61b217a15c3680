"""A nightly round that is really killed, at every step of it, and run again: nobody gets a second letter, and no letter
is lost.
"""

import signal
import subprocess
import sys
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.catalogue.history.revisions import record_revision
from directory.catalogue.models.revisions import RevisionKind
from directory.champions.digest.watching import watch_area
from directory.champions.findings.models import Finding, FindingKind, FindingState
from directory.db import transaction
from directory.jobs.findings import look_through
from directory.jobs.verifying import verify_listings
from directory.jobs.weekly_letters import write_weekly_letters
from directory.outbox import OutboxMessage
from tests.conftest import ROOT
from tests.factories.accounts import make_actor, make_user
from tests.factories.asking import make_referral_in
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.findings import make_finding
from tests.factories.links import sent_letters
from tests.factories.questions import make_question
from tests.factories.verifying import make_due
from tests.jobs.killed_round import ENDED, MOMENTS

pytestmark = pytest.mark.slow
GROUPS = 5
READERS = 3


@pytest.fixture
def round_until(own_url, key_store):
    """`round_until(step, moment)` runs a round that is killed then; says how its process ended."""

    def run(step: int, moment: str, name: str = "checks") -> int:
        words = ["-m", "tests.jobs.killed_round", name, own_url, key_store.url, str(step), moment]
        return subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, check=False).returncode

    return run


def make_world() -> list[str]:
    """Groups with one or two listings that are due, one without an address, and a champion; to whom letters go."""
    with transaction() as db:
        term, champion = make_term(db), make_user(db, Role.CHAMPION)
        make_walking_domain(db, [term], champion)
        for number in range(GROUPS):
            for each in range(1 + number % 2):
                make_due(db, f"Walk {number} {each}", address=f"walk{number}@becklane.example", terms=[term])
        make_due(db, "Nobody's", address=None, terms=[term])
    return sorted([champion.email, *(f"walk{number}@becklane.example" for number in range(GROUPS))])


@pytest.mark.parametrize("moment", MOMENTS[1:])
def test_night_after_night_killed_a_step_later_everybody_gets_one_letter(own_database, round_until, moment):
    everybody = make_world()
    endings = []
    for step in count():
        endings.append(round_until(step, moment))
        if endings[-1] == ENDED:
            break

    verify_listings(can_write=True)

    assert endings[:-1] == [-signal.SIGKILL] * (len(endings) - 1)
    assert len(endings) > 3
    assert sorted(each["To"] for each in sent_letters()) == everybody


@pytest.mark.parametrize("step", [1, 4])
def test_killed_at_any_step_and_run_again_everybody_gets_one_letter(own_database, round_until, step):
    everybody = make_world()
    assert round_until(step, MOMENTS[0]) == -signal.SIGKILL
    before = [each["To"] for each in sent_letters()]

    assert round_until(1_000, "kept") == ENDED

    assert sorted(before + [each["To"] for each in sent_letters()]) == everybody


@pytest.mark.parametrize("moment", MOMENTS)
def test_weekly_letters_killed_at_each_step_everybody_gets_one(own_database, round_until, moment):
    with transaction() as db:
        readers = [make_actor(db) for _ in range(READERS)]
        for reader in readers:
            watch_area(db, reader, "LS11")
        revision = record_revision(db, "service", make_service(db).id, kind=RevisionKind.ADDED)
        revision.decided_at = clock.now() - timedelta(hours=3)
        everybody = sorted(db.get_one(User, each.user_id).email for each in readers)
    endings = [round_until(step, moment, "letters") for step in range(4)]

    write_weekly_letters(0)

    assert -signal.SIGKILL in endings
    with transaction() as db:
        letters = db.scalars(select(OutboxMessage)).all()
        assert sorted(each.address for each in letters) == everybody


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_look_by_machine_killed_at_each_step_finds_everything_once(own_database, round_until, moment):
    with transaction() as db:
        services = [make_service(db, f"Walk {number}", email="nobody") for number in range(5)]
        right = make_finding(db, services[0], kind=FindingKind.EMAIL, field="email", about="somebody")
        ids = {each.id for each in services}
    endings = [round_until(step, moment, "machine") for step in range(5)]

    look_through()

    assert -signal.SIGKILL in endings
    with transaction() as db:
        kept = db.scalars(select(Finding)).all()
        found = [each for each in kept if each.state == FindingState.OPEN]
        assert sorted(each.record_id for each in found) == sorted(ids)
        assert {each.times for each in found} == {1}
        assert [each.id for each in kept if each.state == FindingState.PUT_RIGHT] == [right.id]


@pytest.mark.parametrize("moment", MOMENTS[1:])
def test_managers_hear_once_of_who_waits_however_often_the_round_is_killed(own_database, round_until, moment):
    with transaction() as db:
        managers = [make_waiting(db) for _ in range(2)]
    endings = []
    for step in count():
        endings.append(round_until(step, moment, "people"))
        if endings[-1] == ENDED:
            break

    assert endings[:-1] == [-signal.SIGKILL] * (len(endings) - 1)
    assert len(endings) > 2
    assert sorted(each["To"] for each in sent_letters()) == sorted(managers)


@pytest.mark.parametrize("moment", MOMENTS[1:])
def test_questions_are_passed_on_once_however_often_the_round_is_killed(own_database, round_until, moment):
    with transaction() as db:
        editor, term = make_user(db, Role.EDITOR), make_term(db)
        asked = [make_question(db, make_actor(db), [term]) for _ in range(5)]
        for each in asked:
            each.waits_since -= timedelta(days=21)
        everything = sorted(str(each.id) for each in asked)
    endings = []
    for step in count():
        endings.append(round_until(step, moment, "questions"))
        if endings[-1] == ENDED:
            break

    assert endings[:-1] == [-signal.SIGKILL] * (len(endings) - 1)
    assert len(endings) > 2
    with transaction() as db:
        letters = [each for each in db.scalars(select(OutboxMessage)) if each.address == editor.email]
        passed_on = [each for each in letters if each.subject == "A question waits for an answer"]
        assert sorted(each.dedupe_key.split(":")[1] for each in passed_on) == everything


def make_waiting(db) -> str:
    """A team with somebody who has waited for a month, and the address of its manager."""
    coordinator = make_actor(db)
    manager = make_user(db, Role.MANAGER, scheme=db.get_one(Scheme, coordinator.scheme_id))
    make_referral_in(db, coordinator).made_at -= timedelta(days=30)
    return manager.email
