"""Letters that come back: what is marked, who is told, and what changes nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.catalogue.models.services import Service
from directory.champions.operations import confirm_as_group
from directory.champions.verification.failing_address_models import FailingAddress
from directory.champions.verification.models import Verification
from directory.db import new_id, transaction
from directory.jobs.bounces import Outcome, take_bounce, take_maildir
from directory.jobs.sending import (
    lease_next,
    make_email,
    note_sent,
    open_letter,
    read_sender,
    send_waiting,
    smtp_sender,
)
from directory.outbox import OutboxMessage
from tests.factories.accounts import make_user
from tests.factories.catalogue import make_organization, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.delivery_reports import ABSENT, EXIM, report_of
from tests.factories.links import SENDER, sent_letters
from tests.factories.referrals import make_referral
from tests.factories.verifying import ADDRESS, make_due, run_round

HOUR = timedelta(hours=1, minutes=1)


@pytest.fixture
def clock_stands(time_machine):
    """Time goes on only where a test has it go on: nothing comes to the end of an hour by chance."""
    time_machine.move_to(datetime(2026, 3, 2, 6, 5, tzinfo=UTC), tick=False)
    return time_machine


@pytest.fixture
def champion(db):
    return make_user(db, Role.CHAMPION)


@pytest.fixture
def walking(db, champion):
    term = make_term(db)
    make_walking_domain(db, [term], champion)
    return term


@pytest.fixture
def asked(db, key_store, clock_stands, walking):
    """A listing whose group was written to, and the letter."""
    service = make_due(db, terms=[walking])
    run_round(db)
    [letter] = sent_letters()
    return service, letter


def verification_of(db, service) -> Verification:
    wanted = select(Verification).where(Verification.service_id == service.id)
    return db.scalars(wanted.execution_options(populate_existing=True)).one()


def failing(db):
    return set(db.scalars(select(FailingAddress.address)))


def take(letter, *template, **more) -> Outcome:
    return take_bounce(report_of(letter, *template, **more)).outcome


@pytest.mark.parametrize("template", [pytest.param((), id="postfix"), pytest.param((EXIM,), id="exim")])
def test_listing_whose_letter_came_back_is_its_champions_at_once(db, asked, template):
    service, letter = asked

    outcome = take(letter, *template)

    assert outcome is Outcome.RETURNED
    told = verification_of(db, service)
    assert (told.told_on, told.told_why) == (clock.today(), "address fails")
    assert failing(db) == {ADDRESS}


def test_champion_is_written_to_once_about_what_came_back_within_an_hour(
    db, key_store, champion, walking, clock_stands
):
    for number in range(3):
        make_due(db, f"Walk {number}", address=f"walk{number}@becklane.example", terms=[walking])
    run_round(db)
    for letter in sent_letters():
        take(letter)
    assert sent_letters() == []

    clock_stands.shift(HOUR)

    [letter] = sent_letters()
    assert letter["To"] == champion.email
    assert "the address does not work" in letter.get_content()
    assert "http://localhost/staff/listings" in letter.get_content()
    assert run_round(db).told == 0


def test_nobody_is_written_to_there_until_another_address_is_registered(db, asked, walking, clock_stands):
    service, letter = asked
    take(letter)
    make_due(db, "Tea at two", address=f" {ADDRESS.upper()}", terms=[walking])
    days = []
    for week in range(1, 20):
        clock_stands.shift(timedelta(weeks=1))
        days += [week] if run_round(db).letters else []
    assert days == []
    assert {each.told_why for each in db.scalars(select(Verification))} == {"address fails"}

    db.get(Service, service.id).email = "new@becklane.example"

    assert run_round(db).letters == 1
    anew = verification_of(db, service)
    assert (anew.letters, anew.told_why) == (1, None)
    # Another listing still has the one that fails.
    assert failing(db) == {ADDRESS}
    assert "new@becklane.example" in [each["To"] for each in sent_letters()]


def test_new_address_is_asked_as_often_as_the_first(db, asked, clock_stands):
    service, letter = asked
    take(letter)
    db.get(Service, service.id).email = "new@becklane.example"
    weeks = []
    for week in range(12):
        weeks += [week] if run_round(db).letters else []
        clock_stands.shift(timedelta(weeks=1))

    assert failing(db) == set()
    assert weeks == [0, 4, 8]


def test_group_that_answers_from_an_address_is_written_to_there_again(db, asked):
    service, letter = asked
    take(letter)
    db.refresh(service, ["organization"])

    confirm_as_group(db, service)

    assert failing(db) == set()


def test_address_of_an_organisation_fails_for_all_it_runs(db, key_store, walking):
    beck = make_organization(db, email="office@becklane.example")
    services = [make_due(db, name, address=None, organization=beck, terms=[walking]) for name in ("Walks", "Tea")]
    run_round(db)
    [letter] = sent_letters()

    take(letter)

    assert [verification_of(db, each).told_why for each in services] == ["address fails"] * 2


def test_letter_that_is_late_may_still_arrive(db, asked):
    service, letter = asked

    outcome = take(letter, action="delayed", status="4.4.1")

    assert outcome is Outcome.LATE
    assert verification_of(db, service).told_on is None
    assert failing(db) == set()


@pytest.mark.parametrize(
    ("status", "why"),
    [
        pytest.param("4.4.7", "not delivered", id="tried for days"),
        pytest.param("5.2.2", "not delivered", id="mailbox full"),
        pytest.param("5.7.1", "not delivered", id="refused for where it comes from"),
    ],
)
def test_letter_that_failed_without_the_address_being_wrong_leaves_it_to_be_tried_again(db, asked, status, why):
    service, letter = asked

    take(letter, status=status)

    assert verification_of(db, service).told_why == why
    assert failing(db) == set()


def test_address_that_a_letter_was_passed_on_to_is_not_the_groups(db, asked):
    service, letter = asked

    take(letter, address="secretary@home.example")

    assert verification_of(db, service).told_why == "not delivered"
    assert failing(db) == set()


def test_report_that_comes_twice_changes_nothing_the_second_time(db, asked, champion, clock_stands):
    _, letter = asked
    take(letter)

    assert take(letter) is Outcome.NOTED_BEFORE

    clock_stands.shift(HOUR)
    assert [each["To"] for each in sent_letters()] == [champion.email]


def test_report_about_no_letter_of_ours_changes_nothing(db, asked):
    service, letter = asked
    letter.replace_header("Message-ID", f"<{new_id()}@scheme.example>")

    assert take(letter) is Outcome.NOT_OURS
    assert verification_of(db, service).told_on is None


def test_report_about_a_letter_that_never_left_changes_nothing(db, key_store, asked):
    _, letter = asked
    make_due(db, "Tea at two", address="tea@becklane.example")
    run_round(db)
    waiting = db.scalars(select(OutboxMessage).where(OutboxMessage.tries == 0)).one()
    letter.replace_header("Message-ID", f"<{waiting.id}@scheme.example>")

    assert take(letter) is Outcome.NOT_OURS
    assert [each["To"] for each in sent_letters()] == ["tea@becklane.example"]


def test_absence_notice_changes_nothing(db, asked):
    service, letter = asked

    assert take(letter, ABSENT) is Outcome.NOT_OURS
    assert verification_of(db, service).told_on is None


def test_report_that_is_quicker_than_the_note_of_sending_counts(db, key_store, walking):
    make_due(db, terms=[walking])
    run_round(db)
    message_id = lease_next()
    letter = make_email(message_id, open_letter(message_id), read_sender(SENDER))

    assert take(letter) is Outcome.RETURNED
    note_sent(message_id)

    message = db.get(OutboxMessage, message_id, populate_existing=True)
    assert (message.has_come_back, message.sent_at) == (True, None)
    assert sent_letters() == []


def test_letter_about_a_referral_that_came_back_counts_as_one_that_never_left(db, key_store, walking):
    service = make_due(db, terms=[walking])
    referral = make_referral(db, service=service)
    db.commit()
    [letter] = sent_letters()

    take(letter)

    message = db.scalars(select(OutboxMessage).where(OutboxMessage.about_id == referral.id)).one()
    db.refresh(message)
    assert (message.has_come_back, message.sent_at) == (True, None)
    # The address is that of the group: nobody asks it about its listings there either.
    run_round(db)
    assert verification_of(db, service).told_why == "address fails"


def test_address_of_a_person_is_not_kept_as_one_that_fails(db, asked, champion, clock_stands):
    _, letter = asked
    take(letter)
    clock_stands.shift(HOUR)
    [to_champion] = sent_letters()

    assert take(to_champion) is Outcome.RETURNED

    assert failing(db) == {ADDRESS}


def test_maildir_is_taken_in_once(db, asked, tmp_path):
    _, letter = asked
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1.mx").write_bytes(report_of(letter))
    (tmp_path / "new" / "2.mx").write_bytes(b"Subject: Hello\n\nBuy this\n")

    first, second = take_maildir(tmp_path), take_maildir(tmp_path)

    assert [each.outcome for each in first] == [Outcome.RETURNED, Outcome.NOT_OURS]
    assert second == []
    assert sorted(each.name for each in (tmp_path / "cur").iterdir()) == ["1.mx:2,S", "2.mx:2,S"]


def test_what_a_mail_server_reports_to_the_address_in_the_envelope_finds_its_letter(
    db, key_store, walking, mail_server
):
    service = make_due(db, terms=[walking])
    run_round(db)
    send_waiting(smtp_sender(mail_server.url, "bounces@scheme.example"), SENDER)
    [sent] = mail_server.taken
    assert sent.envelope_from.startswith("bounces+")
    # Some servers give back none of the letter that names it.
    del sent.letter["Message-ID"]

    outcome = take_bounce(report_of(sent.letter, to="undisclosed-recipients:;"), sent.envelope_from).outcome

    assert outcome is Outcome.RETURNED
    assert verification_of(db, service).told_why == "address fails"


def test_without_an_address_for_reports_they_go_to_the_sender(db, key_store, mail_server):
    make_due(db)
    run_round(db)

    send_waiting(smtp_sender(mail_server.url), SENDER)

    assert [each.envelope_from for each in mail_server.taken] == [SENDER]


def test_two_who_take_in_the_same_report_tell_the_champion_once(own_database, at_once):
    with transaction() as db:
        term = make_term(db)
        make_walking_domain(db, [term], make_user(db, Role.CHAMPION))
        make_due(db, terms=[term])
    with transaction() as db:
        run_round(db)
    [letter] = sent_letters()
    raw = report_of(letter)

    taken = at_once(*[lambda: take_bounce(raw).outcome] * 2)

    assert sorted(taken) == [Outcome.NOTED_BEFORE, Outcome.RETURNED]
    with transaction() as db:
        assert len(db.scalars(select(OutboxMessage).where(OutboxMessage.kind == "verification_returned")).all()) == 1
