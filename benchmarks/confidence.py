"""What keeping confidences costs: signing in beyond the hash of the password, opening a caseload of 200 clients, and
finding one of 5,000 by name.

Run: python -m benchmarks.confidence. Signing in is the two requests of password and code, as a browser sends them, less
the time that argon2 takes. The caseload is the page of clients, with sealed texts and with the same texts lying open in
memory in their place, turn by turn. A temporary SQLite file, times of the processor.
"""

import logging
import os
import platform
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyotp
from flask import Flask
from flask.testing import FlaskClient

from directory import clock
from directory.accounts import operations, passwords
from directory.accounts.actor import Actor, Role
from directory.accounts.inputs import NewUserInput
from directory.accounts.models import AuthenticatorApp
from directory.accounts.operations import add_user, make_scheme
from directory.accounts.queries import actor_of
from directory.accounts.second_step import set_up_app
from directory.app import create_app
from directory.casework.inputs import NewClientInput
from directory.casework.operations import take_on_client
from directory.cli import schema
from directory.config import Mode, Settings, make_data_key, read_data_keys
from directory.db import open_database, transaction, use_database
from directory.matching.current import MatcherKeeper
from directory.security import sealing
from directory.security.keystore import KeyStore, use_key_store
from directory.web.request_log import set_up_logging

CLIENTS = 200
MANY = 5_000
BATCH = 100
FIRST_NAMES = ("Doreen", "Mohammed", "Kathryn", "Saira", "Barry", "Gwyneth", "Leonard", "Selam", "Edith", "Agnes")
SOUGHT = {
    "a whole name": "Kathryn of the caseload",
    "a common part": "Moh",
    "by ear": "Katherine",
    "a birth date": "1 2 1950",
}
ROUNDS = 40
EMAIL, PASSWORD = "coordinator@bench.example", "seven grey herons wade"


def main() -> None:
    """Print the figures."""
    set_up_logging(as_json=False, least=logging.WARNING)
    machine = f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="lynchpin-confidence-") as place, opened(Path(place)) as app:
        secret = pyotp.random_base32()
        actor = make_people(secret)
        browser = measure_signing_in(app, secret)
        take_on(actor, CLIENTS)
        measure_caseload(browser)
        take_on(actor, MANY, first=CLIENTS)
        measure_finding(browser)


@contextmanager
def opened(instance: Path, database_url: str = "", data_key: str = "") -> Iterator[Flask]:
    """An installation of its own, in an empty database if one is given; what it holds is opened with its data key."""
    settings = Settings(
        instance=instance,
        database_url=database_url or f"sqlite:///{instance}/lynchpin.db",
        key_store_url=f"sqlite:///{instance}/keys.db",
        mode=Mode.TEST,
        secret_key=secrets.token_urlsafe(48),
        data_keys=read_data_keys(data_key or make_data_key()),
        allowed_hosts=("localhost",),
        is_behind_https=False,
        with_semantic=False,
    )
    schema.upgrade(settings.database_url)
    database, store = open_database(settings.database_url), KeyStore(settings.key_store_url, settings.data_keys)
    use_database(database)
    use_key_store(store)
    app = create_app(settings, database=database, keeper=MatcherKeeper(with_semantic=False))
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    use_key_store(None)
    use_database(None)
    store.close()
    database.close()


def make_people(secret: str) -> Actor:
    """A coordinator with an app on their phone."""
    with transaction() as db:
        scheme = make_scheme(db, "A team")
        db.flush()  # users name it
        user = add_user(db, scheme, NewUserInput(EMAIL, "A coordinator", PASSWORD, (Role.COORDINATOR,)))
        db.flush()  # an app names its user
        set_up_app(db, user, secret, pyotp.TOTP(secret).at(clock.now()))
        return actor_of(db, EMAIL)


