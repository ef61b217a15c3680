"""A nightly round in a process of its own, which is killed at a step: run by the tests of just that.

`python -m tests.jobs.killed_round ROUND DATABASE KEYS STEP MOMENT` kills itself at its STEPth transaction, as it
begins, with everything in it written but not kept, or as soon as it is kept. A process that comes so far as to end says
so with 3.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

from sqlalchemy.orm import Session

from directory import db
from directory.config import read_data_keys
from directory.jobs import findings, questions, reminding, verifying, weekly_letters
from directory.security.keystore import KeyStore, use_key_store
from tests.conftest import DATA_KEY

MOMENTS = ("begun", "written", "kept")
ENDED = 3


def check_listings() -> None:
    verifying.GROUPS_AT_ONCE, verifying.LISTINGS_AT_ONCE = 2, 3
    verifying.verify_listings(can_write=True)


def write_letters() -> None:
    weekly_letters.READERS_AT_ONCE = 2
    weekly_letters.write_weekly_letters(0)


def look_by_machine() -> None:
    findings.KEPT_AT_ONCE = 2
    findings.look_through()


def remind_colleagues() -> None:
    # Whatever day the test runs on, somebody is at work.
    reminding.is_working_day = lambda *_: True
    reminding.remind_of_people()


def pass_on_what_waits() -> None:
    questions.AT_ONCE = 2
    questions.pass_on_questions(5)


ROUNDS: dict[str, tuple[ModuleType, Callable[[], None]]] = {
    "checks": (verifying, check_listings),
    "letters": (weekly_letters, write_letters),
    "people": (reminding, remind_colleagues),
    "questions": (questions, pass_on_what_waits),
    "machine": (findings, look_by_machine),
}


def killed_at(module: ModuleType, step: int, moment: str) -> None:
    """Have every step of the round ask whether it is the one at which all ends."""
    steps = iter(range(1_000))
    plain = module.transaction

    @contextmanager
    def mortal() -> Iterator[Session]:
        is_it = next(steps) == step
        die_if(is_it and moment == "begun")
        with plain() as session:
            yield session
            session.flush()
            die_if(is_it and moment == "written")
        die_if(is_it and moment == "kept")

    module.transaction = mortal


def die_if(is_it: bool) -> None:
    if is_it:
        os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    name, url, keys, step, moment = sys.argv[1:]
    db.use_database(db.open_database(url))
    use_key_store(KeyStore(keys, read_data_keys(DATA_KEY)))
    module, run_round = ROUNDS[name]
    killed_at(module, int(step), moment)
    run_round()
    sys.exit(ENDED)


if __name__ == "__main__":
    main()
