"""Sending photographs of a listing from its pages."""

from io import BytesIO

import pytest

from directory.accounts.actor import Role
from directory.catalogue.history.edits import drafted_values, find_draft
from directory.staff.writing.photographs.rows import rows_in
from tests.factories.catalogue import make_service
from tests.factories.photographs import telling_file
from tests.staff.conftest import hidden, new_key

TICKED = ["shown", "used"]


@pytest.fixture
def coordinator(sign_in):
    return sign_in(Role.COORDINATOR)


@pytest.fixture
def listing(db):
    return make_service(db)


def pages_of(listing) -> str:
    return f"/staff/activities/{listing.id}/write/photographs"


def choose(browser, listing, content=None, name="O'Neill's walk.jpg", instead=None, **more):
    """Send a file from the page that asks for it."""
    content = telling_file() if content is None else content
    path = f"{pages_of(listing)}/{f'{instead}/picture' if instead else 'new'}"
    data = {"submission_key": new_key(), "file": (BytesIO(content), name), **more}
    return browser.post(path, data=data, content_type="multipart/form-data")


def describe(browser, page, alt_text="Six people by O'Neill's beck", **answers):
    """Say what a picture shows, on the page that asks for it."""
    data = {"submission_key": new_key(), "seen": hidden(browser.get(page).text, "seen"), "agreed": TICKED}
    return browser.post(page, data={**data, "alt_text": alt_text, **answers})


def add(browser, listing, alt_text="Six people by O'Neill's beck", **answers):
    """Choose a picture and say what it shows; where it is told in words."""
    chosen = choose(browser, listing, answers.pop("content", None))
    assert chosen.status_code == 303, chosen.text
    assert describe(browser, chosen.location, alt_text, **answers).status_code == 303
    return chosen.location


def press(browser, listing, photograph, button):
    """Press a button beside a photograph."""
    return browser.post(f"{pages_of(listing)}/{photograph.id}/{button}", data={"submission_key": new_key()})


def delete(browser, listing, digest):
    """Delete a picture for good."""
    return browser.post(f"{pages_of(listing)}/{digest}/delete", data={"submission_key": new_key()})


def drafted(db, actor, listing):
    """The photographs of a listing as somebody would have them, in order."""
    db.expire_all()
    return rows_in(drafted_values(db, listing, find_draft(db, actor, listing), ("photograph",)))
