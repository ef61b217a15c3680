"""The lines of the list of what to do: each kind is told of, and what is pressed leads somewhere."""

import html
import re

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.champions.to_do.items import Kind
from directory.champions.to_do.registry import list_to_do
from directory.staff.domains.to_do_pages import TOLD
from tests.champions.to_do.test_registry import HAPPENS, make_known
from tests.factories.catalogue import make_term
from tests.factories.champions import make_walking_domain


def test_the_page_speaks_of_every_kind():
    assert set(TOLD) == set(Kind)


@pytest.mark.parametrize("kind", HAPPENS)
def test_what_is_pressed_first_leads_to_a_page_or_does_it_there(sign_in, db, kind):
    browser, champion = sign_in(Role.CHAMPION)
    term = make_term(db, "Walking", code="walking")
    make_walking_domain(db, [term], db.get(User, champion.user_id), name="Feet")
    HAPPENS[kind](db, make_known(db, "Gentle walks", term), term, champion)
    db.commit()
    page = html.unescape(browser.get("/staff/").text).split('id="to-do"')[1]

    first = re.search(r'<a class="govuk-link" id="do-1" href="([^"]+)"', page)
    href = first[1] if first else re.search(r'<form action="([^"]+)"', page)[1]
    answer = browser.get(href) if first else browser.post(href)

    assert TOLD[kind].what in page
    assert answer.status_code == (200 if first else 303)
    left = {each.kind for each in list_to_do(db, champion, clock.today(), {})}
    assert (kind in left) == bool(first)
