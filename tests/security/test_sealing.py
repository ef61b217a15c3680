"""Sealed texts: bound to person, table, row and column, true after a rollback, and nowhere on the disk in plain."""

import base64
import subprocess
from contextlib import suppress
from datetime import date
from hashlib import sha256

import pytest
from sqlalchemy import make_url, select, update
from sqlalchemy.exc import IntegrityError

from directory.accounts.actor import Actor
from directory.casework.inputs import ClientCorrectionInput
from directory.casework.models import Case, Client
from directory.casework.operations import correct_client
from directory.casework.queries import get_client
from directory.db import new_id, open_database, reading, transaction, use_database
from directory.outbox import OutboxMessage
from directory.security.key_tables import KeyDestroyed
from directory.security.sealing import UNSEALED, SealBroken, open_text, seal_text, sealed_texts_of
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.plugins.postgresql import newest_server

NAME, POSTCODE, STATEMENT = "Zebedee Quillfeather", "LS11 8ND", "I miss the pigeon loft dreadfully"
TOLD_FIRST = {
    "name": NAME,
    "nhs_number": "9434765919",
    "postcode": POSTCODE,
    "born_on": date(1931, 2, 27),
    "phone": "07700 900123",
    "email": "zebedee@quill.example",
    "statement": STATEMENT,
}
TOLD_LATER = {
    "other_phone": "0113 496 0401",
    "address": "14 Sike Terrace, Owlersike",
    "contact_by": "a message by pigeon",
    "contact_times": "Never while the racing is on",
    "language": "Tigrinya",
    "interpreter": "Braille and a patient ear",
}
# What has a page of its own to be written down on.
TOLD_APART = {"safe_contact": "Only through the lollipop lady"}
PLANTED = [
    "Quillfeather",
    "1931-02-27",
    *(each for each in (TOLD_FIRST | TOLD_LATER | TOLD_APART).values() if isinstance(each, str)),
]


@pytest.fixture
def client(db):
    return make_client(db, make_actor(db), name=NAME, postcode=POSTCODE, statement=STATEMENT)


def stored(db, column, of: Client) -> bytes | None:
    return db.scalar(select(column).where(Client.id == of.id))


def test_a_sealed_text_comes_back(db, client):
    db.expire_all()

    assert client.name == NAME
    assert client.postcode == POSTCODE


def test_a_text_can_be_read_before_it_is_sealed(db, client):
    client.name = "Zebedee Newname"

    assert client.name == "Zebedee Newname"


def test_what_is_stored_is_not_the_text(db, client):
    blob = stored(db, Client.name_sealed, client)

    assert b"Zebedee" not in blob
    assert blob[:1] != UNSEALED


def test_the_same_text_is_sealed_differently_each_time(db, client):
    before = stored(db, Client.name_sealed, client)

    client.name = NAME
    db.flush()

    assert stored(db, Client.name_sealed, client) != before
    assert client.name == NAME


@pytest.mark.parametrize(
    "words", ["", " ", "Siân Ó Súilleabháin", "山田", "🙂", "a\0b", "x" * 100_000], ids=lambda words: repr(words)[:12]
)
def test_any_text_can_be_sealed(db, client, words):
    client.name = words
    db.flush()
    db.expire_all()

    assert client.name == words


def test_nothing_stays_nothing(db, client):
    client.postcode = None
    db.flush()
    db.expire_all()

    assert client.postcode is None
    assert stored(db, Client.postcode_sealed, client) is None


def test_a_text_that_was_set_and_taken_away_again_is_nothing(db, client):
    client.postcode = "LS1 1AA"
    client.postcode = None
    db.flush()
    db.expire_all()

    assert client.postcode is None


def test_a_text_that_was_nothing_can_be_set(db):
    client = make_client(db, make_actor(db))
    client.postcode = POSTCODE
    db.flush()
    db.expire_all()

    assert client.postcode == POSTCODE


@pytest.mark.parametrize(
    ("column", "source"),
    [
        pytest.param("name_sealed", "postcode_sealed", id="another column of the same row"),
        pytest.param("name_sealed", "statement_sealed", id="another table, same person"),
        pytest.param("name_sealed", "name of another", id="another person"),
    ],
)
def test_a_sealed_text_pasted_elsewhere_does_not_open(db, client, column, source):
    other = make_client(db, make_actor(db), name="Somebody Else")
    blobs = {
        "postcode_sealed": client.postcode_sealed,
        "statement_sealed": client.cases[0].statement_sealed,
        "name of another": other.name_sealed,
    }
    db.execute(update(Client).where(Client.id == client.id).values({column: blobs[source]}))
    db.expire_all()

    with pytest.raises(SealBroken, match="altered or moved"):
        _ = client.name


