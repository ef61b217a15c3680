"""Parts that hold rows: what their buttons do."""

import re

import pytest

from directory.accounts.actor import Role
from directory.catalogue.models.contacts import Contact
from tests.factories.catalogue import make_service


@pytest.mark.parametrize("part", ["contacts", "costs"])
def test_enter_key_saves_and_removes_nothing(sign_in, db, part):
    browser, _ = sign_in(Role.COORDINATOR)
    listing = make_service(db, contacts=[Contact(name="Joan")])

    page = browser.get(f"/staff/activities/{listing.id}/write/{part}").text

    # A browser presses the first button of a form when somebody presses Enter in a box.
    form = page.split(f'action="/staff/activities/{listing.id}/write/{part}"')[1]
    first = re.search(r"<button[^>]*>([^<]*)<", form)
    assert 'name="remove"' in form
    assert (first[1], "name=" in first[0]) == ("Save", False)
