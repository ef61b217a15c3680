"""A new password instead of a forgotten one."""

import re
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from sqlalchemy import Engine, event, select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import AccountLink
from directory.audit.models import AuditEvent
from directory.jobs.sending import send_waiting
from directory.outbox import OutboxMessage
from directory.security import sealing
from tests.factories.accounts import PASSWORD, make_invited, make_user

NEW = "otter kettle canal blue"
SENDER = "team@scheme.example"
UNKNOWN = "nobody.here@staff.example"


@pytest.fixture
def guest(app):
    app.config["LYNCHPIN_SENDS_MAIL"] = True
    return app.test_client()


@pytest.fixture
def user(db):
    made = make_user(db, Role.MANAGER, email="jo@staff.example")
    db.commit()
    return made


def ask(browser, email):
    return browser.post("/staff/forgotten-password", data={"email": email})


def sent_letters() -> list:
    letters = []
    send_waiting(letters.append, SENDER)
    return letters


def link_in(letter) -> str:
    return urlsplit(re.search(r"http://localhost/staff/\S+", letter.get_content())[0]).path


def test_who_forgot_their_password_chooses_another_and_signs_in(guest, user):
    page = ask(guest, " Jo@staff.example ")
    [letter] = sent_letters()

    chosen = guest.post(link_in(letter), data={"password": NEW})

    assert (page.status_code, page.location) == (303, "/staff/forgotten-password/sent")
    assert letter["To"] == "jo@staff.example"
    assert chosen.location == "/staff/sign-in"
    old, new = (
        guest.post("/staff/sign-in", data={"email": user.email, "password": each}).status_code
        for each in (PASSWORD, NEW)
    )
    assert (old, new) == (422, 303)


def test_a_changed_password_ends_every_session_and_is_told_by_mail(app, guest, user):
    other = app.test_client()
    other.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD})
    ask(guest, user.email)
    guest.post(link_in(sent_letters()[0]), data={"password": NEW})

    [told] = sent_letters()

    assert other.get("/staff/").status_code == 303
    assert (told["To"], told["Subject"]) == ("jo@staff.example", "Your password was changed")
    assert "http" not in told.get_content()


def test_only_asking_leaves_the_password_as_it_is(guest, user):
    ask(guest, user.email)

    assert guest.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD}).status_code == 303


def test_a_link_that_is_an_hour_old_is_not_even_sent(db, guest, user):
    ask(guest, user.email)

    with time_machine.travel(clock.now() + timedelta(hours=1, seconds=1)):
        assert sent_letters() == []
    db.expire_all()
    assert db.scalars(select(OutboxMessage.cancelled_at)).one() is not None


@contextmanager
def noted_work():
    """Every statement that a database is sent meanwhile, and what is sealed, by its length alone where that varies."""
    work = []

    def note(_connection, _cursor, statement, _parameters, _context, many):
        work.append((re.sub(r"sa_savepoint_\d+", "savepoint", statement), many))

    sealed, real = sealing.seal_text, sealing.seal_text
    event.listen(Engine, "before_cursor_execute", note)
    sealing.seal_text = lambda person, place, text: work.append("sealed") or sealed(person, place, text)
    try:
        yield work
    finally:
        sealing.seal_text = real
        event.remove(Engine, "before_cursor_execute", note)


def test_nobody_learns_who_has_an_account_by_words_or_by_work(db, guest, user):
    disabled, invited = make_user(db, email="gone@staff.example"), make_invited(db, email="new@staff.example")
    dormant = make_user(db, email="away@staff.example")
    disabled.is_active, dormant.made_at = False, clock.now() - timedelta(days=91)
    db.commit()
    # The first of all makes the key that every letter is sealed with.
    ask(guest, "first@staff.example")

    answers, works = [], []
    for email in (user.email, UNKNOWN, disabled.email, invited.email, dormant.email):
        with noted_work() as work:
            answer = ask(guest, email)
        answers.append((answer.status_code, answer.location, answer.get_data()))
        works.append(work)

    assert len(set(answers)) == 1
    assert all(work == works[0] for work in works)
    assert works[0].count("sealed") == 3
    assert [letter["To"] for letter in sent_letters()] == [user.email]


def test_an_address_that_nobody_has_is_kept_nowhere(db, guest):
    ask(guest, UNKNOWN)
    db.expire_all()

    message = db.scalars(select(OutboxMessage)).one()
    assert UNKNOWN not in message.address + message.subject + message.text
    assert db.scalars(select(AccountLink.user_id)).all() == [None]
    asked = db.scalars(select(AuditEvent).where(AuditEvent.action == "user.new_password_asked")).one()
    assert (asked.subject_ids, asked.fields) == ([], [])


def test_no_letter_box_is_filled(guest, user):
    answers = [ask(guest, user.email).status_code for _ in range(4)]
    unknown = [ask(guest, UNKNOWN).status_code for _ in range(4)]

    assert answers == unknown == [303, 303, 303, 429]


def test_without_an_address_nothing_is_sent(db, guest):
    answer = ask(guest, " ")

    assert answer.status_code == 422
    assert "Enter your email address" in answer.text
    assert db.scalar(select(OutboxMessage.id)) is None


def test_where_no_mail_leaves_the_page_says_whom_to_ask(app):
    page = app.test_client().get("/staff/forgotten-password").text

    assert "No email leaves this site" in page
    assert 'name="email"' not in page


def test_where_no_mail_leaves_nothing_is_written_that_would_wait_for_ever(app, db, user):
    answer = ask(app.test_client(), user.email)

    assert answer.location == "/staff/forgotten-password"
    assert db.scalar(select(OutboxMessage.id)) is None
    assert db.scalar(select(AccountLink.id)) is None


def test_signing_in_clears_letters_whose_time_is_over(app, db, guest, user):
    ask(guest, user.email)

    with time_machine.travel(clock.now() + timedelta(days=9)):
        app.test_client().post("/staff/sign-in", data={"email": user.email, "password": PASSWORD})

    assert db.scalar(select(OutboxMessage.id)) is None


def test_the_sign_in_page_leads_to_it(guest):
    assert 'href="/staff/forgotten-password"' in guest.get("/staff/sign-in").text
