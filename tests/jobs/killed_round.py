"""A nightly round in a process of its own, which is killed at a step: run by the test of just that.

`python -m tests.jobs.killed_round DATABASE KEYS STEP MOMENT` kills itself at its STEPth transaction, as it begins, with
everything in it written but not kept, or as soon as it is kept. A process that comes so far as to end says so with 3.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from directory import db
from directory.config import read_data_keys
from directory.jobs import verifying
from directory.security.keystore import KeyStore, use_key_store
from tests.conftest import DATA_KEY

MOMENTS = ("begun", "written", "kept")
ENDED = 3


def killed_at(step: int, moment: str) -> None:
    """Have every step of the round ask whether it is the one at which all ends."""
    steps = iter(range(1_000))
    plain = verifying.transaction

    @contextmanager
    def mortal() -> Iterator[Session]:
        is_it = next(steps) == step
        die_if(is_it and moment == "begun")
        with plain() as session:
            yield session
            session.flush()
            die_if(is_it and moment == "written")
        die_if(is_it and moment == "kept")

    verifying.transaction = mortal


def die_if(is_it: bool) -> None:
    if is_it:
        os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    url, keys, step, moment = sys.argv[1:]
    db.use_database(db.open_database(url))
    use_key_store(KeyStore(keys, read_data_keys(DATA_KEY)))
    verifying.GROUPS_AT_ONCE, verifying.LISTINGS_AT_ONCE = 2, 3
    killed_at(int(step), moment)
    verifying.verify_listings(can_write=True)
    sys.exit(ENDED)


if __name__ == "__main__":
    main()