def measure_signing_in(app: Flask, secret: str) -> FlaskClient:
    hashing: list[float] = []
    operations.is_password = timed_hash(hashing)
    taken = []
    for _ in range(ROUNDS):
        let_codes_be_used_again()
        browser, before = app.test_client(), time.process_time()
        browser.post("/staff/sign-in", data={"email": EMAIL, "password": PASSWORD})
        answer = browser.post("/staff/sign-in/code", data={"code": pyotp.TOTP(secret).at(clock.now())})
        taken.append(time.process_time() - before)
        assert answer.location == "/staff/", answer.text
    operations.is_password = passwords.is_password
    beyond = [(whole - hashed) * 1_000 for whole, hashed in zip(taken, hashing, strict=True)]
    print(
        f"signing in beyond the hash          p50 {np.median(beyond):6.1f} ms   most {max(beyond):6.1f} ms", flush=True
    )
    print(f"the hash                            p50 {np.median(hashing) * 1_000:6.1f} ms", flush=True)
    return browser


def timed_hash(hashing: list[float]) -> Callable[[str | None, str], bool]:
    def check(stored: str | None, password: str) -> bool:
        before = time.process_time()
        fits = passwords.is_password(stored, password)
        hashing.append(time.process_time() - before)
        return fits

    return check


def let_codes_be_used_again() -> None:
    """Nobody waits half a minute between two rounds."""
    with transaction() as db:
        db.query(AuthenticatorApp).update({"last_step": 0})


def take_on(actor: Actor, until: int, first: int = 0) -> None:
    for start in range(first, until, BATCH):
        with transaction() as db:
            for number in range(start, min(start + BATCH, until)):
                take_on_client(db, actor, wanted_client(number), opened_on=clock.today())


def wanted_client(number: int) -> NewClientInput:
    name = "Person" if number < CLIENTS else FIRST_NAMES[number % len(FIRST_NAMES)]
    return NewClientInput(
        name=f"{name} {number} of the caseload",
        submission_key=f"client-of-the-bench-{number}",
        postcode="LS11 8ND",
        born_on=date(1950, 1, 1) + timedelta(days=number),
        statement="I miss my walks, and the bus goes no more.",
        consent_given_on=clock.today(),
    )


def measure_caseload(browser: FlaskClient) -> None:
    sealed, bare = [], []
    known: dict[bytes, str] = {}
    really_open = sealing.open_text

    def remember(person_id: object, place: bytes, blob: bytes) -> str:
        known[place] = really_open(person_id, place, blob)  # type: ignore[arg-type]
        return known[place]

    def look_up(person_id: object, place: bytes, blob: bytes) -> str:
        return known[place]

    sealing.open_text = remember
    open_caseload(browser)
    for _ in range(ROUNDS):
        for kept, opener in ((sealed, really_open), (bare, look_up)):
            sealing.open_text = opener  # type: ignore[assignment]
            kept.append(open_caseload(browser))
    sealing.open_text = really_open
    with_seal, without = np.median(sealed), np.median(bare)
    print(f"a caseload of {CLIENTS}, sealed            p50 {with_seal:6.1f} ms", flush=True)
    print(f"the same with nothing sealed        p50 {without:6.1f} ms", flush=True)
    print(f"sealing adds {(with_seal / without - 1) * 100:.1f} %", flush=True)


def measure_finding(browser: FlaskClient) -> None:
    for what, text in SOUGHT.items():
        taken = []
        for _ in range(ROUNDS):
            before = time.process_time()
            answer = browser.post("/staff/clients/find", data={"sought": text})
            taken.append((time.process_time() - before) * 1_000)
            assert "Who it may be" in answer.text, text
        print(
            f"{what} among {MANY:,}".ljust(36) + f"p50 {np.median(taken):6.1f} ms   most {max(taken):6.1f} ms",
            flush=True,
        )


def open_caseload(browser: FlaskClient) -> float:
    before = time.process_time()
    answer = browser.get("/staff/clients")
    taken = (time.process_time() - before) * 1_000
    assert "Person 199 of the caseload" in answer.text
    return taken


if __name__ == "__main__":
    main()
