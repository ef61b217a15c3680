"""The page of funding, for those who pay for groups, with its sheets."""

import csv
import html
from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.catalogue.models.conditions import Room
from directory.champions.capacity.room import say_room
from directory.champions.capacity.room_inputs import RoomInput
from directory.champions.capacity.room_models import RoomWay
from directory.champions.capacity.strength import record_strength
from directory.champions.capacity.strength_inputs import StrengthInput
from directory.champions.capacity.strength_models import Help, Income
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service


@pytest.fixture
def choir(db):
    """A small group that is funded for two months more and said on paper that it is full."""
    champion, service = make_actor(db, Role.CHAMPION), make_service(db, "Choir")
    until = clock.today() + timedelta(days=60)
    record_strength(
        db, champion, service.organization, StrengthInput(RoomWay.PHONE, until, "The council", Income.SMALL)
    )
    say_room(db, champion, service.id, RoomInput(Room.FULL, RoomWay.POST, clock.today()))
    db.commit()
    return service


def rows(answer) -> list[list[str]]:
    return list(csv.reader(answer.data.decode("utf-8-sig").splitlines()))[1:]


def test_commissioner_sees_whose_funding_ends_and_how_groups_are_asked(sign_in, choir):
    browser, _ = sign_in(Role.COMMISSIONER)

    page = html.unescape(browser.get("/staff/funding").text)

    assert "Beck Lane Community Centre" in page
    assert "The council" in page
    assert "On paper" in page
    assert "100%" in page


def test_sheets_hold_the_same(sign_in, choir):
    browser, _ = sign_in(Role.COMMISSIONER)

    [ending] = rows(browser.get("/staff/funding/ending.csv"))
    sizes = {row[0]: row[1:] for row in rows(browser.get("/staff/funding/sizes.csv"))}

    assert (ending[0], ending[2]) == ("Beck Lane Community Centre", "The council")
    assert sizes["£10,000 to £100,000"] == ["1", "1", "1", "0", "0", "0"]


def test_commissioner_sees_what_would_help_and_whom(sign_in, db):
    champion = make_actor(db, Role.CHAMPION)
    for number in range(1, 7):
        group = make_service(db, f"Choir {number}").organization
        group.name = f"Voices {number}"
        helps = {Help.ROOM} | ({Help.MONEY} if number == 6 else set())
        record_strength(db, champion, group, StrengthInput(RoomWay.PHONE, help_wanted=frozenset(helps)))
    db.commit()
    browser, _ = sign_in(Role.COMMISSIONER)

    page = html.unescape(browser.get("/staff/funding").text)
    sheet = rows(browser.get("/staff/funding/help.csv"))

    helps = page.split("What groups need help with")[1]
    assert helps.index("Somewhere to meet") < helps.index(">Voices 1<") < helps.index("and 1 more")
    assert helps.index("and 1 more") < helps.index("Money") < helps.index(">Voices 6<")
    assert sheet[5][:3] == ["Voices 6", "Not known", "Somewhere to meet; Money"]
    assert [row[2] for row in sheet[:5]] == ["Somewhere to meet"] * 5


def test_nothing_said_of_help_is_told_as_that(sign_in, choir):
    browser, _ = sign_in(Role.COMMISSIONER)

    assert "No group says what would help it" in browser.get("/staff/funding").text


def test_coordinators_do_not_see_it(sign_in, choir):
    browser, _ = sign_in(Role.COORDINATOR)

    assert browser.get("/staff/funding").status_code == 403
