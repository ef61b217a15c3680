"""The page on which a team says how it works."""

import html

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.accounts.team_settings import SETTINGS
from directory.staff.access.team_settings import PARTS, YES_OR_NO
from tests.staff.conftest import hidden


def answers_of(db, actor, **more: object) -> dict[str, object]:
    scheme = db.get(Scheme, actor.scheme_id)
    known = {each: getattr(scheme, each) for each in SETTINGS}
    known |= {each: "yes" if known[each] else "no" for each in YES_OR_NO}
    known["phone"], known["address"] = scheme.phone or "", scheme.address or ""
    return {**known, "seen": scheme.settings_version, **more}


def test_every_setting_is_asked_for_once():
    assert sorted(name for _, names in PARTS for name in names) == sorted(SETTINGS)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMINISTRATOR])
def test_a_team_says_how_it_works(sign_in, db, role):
    browser, actor = sign_in(role)

    answer = browser.post("/staff/team", data=answers_of(db, actor, contact_days="7"))

    page = browser.get(answer.location).text
    assert "Your team works like this from now on." in page
    assert hidden(page, "contact_days") == "7"


@pytest.mark.parametrize("typed", ["0", "61", "soon", ""])
def test_a_number_of_days_that_cannot_be_is_told_and_nothing_is_saved(sign_in, db, typed):
    browser, actor = sign_in(Role.MANAGER)

    answer = browser.post("/staff/team", data=answers_of(db, actor, contact_days=typed, session_limit="9"))

    db.expire_all()
    assert answer.status_code == 422
    assert db.get(Scheme, actor.scheme_id).session_limit == 6


def test_what_a_colleague_chose_meanwhile_is_told_and_nothing_typed_is_lost(sign_in, db):
    browser, actor = sign_in(Role.MANAGER)
    opened = answers_of(db, actor)
    browser.post("/staff/team", data={**opened, "contact_days": "7"})

    answer = browser.post("/staff/team", data={**opened, "contact_days": "8"})

    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert "Somebody else changed how your team works" in page
    assert hidden(page, "contact_days") == "8"


def test_a_team_says_where_it_is_reached(sign_in, db):
    browser, actor = sign_in(Role.MANAGER)
    told = {"phone": " 0113 496 0190 ", "address": "Staithe House\r\nLarkenshaw"}

    answer = browser.post("/staff/team", data=answers_of(db, actor, **told))

    db.expire_all()
    scheme = db.get(Scheme, actor.scheme_id)
    assert answer.status_code == 303
    assert (scheme.phone, scheme.address) == ("0113 496 0190", "Staithe House\nLarkenshaw")


def test_a_number_of_the_team_that_is_none_comes_back_as_it_was_typed(sign_in, db):
    browser, actor = sign_in(Role.MANAGER)

    answer = browser.post("/staff/team", data=answers_of(db, actor, phone="ask at the desk"))

    db.expire_all()
    assert answer.status_code == 422
    assert "Enter a phone number with its area code" in html.unescape(answer.text)
    assert "ask at the desk" in answer.text
    assert db.get(Scheme, actor.scheme_id).phone is None


def test_a_team_that_asks_for_no_gp_says_so(sign_in, db):
    browser, actor = sign_in(Role.MANAGER)
    first = db.get(Scheme, actor.scheme_id).needs_gp

    answer = browser.post("/staff/team", data=answers_of(db, actor, needs_gp="no"))

    db.expire_all()
    assert answer.status_code == 303
    assert (first, db.get(Scheme, actor.scheme_id).needs_gp) == (True, False)
