"""Wanting no more support, from one's own page: it ends nothing by itself, reaches the coordinator, is taken back."""

import pytest
from sqlalchemy import select, text

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.closing.ending import end_case
from directory.casework.own_page.models import OwnPageMessage, Told
from directory.casework.queries import get_client, open_case
from tests.factories.closing import wanted_closing
from tests.own_page.conftest import seen_on, text_of
from tests.staff.conftest import new_key

WHY = "I have my sister with me now"
WANTS = "you told us that you want no more support"


def messages(db) -> list[OwnPageMessage]:
    db.expire_all()
    return list(db.scalars(select(OwnPageMessage).order_by(OwnPageMessage.told_at)))


def stop(browser, link, why=WHY, key=""):
    return browser.post(f"{link}/no-more-support", data={"why": why, "submission_key": key or new_key()})


def go_on(browser, link):
    return browser.post(f"{link}/no-more-support/taken-back")


def close(db, coordinator, person):
    client = get_client(db, coordinator, person.reference, to_change=True)
    end_case(db, coordinator, client.cases[0], wanted_closing())
    db.commit()


def test_before_it_they_read_what_follows_and_that_nobody_holds_it_against_them(link, opened, coordinator):
    page = seen_on(opened.get(f"{link}/no-more-support"))

    assert "Do you want no more support?" in page
    assert f"{coordinator.name} of" not in page
    assert "until then you can change your mind" in page
    assert "you can ask for support again later" in page


def test_it_is_kept_sealed_and_ends_nothing_by_itself(db, link, opened, coordinator, person):
    answer = stop(opened, link)

    [kept] = messages(db)
    assert (answer.status_code, answer.location) == (303, link)
    assert (kept.kind, kept.note, kept.client_id, kept.seen_at) == (Told.STOP, WHY, person.id, None)
    assert "sister" not in str(db.execute(text("SELECT * FROM own_page_message")).all())
    assert open_case(get_client(db, coordinator, person.reference)) is not None


def test_they_need_not_say_why(db, link, opened):
    assert stop(opened, link, why="").status_code == 303

    assert [each.note for each in messages(db)] == [None]


def test_they_see_that_it_has_come_and_can_take_it_back(db, link, opened):
    stop(opened, link)

    page = opened.get(link)

    assert WANTS in seen_on(page)
    assert WHY in seen_on(page)
    assert "I changed my mind: go on" in page.text
    assert "I want no more support" not in page.text


@pytest.mark.parametrize("same_key", [True, False], ids=["the same form", "another form"])
def test_said_twice_it_is_kept_once(db, link, opened, same_key):
    key = new_key()

    answers = [stop(opened, link, key=key if same_key else "").status_code for _ in range(2)]

    assert answers == [303, 303]
    assert len(messages(db)) == 1


def test_too_long_a_reason_comes_back_as_it_was_typed(db, link, opened):
    answer = stop(opened, link, why="x" * 501)

    assert answer.status_code == 422
    assert "x" * 501 in answer.text
    assert messages(db) == []


def test_taken_back_it_waits_no_more_and_can_be_said_again(db, link, opened, sign_in, person):
    stop(opened, link)

    answers = [go_on(opened, link).status_code for _ in range(2)]

    page = seen_on(opened.get(link))
    staff, _ = sign_in(Role.MANAGER, scheme=db.get_one(Scheme, person.scheme_id))
    assert answers == [303, 303]
    assert "You took it back on" in page
    assert "I want no more support" in page
    assert "They want no more support" not in text_of(staff.get("/staff/"))
    assert len(db.scalars(select(AuditEvent).where(AuditEvent.action == "own_page.stop_taken_back")).all()) == 1
    stop(opened, link)
    assert [each.is_waiting for each in messages(db)] == [False, True]


def test_their_team_finds_it_on_the_first_page_and_on_theirs(db, sign_in, person, link, opened):
    stop(opened, link)
    scheme = db.get_one(Scheme, person.scheme_id)
    manager, _ = sign_in(Role.MANAGER, scheme=scheme)
    colleague, _ = sign_in(scheme=scheme)

    home, page = text_of(manager.get("/staff/")), text_of(colleague.get(f"/staff/clients/{person.reference}"))

    assert "They want no more support" in home
    assert "They want no more support." in page
    assert WHY in page
    assert "Close their case" in page


def test_once_their_case_has_ended_it_is_seen_to_and_cannot_be_taken_back(db, link, opened, coordinator, person):
    stop(opened, link)
    close(db, coordinator, person)

    go_on(opened, link)

    [kept] = messages(db)
    assert (kept.seen_by, kept.taken_back_at) == (coordinator.user_id, None)
    page = seen_on(opened.get(link))
    assert "Your team saw to it on" in page
    assert "I want no more support" not in page


def test_who_has_no_support_any_more_is_not_asked(db, link, opened, coordinator, person):
    close(db, coordinator, person)

    answers = [opened.get(f"{link}/no-more-support"), stop(opened, link)]

    assert [(each.status_code, each.location) for each in answers] == [(303, link)] * 2
    assert messages(db) == []


def test_looking_at_the_question_says_nothing(db, link, opened):
    opened.get(f"{link}/no-more-support")
    opened.head(f"{link}/no-more-support")

    assert messages(db) == []


def test_who_has_not_shown_the_code_says_nothing(db, browser, link):
    answers = [browser.get(f"{link}/no-more-support"), stop(browser, link), go_on(browser, link)]

    assert [each.location for each in answers] == [link] * 3
    assert messages(db) == []
