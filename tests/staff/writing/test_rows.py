"""Parts that hold rows: what their buttons do."""

import re

import pytest
from sqlalchemy import func, select

from directory.accounts.actor import Role
from directory.catalogue.models.contacts import Contact
from directory.catalogue.models.revisions import Revision
from tests.factories.catalogue import make_service
from tests.staff.conftest import hidden, new_key


def test_rows_that_a_list_gives_are_all_shown_and_stay(sign_in, db):
    browser, _ = sign_in(Role.EDITOR)
    listing = make_service(db, contacts=[Contact(name=f"Joan {number}") for number in range(40)])
    part = f"/staff/activities/{listing.id}/write/contacts"
    page = browser.get(part).text
    answers = dict(re.findall(r'name="(rows-\d+-(?:row_id|name))"[^>]*value="([^"]+)"', page))

    answer = browser.post(part, data={"submission_key": new_key(), "seen": hidden(page, "seen"), **answers})

    assert answer.status_code == 303
    assert (len(answers), db.scalar(select(func.count()).select_from(Revision))) == (80, 0)


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