def test_a_sealed_text_pasted_into_another_row_of_the_same_person_does_not_open(db, client):
    client.cases[0].closed_on = client.cases[0].opened_on
    later = Case(
        id=new_id(),
        scheme_id=client.scheme_id,
        client_id=client.id,
        opened_on=client.cases[0].opened_on,
        statement="Hi",
    )
    db.add(later)
    db.flush()
    db.execute(update(Case).where(Case.id == later.id).values(statement_sealed=client.cases[0].statement_sealed))
    db.expire_all()

    with pytest.raises(SealBroken):
        _ = later.statement


@pytest.mark.parametrize("place", [0, 5, 13, -1], ids=["kind", "nonce", "text", "tag"])
def test_a_sealed_text_that_was_altered_does_not_open(key_store, place):
    person = new_id()
    blob = bytearray(seal_text(person, b"client.name:1", NAME))
    blob[place] ^= 1

    with pytest.raises(SealBroken):
        open_text(person, b"client.name:1", bytes(blob))


@pytest.mark.parametrize(
    "blob", [b"", b"\x01", b"\x01" + b"n" * 12, UNSEALED], ids=["empty", "kind", "nonce", "unsealed"]
)
def test_a_sealed_text_that_was_cut_does_not_open(key_store, blob):
    person = new_id()
    key_store.make_key(person)

    with pytest.raises(SealBroken):
        open_text(person, b"client.name:1", blob)


def test_a_person_whose_key_is_destroyed_can_no_longer_be_read(db, client, key_store):
    key_store.destroy_key(client.id)
    db.expire_all()

    with pytest.raises(KeyDestroyed):
        _ = client.name
    with pytest.raises(KeyDestroyed):
        _ = client.cases[0].statement if "cases" in client.__dict__ else db.scalars(select(Case)).one().statement


def test_after_a_rollback_the_kept_text_is_read_and_not_the_one_that_was_set(own_database):
    with transaction() as db:
        client = make_client(db, make_actor(db), name=NAME)

    with suppress(ZeroDivisionError), transaction() as db:
        client = db.get(Client, client.id)
        client.name = "Never Kept"
        raise ZeroDivisionError

    with reading() as db:
        db.add(client)
        assert client.name == NAME


def test_after_a_rollback_nothing_that_was_set_before_is_kept_later(db, client):
    with suppress(ZeroDivisionError), db.begin_nested():
        client.name = "Never Kept"
        raise ZeroDivisionError

    client.replays += 1
    db.flush()
    db.expire_all()

    assert client.name == NAME


@pytest.mark.parametrize("how", ["expire", "refresh", "expire one"])
def test_what_is_read_anew_from_the_database_is_what_is_kept(db, client, how):
    client.name = "Never Kept"

    {
        "expire": lambda: db.expire(client),
        "refresh": lambda: refresh_without_keeping(db, client),
        "expire one": lambda: db.expire(client, ["name_sealed"]),
    }[how]()

    assert client.name == NAME


def refresh_without_keeping(db, row) -> None:
    with db.no_autoflush:
        db.refresh(row)


def test_after_a_flush_that_failed_the_row_can_be_read_and_added_again(db, client):
    twin = Client(
        id=new_id(),
        scheme_id=client.scheme_id,
        reference=client.reference,
        coordinator_id=client.coordinator_id,
        submission_key="another-one",
        name="Second Person",
    )
    with pytest.raises(IntegrityError), db.begin_nested():
        db.add(twin)
    assert twin.name == "Second Person"

    twin.reference = "AAAAAAAAAA"
    db.add(twin)
    db.flush()
    db.expire_all()

    assert twin.name == "Second Person"


def test_a_row_that_is_sealed_has_no_plain_text_beside_it_any_more(db, client):
    client.name = "Zebedee Newname"
    db.flush()

    assert "Zebedee" not in repr(client.__dict__)


