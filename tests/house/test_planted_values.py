"""What is told in confidence is planted in every sealed text, and looked for in everything that leaves or lies open.

Every page is opened and every form sent by everybody who may, and every job is run. What was planted must then stand
in no log, letter, address, cookie, feed, public page or plain column.
"""

import re

import pytest
from sqlalchemy import select, text

from directory.accounts.actor import Role
from directory.casework.models import Client
from directory.db import Base
from directory.jobs.client_tokens import make_missing_tokens
from directory.jobs.duplicates import find_duplicates
from directory.jobs.retention import Periods, keep_to_times
from directory.jobs.sending import send_waiting
from directory.outbox import OutboxMessage
from directory.security.sealing import sealed_texts_of
from directory.web.request_log import set_up_logging
from tests.house.access import EVERYBODY
from tests.house.test_access import CHANGES_WHO_IS_SIGNED_IN, access_of, addresses_of, app, routes, signed_in, text_of
from tests.house.world import STRANGER

__all__ = ["app"]

PLANTED = "xanthippe-the-budgerigar"
NAME = "Zebedee Quillfeather"
# What is read as something else than words, in its own form.
IN_FORM = {
    "name": NAME,
    "born_on_text": "1941-03-07",
    "postcode": "LS12 4QX",
    "nhs_number": "9990000018",
    "phone": "07700 900461",
    "email": "zq@home.example",
    "address": f"1 {PLANTED} row",
    "contact_times": f"when {PLANTED} sleeps",
    "safe_contact": f"through {PLANTED}",
}
# What was planted, in each way it might be written; as whole words, since a few letters stand in tokens by chance.
NUMBERS = r"LS12\W*4QX|999\W*000\W*0018|(?:0|\+44\W*)7700\W*900461|1941-03-07|7 March 1941"
WORDS = rf"edith|ashworth|zebedee|quillfeather|zq@home|{NUMBERS}"
TELLING = re.compile(rf"xanthippe|budgerigar|(?<![\w-])(?:{WORDS})(?![\w-])", re.IGNORECASE)
# Not about a person, or not free words: addresses that letters go to, secrets, and what is read as JSON.
LEFT_AS_IT_IS = {"address", "secret"}


@pytest.fixture
def world(db, our_world):
    """The world of all promises, with something planted in every sealed text that holds words of a person's life."""
    for kind in (mapper.class_ for mapper in Base.registry.mappers):
        for record in db.scalars(select(kind)) if words_of(kind) else ():
            for name in sorted(words_of(kind), key="name".__eq__):
                plant(record, name)
    db.commit()
    return our_world


def words_of(kind) -> list[str]:
    """The sealed texts of a kind of record, letters apart: those say what they were written to say."""
    if kind is OutboxMessage:
        return []
    return sorted({each.name for each in sealed_texts_of(kind)} - LEFT_AS_IT_IS)


def plant(record, name: str) -> None:
    was = getattr(record, name)
    if isinstance(record, Client) and name in IN_FORM and record.name == "Edith Ashworth":
        setattr(record, name, IN_FORM[name])
    elif was and not was.startswith(("[", "{")) and " " in was:
        setattr(record, name, f"{was} {PLANTED}")


def everything_is_done(app, db, world) -> list[str]:
    """Everybody opens and sends everything they may; what stands in addresses and cookies, or was shown to anybody."""
    open_to_others = []
    for person in (*Role, STRANGER):
        browser = signed_in(app, world.users.get(person))
        for method, rule in routes(app):
            access = access_of(method, rule)
            is_public = access.roles == EVERYBODY
            if not (is_public or person in access.roles) or rule.endpoint in CHANGES_WHO_IS_SIGNED_IN:
                continue
            for address in addresses_of(app, rule, access, world):
                answer = browser.open(
                    address, method=method, data=typed(app, rule, world) if method == "POST" else None
                )
                kept = [address, *answer.headers.getlist("Location"), *answer.headers.getlist("Set-Cookie")]
                links = re.findall(r'(?:href|action|src|hx-[a-z]+)="([^"]*)"', answer.text) if is_html(answer) else []
                # A number to ring and an address to write to stand on the page besides.
                open_to_others += [*kept, *(each for each in links if not each.startswith(("tel:", "mailto:")))]
                if (is_public and person == STRANGER) or person in (Role.COMMISSIONER, Role.ADMINISTRATOR):
                    open_to_others.append(text_of(answer))
                answer.close()
    return open_to_others


def is_html(answer) -> bool:
    return answer.mimetype == "text/html"


def typed(app, rule, world) -> dict[str, str]:
    """What somebody types into a form: with the name and a line of the life of a client where it is about clients."""
    about = {"client": world.client.reference, "service_id": str(world.service.id)}
    if app.view_functions[rule.endpoint].guard.partition(".")[0] not in (
        "casework",
        "referrals",
        "matching",
        "outcomes",
    ):
        return about
    free = ("statement", "message", "note", "reason", "name", "comment", "about", "words", "hobbies", "needs")
    story = dict.fromkeys(free, f"{NAME} and their {PLANTED}")
    return {**story, "postcode": "LS12 4QX", "born_on": "7/3/1941", **about}


def test_nothing_told_in_confidence_leaves_or_lies_open(app, db, world, key_store, capfd):
    # Commands that were tried before log less, in the same process.
    set_up_logging(as_json=True)
    told = everything_is_done(app, db, world)
    letters = []
    send_waiting(letters.append, "team@scheme.example")
    find_duplicates("service")
    find_duplicates("organization")
    make_missing_tokens()
    keep_to_times(key_store, Periods(years=8, days=90, session_hours=12), most=10)

    logged = capfd.readouterr()
    assert "staff.show_client" in logged.err
    assert TELLING.findall(logged.err + logged.out) == []
    assert [each[max(0, m.start() - 150) : m.end() + 60] for each in told if (m := TELLING.search(each))] == []
    assert letters
    assert TELLING.findall("\n".join(str(each) for each in letters)) == []
    assert lying_open(db) == []


def lying_open(db) -> list[str]:
    """The tables in which something planted stands as it was told."""
    tables = {name: str(db.execute(text(f'SELECT * FROM "{name}"')).all()) for name in Base.metadata.tables}
    return [name for name, rows in tables.items() if TELLING.search(rows)]
