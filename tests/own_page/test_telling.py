"""Telling the team from one's own page: it is kept once, sealed, for those who support the person alone."""

import pytest
from sqlalchemy import select, text

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.own_page.models import OwnPageMessage, Told
from directory.web.request_log import set_up_logging
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.links import link_in
from tests.own_page.conftest import ADDRESS, PHONE, SAID, seen_on, text_of
from tests.staff.conftest import new_key

NOTE = "My name is D'Arcy-O’Neill <b>not</b> Darcy"


def messages(db) -> list[OwnPageMessage]:
    db.expire_all()
    return db.scalars(select(OwnPageMessage)).all()


def write(browser, link, note=NOTE, key=""):
    return browser.post(f"{link}/corrections", data={"note": note, "submission_key": key or new_key()})


def test_what_is_wrong_reaches_the_team_sealed_and_is_shown_as_it_was_written(db, link, opened, person):
    answer = write(opened, link)

    assert (answer.status_code, answer.location) == (303, link)
    [kept] = messages(db)
    assert (kept.kind, kept.note, kept.client_id, kept.seen_at) == (Told.CORRECTION, NOTE, person.id, None)
    assert "Arcy" not in str(db.execute(text("SELECT * FROM own_page_message")).all())
    page = opened.get(link)
    assert "<b>not</b>" not in page.text
    assert NOTE in text_of(page)
    assert "Your team will see it." in seen_on(page)


def test_whoever_writes_to_the_team_is_told_whom_to_ring_in_danger(link, opened):
    assert "tel:116123" in opened.get(f"{link}/corrections/new").text


@pytest.mark.parametrize("same_key", [True, False], ids=["the same form", "another form"])
def test_sent_twice_it_is_kept_once(db, link, opened, same_key):
    key = new_key()

    answers = [write(opened, link, key=key if same_key else "").status_code for _ in range(2)]

    assert answers == [303, 303]
    assert len(messages(db)) == 1


def test_another_note_by_the_same_form_is_asked_about(db, link, opened):
    key = new_key()
    write(opened, link, key=key)

    answer = write(opened, link, "My phone has a new number", key=key)

    assert answer.status_code == 422
    assert "You sent this form before" in text_of(answer)
    assert len(messages(db)) == 1


@pytest.mark.parametrize("note", ["", "   ", "x" * 1001])
def test_what_cannot_be_kept_is_asked_again(db, link, opened, note):
    answer = write(opened, link, note)

    assert answer.status_code == 422
    assert "What is wrong?" in text_of(answer)
    assert messages(db) == []


def test_a_copy_is_asked_for_once_while_that_waits(db, link, opened):
    answers = [opened.post(f"{link}/copies").status_code for _ in range(2)]

    assert answers == [303, 303]
    assert [each.kind for each in messages(db)] == [Told.COPY]
    assert "You have asked for a copy" in seen_on(opened.get(link))


def test_twenty_messages_a_day_are_enough(db, link, opened):
    answers = [write(opened, link, f"Line {number} is wrong").status_code for number in range(21)]

    assert answers == [303] * 20 + [429]
    assert len(messages(db)) == 20


@pytest.mark.parametrize("page", ["corrections", "copies"])
def test_who_has_not_shown_the_code_tells_nothing(db, browser, link, page):
    answer = browser.post(f"{link}/{page}", data={"note": NOTE})

    assert (answer.status_code, answer.location) == (303, link)
    assert messages(db) == []


def test_their_coordinator_reads_it_and_sees_to_it_once(db, sign_in, person, link, opened):
    write(opened, link)
    staff, actor = sign_in(Role.COORDINATOR, Role.MANAGER, scheme=db.get_one(Scheme, person.scheme_id))
    page = f"/staff/clients/{person.reference}"
    read = text_of(staff.get(page))
    [message] = messages(db)

    answers = [staff.post(f"{page}/own-page/messages/{message.id}").status_code for _ in range(2)]

    assert NOTE in read
    assert answers == [303, 303]
    [kept] = messages(db)
    assert kept.seen_by == actor.user_id
    assert "On their own page" not in text_of(staff.get("/staff/"))
    assert f"Seen to by {actor.name}" in text_of(staff.get(f"{page}/agreements"))
    assert "Your team saw to it on" in seen_on(opened.get(link))


def test_a_message_of_somebody_else_is_not_found(db, sign_in, coordinator, person, link, opened):
    write(opened, link)
    staff, actor = sign_in()
    other = make_actor(db, scheme=db.get_one(Scheme, actor.scheme_id))
    theirs = make_client(db, other)
    db.commit()
    [message] = messages(db)

    answer = staff.post(f"/staff/clients/{theirs.reference}/own-page/messages/{message.id}")

    assert answer.status_code == 404
    assert messages(db)[0].seen_at is None


def test_nothing_of_a_visit_stands_in_logs_letters_addresses_or_cookies(app, person, invite, open_with_code, capfd):
    set_up_logging(as_json=True)
    letter = invite(person)
    link = link_in(letter)
    browser = open_with_code(app.test_client(), link)
    answers = [browser.get(link), write(browser, link), browser.post(f"{link}/copies")]
    answers += [browser.open(f"{link}/agreements/contact", method=each) for each in ("GET", "POST")]

    logged = capfd.readouterr()

    told = [*(f"{each.headers}" for each in answers), letter.get_content(), letter["Subject"], logged.err, logged.out]
    assert "own_page.create_correction" in logged.err
    assert link.rpartition("/")[2] not in logged.err
    assert [each for each in ("Edith", "Ashworth", "Arcy", PHONE, ADDRESS, SAID) if each in "\n".join(told)] == []