def test_no_unsealed_text_is_ever_written(db, client):
    client.name = "Zebedee Newname"
    with db.no_autoflush:
        # What copies columns, and not texts, leaves the mark of an unsealed text behind.
        db.merge(Client(id=client.id, name_sealed=UNSEALED), load=True)
        del client.__dict__["_unsealed"]

    with pytest.raises(SealBroken, match="not sealed"):
        db.flush()


def test_a_text_of_nobody_is_refused(db, client):
    message = OutboxMessage(
        kind="x", about_id=new_id(), dedupe_key="y", address="a@b.example", subject="Subject", text="Text"
    )
    db.add(message)

    with pytest.raises(SealBroken, match="nobody"):
        db.flush()


def test_a_row_without_an_id_gets_one_before_its_texts_are_bound_to_it(db, client):
    message = OutboxMessage(
        person_id=client.id, kind="x", about_id=client.id, dedupe_key="y", address="a@b.example", subject="S", text="T"
    )
    db.add(message)
    db.flush()
    db.expire_all()

    assert (message.address, message.subject, message.text) == ("a@b.example", "S", "T")


def plant(actor: Actor) -> Client:
    """A client of whom everything is known that can be, saved once when taken on and once when put right."""
    with transaction() as db:
        client = make_client(db, actor, **TOLD_FIRST)
    with transaction() as db:
        found = get_client(db, actor, client.reference)
        correct_client(db, actor, found, ClientCorrectionInput(**TOLD_FIRST, **TOLD_LATER))
        for name, words in TOLD_APART.items():
            setattr(found, name, words)
    return client


def test_every_sealed_text_of_a_client_is_planted_somewhere():
    told = {*TOLD_FIRST, *TOLD_LATER, *TOLD_APART} - {"statement"}

    assert {each.column.removesuffix("_sealed") for each in sealed_texts_of(Client)} == told


def forms_of(words: str) -> dict[str, bytes]:
    """How words would look in a file if anybody forgot to seal them."""
    plain = words.encode()
    return {
        "UTF-8": plain,
        "lower case": words.lower().encode(),
        "UTF-16 little-endian": words.encode("utf-16-le"),
        "UTF-16 big-endian": words.encode("utf-16-be"),
        "hex": plain.hex().encode(),
        "upper hex": plain.hex().upper().encode(),
        "digest without a key": sha256(plain).digest()[:16],
        "the same in hex": sha256(plain).hexdigest()[:32].encode(),
        **{f"base64 at {skip}": base64.b64encode(plain[skip:])[:-4] for skip in range(3)},
    }


def test_planted_names_are_nowhere_on_the_disk(sqlite_url, key_store, tmp_path):
    database = open_database(sqlite_url)
    use_database(database)
    with transaction() as db:
        actor = make_actor(db)
    client = plant(actor)
    with transaction() as db:
        found = get_client(db, actor, client.reference)
        found.name = NAME + "-Birdwhistle"

    on_disk = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with database.write.connect() as connection:
        connection.commit()
    database.close()
    use_database(None)
    on_disk |= {f"closed {path.name}": path.read_bytes() for path in tmp_path.iterdir()}

    assert {"own.db", "own.db-wal", "closed own.db"} <= set(on_disk)
    assert any(client.reference.encode() in data for data in on_disk.values()), "the files were not looked at"
    found_at = [
        (file, words, form)
        for file, data in on_disk.items()
        for words in [*PLANTED, "Birdwhistle", "pigeon loft"]
        for form, looked_for in forms_of(words).items()
        if looked_for in data
    ]
    assert found_at == []


def test_planted_names_are_in_no_dump_of_postgresql(own_postgresql_url, key_store):
    database = open_database(own_postgresql_url)
    use_database(database)
    with transaction() as db:
        actor = make_actor(db)
    client = plant(actor)
    database.close()
    use_database(None)

    dump = dump_of(own_postgresql_url)

    assert client.reference.encode() in dump, "nobody is in the dump"
    assert [
        (words, form) for words in PLANTED for form, looked_for in forms_of(words).items() if looked_for in dump
    ] == []


def dump_of(url: str) -> bytes:
    """What pg_dump writes of a database."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    programs = newest_server()
    pg_dump = str(programs / "pg_dump") if programs else "pg_dump"
    return subprocess.run([pg_dump, "--dbname", address], check=True, capture_output=True).stdout
