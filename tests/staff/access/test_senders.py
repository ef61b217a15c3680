"""The pages about systems that send referrals: set up, given a key that is shown once, and ended."""

import re

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.senders.models import ApiSender
from directory.accounts.senders.queries import find_caller
from tests.factories.senders import make_key, make_sender
from tests.staff.conftest import new_key

SURGERY = {"name": "Beck Lane Surgery", "kind": "GP practice", "scopes": ["referrals.send", "referrals.read"]}
LIVE = {"kind": "live", "old_keys": "soon"}


@pytest.fixture
def administrator(sign_in):
    """The browser of an administrator, and them as an actor."""
    return sign_in(Role.ADMINISTRATOR)


def key_on(page: str) -> str | None:
    found = re.search(r"lynchpin_(live|test)_\w+_[\w-]+", page)
    return found[0] if found else None


def test_a_system_is_set_up_and_its_key_shown_once(db, administrator):
    browser, _ = administrator

    made = browser.post("/staff/senders", data={**SURGERY, "submission_key": new_key()})
    handed = browser.post(f"{made.location}/keys", data=LIVE)
    first, again = browser.get(handed.location).text, browser.get(handed.location).text

    assert (made.status_code, handed.status_code) == (303, 303)
    assert find_caller(db, key_on(first)).name == "Beck Lane Surgery"
    assert key_on(again) is None
    assert "Beck Lane Surgery" in browser.get("/staff/senders").text


def test_a_second_click_sets_up_one_system(db, administrator):
    browser, _ = administrator
    form = {**SURGERY, "submission_key": new_key()}

    places = {browser.post("/staff/senders", data=form).location for _ in range(2)}

    assert len(places) == len(db.scalars(select(ApiSender)).all()) == 1


def test_a_name_in_use_is_asked_again(db, administrator):
    browser, actor = administrator
    make_sender(db, actor, name="Beck Lane Surgery")
    db.commit()

    answer = browser.post("/staff/senders", data={**SURGERY, "name": "BECK LANE surgery"})

    assert answer.status_code == 422
    assert "There is a system of this name already" in answer.text


def test_a_key_is_ended(db, administrator):
    browser, actor = administrator
    sender = make_sender(db, actor)
    key = make_key(db, sender)
    db.commit()

    answer = browser.post(f"/staff/senders/{sender.id}/keys/{sender.keys[0].id}/end")

    assert answer.status_code == 303
    assert find_caller(db, key) is None
    assert "Ended" in browser.get(f"/staff/senders/{sender.id}").text


def test_a_system_is_disabled_after_asking_and_its_name_is_free_again(db, administrator):
    browser, actor = administrator
    sender = make_sender(db, actor, name="Beck Lane Surgery")
    key = make_key(db, sender)
    db.commit()

    asked = browser.get(f"/staff/senders/{sender.id}/disable")
    browser.post(f"/staff/senders/{sender.id}/disable")
    page = browser.get(f"/staff/senders/{sender.id}").text
    refused = browser.post(f"/staff/senders/{sender.id}/keys", data=LIVE)
    anew = browser.post("/staff/senders", data=SURGERY)

    assert "Disable this system?" in asked.text
    assert "none of its keys works" in page
    assert find_caller(db, key) is None
    assert refused.status_code != 303
    assert anew.status_code == 303


def test_a_system_of_another_team_is_as_if_there_were_none(db, administrator):
    browser, _ = administrator
    other = make_sender(db, name="Far Away Surgery")
    db.commit()

    assert browser.get(f"/staff/senders/{other.id}").status_code == 404
    assert "Far Away" not in browser.get("/staff/senders").text


def test_a_new_key_with_many_that_work_is_refused_on_the_page(db, administrator):
    browser, actor = administrator
    sender = make_sender(db, actor)
    for _ in range(6):
        make_key(db, sender)
    db.commit()

    answer = browser.post(f"/staff/senders/{sender.id}/keys", data={"kind": "live", "old_keys": "keep"})

    assert answer.status_code == 422
    assert "End one of them first" in answer.text
