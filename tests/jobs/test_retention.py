"""The nightly end of what is kept: just what is due, twice the same, and never everybody by mistake."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.letters import PASSWORD, queue_change
from directory.accounts.models import User
from directory.audit.models import AuditEvent
from directory.casework.emergency_letters import queue_alert
from directory.casework.emergency_models import EmergencyAccess
from directory.casework.kept_questions import keep_question
from directory.casework.models import Client, KeptQuestion
from directory.casework.operations import close_case
from directory.casework.tombstones import ErasedPerson
from directory.catalogue.models.photographs import Picture, PictureFile
from directory.champions.messages.closing import close_message, get_message
from directory.champions.messages.inputs import ClosingInput
from directory.champions.messages.models import Ending, ListingMessage
from directory.champions.onboarding.form_models import GroupForm
from directory.champions.onboarding.forms import begin_form
from directory.champions.suggesting.group_suggestion_models import GroupSuggestion
from directory.db import new_id, transaction
from directory.errors import Refused
from directory.jobs import retention
from directory.jobs.retention import (
    CLIENTS,
    MESSAGES_KEPT_FOR,
    KeysMissing,
    Periods,
    TooManyDue,
    keep_to_times,
    look_at_times,
)
from directory.links.purposes import CODE_KINDS
from directory.outbox import Letter, OutboxMessage, queue_letter
from directory.rights.erased_tables import count_rows
from directory.rights.erasure import ErasureInput, ErasureReason, erase_client
from directory.rights.holding import hold_back
from directory.rights.retention import WARNING, note_due
from directory.security.key_tables import PersonErased
from directory.security.keystore import KeyStore, current_key_store
from directory.security.sealing import SealBroken
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.champions import make_group_suggestion, make_message
from tests.factories.photographs import make_photograph, make_picture

PERIODS = Periods(years=8, days=30, session_hours=12)
LATER = timedelta(days=9 * 366)


@pytest.fixture
def actor(db):
    return make_actor(db, Role.COORDINATOR, Role.MANAGER)


def make_ended(db, actor) -> Client:
    client = make_client(db, actor)
    close_case(db, actor, client.cases[0], clock.today())
    db.commit()
    return client


def left(db) -> set:
    db.expire_all()
    return set(db.scalars(select(Client.id)))


@contextmanager
def warned_later():
    """A day long after everybody's time was over, and a month after a nightly run found that."""
    with time_machine.travel(clock.now() + LATER, tick=False) as travel:
        with transaction() as session:
            note_due(session, clock.today(), PERIODS.years)
        travel.shift(WARNING)
        yield


def number_of(report, kind) -> int:
    return next(line.number for line in report.lines if line.kind == kind)


def test_reports_of_the_public_go_half_a_year_after_they_were_closed(db, key_store):
    editor, closed = make_actor(db, Role.EDITOR), make_message(db, make_service(db))
    told_at = clock.now()
    with time_machine.travel(told_at + timedelta(days=100), tick=False):
        close_message(db, editor, get_message(db, editor, closed.id), ClosingInput(Ending.PUT_RIGHT, "Thank you."))
        db.commit()

    with time_machine.travel(told_at + MESSAGES_KEPT_FOR + timedelta(days=1), tick=False):
        early = keep_to_times(key_store, PERIODS, most=10)
    with time_machine.travel(told_at + MESSAGES_KEPT_FOR + timedelta(days=100), tick=False):
        late = keep_to_times(key_store, PERIODS, most=10)

    db.expire_all()
    assert number_of(early, "letters to the public") == 1
    assert [number_of(each, "closed reports and questions") for each in (early, late)] == [0, 1]
    assert db.scalars(select(ListingMessage.id)).all() == []
    assert db.scalars(select(OutboxMessage)).all() == []


def test_what_the_public_told_and_nobody_closed_goes_half_a_year_after_it_was_told(db, key_store):
    make_message(db, make_service(db))
    make_group_suggestion(db)
    db.commit()
    told_at = clock.now()

    with time_machine.travel(told_at + MESSAGES_KEPT_FOR - timedelta(days=1), tick=False):
        early = keep_to_times(key_store, PERIODS, most=10)
    with time_machine.travel(told_at + MESSAGES_KEPT_FOR, tick=False):
        late = keep_to_times(key_store, PERIODS, most=10)

    for kind in ("reports and questions left open", "suggestions of groups left open"):
        assert [number_of(each, kind) for each in (early, late)] == [0, 1]
    assert [*db.scalars(select(ListingMessage.id)), *db.scalars(select(GroupSuggestion.id))] == []


def test_group_that_is_at_its_form_does_not_lose_it(db, key_store):
    suggestion = make_group_suggestion(db)
    db.commit()
    told_at = clock.now()
    with time_machine.travel(told_at + MESSAGES_KEPT_FOR - timedelta(days=10), tick=False):
        begin_form(db, None, suggestion)
        db.commit()

    with time_machine.travel(told_at + MESSAGES_KEPT_FOR, tick=False):
        keep_to_times(key_store, PERIODS, most=10)
    kept = db.scalars(select(GroupForm.suggestion_id)).all()
    with time_machine.travel(told_at + 2 * MESSAGES_KEPT_FOR, tick=False):
        keep_to_times(key_store, PERIODS, most=10)

    assert kept == [suggestion.id]
    assert db.scalars(select(GroupForm.suggestion_id)).all() == []


def test_pictures_that_no_listing_shows_go_a_month_after_that_was_found(db, key_store):
    shown, taken_out = (
        make_photograph(db, make_service(db)),
        make_photograph(db, make_service(db), digest=make_picture(db, "red")),
    )
    digests = shown.digest, taken_out.digest
    db.delete(taken_out)
    db.commit()
    now, reports = clock.now(), []

    for days in (0, 29, 30):
        with time_machine.travel(now + timedelta(days=days), tick=False):
            reports.append(keep_to_times(key_store, PERIODS, most=10))

    db.expire_all()
    assert [number_of(each, "pictures that no listing shows") for each in reports] == [0, 0, 1]
    assert db.scalars(select(Picture.digest)).all() == [digests[0]]
    assert set(db.scalars(select(PictureFile.digest))) == {digests[0]}


def test_just_those_go_whose_time_is_over_and_nobody_held_back(db, actor, key_store):
    due, held, supported = make_ended(db, actor), make_ended(db, actor), make_client(db, actor)
    hold_back(db, actor, held, "A complaint")
    db.commit()
    due_id, others = due.id, {held.id, supported.id}

    with warned_later():
        report = keep_to_times(key_store, PERIODS, most=10)
        again = keep_to_times(key_store, PERIODS, most=10)

    assert left(db) == others
    assert (number_of(report, CLIENTS), report.held) == (1, 1)
    assert (number_of(again, CLIENTS), again.held) == (0, 1)
    assert count_rows(db, due_id) == {}
    with pytest.raises(PersonErased):
        key_store.key_of(due_id)
    assert db.get_one(ErasedPerson, due_id).reason == "time over"
    last = db.scalars(select(AuditEvent).where(AuditEvent.action == "client.erased")).one()
    assert (last.actor_id, last.fields) == (None, ["time_over"])


def test_before_their_time_nobody_goes(db, actor, key_store):
    client = make_ended(db, actor)

    report = keep_to_times(key_store, PERIODS, most=10)

    assert left(db) == {client.id}
    assert number_of(report, CLIENTS) == 0


def test_looking_changes_nothing(db, actor):
    client = make_ended(db, actor)
    keep_question(db, actor, client, {"statement": "I miss my garden"})
    db.commit()

    with warned_later():
        report = look_at_times(db, current_key_store(), PERIODS)

    assert (number_of(report, CLIENTS), number_of(report, "questions to the matcher")) == (1, 1)
    assert next(line.oldest for line in report.lines if line.kind == CLIENTS) == client.cases[0].closed_on
    assert left(db) == {client.id}
    assert db.scalars(select(KeptQuestion.id)).all()


def test_a_wrong_clock_does_not_erase_everybody(db, actor, key_store):
    clients = {make_ended(db, actor).id for _ in range(3)}

    with warned_later(), pytest.raises(TooManyDue, match="Nothing of them was"):
        keep_to_times(key_store, PERIODS, most=2)

    assert left(db) == clients


def test_whoever_comes_back_or_is_held_after_the_list_was_made_stays(db, actor, key_store, monkeypatch):
    client = make_ended(db, actor)
    asked = retention.erase_if_due

    def held_meanwhile(store, client_id, years):
        with transaction() as session:
            hold_back(session, actor, session.get_one(Client, client_id), "A claim came in")
        asked(store, client_id, years)

    monkeypatch.setattr(retention, "erase_if_due", held_meanwhile)
    with warned_later():
        keep_to_times(key_store, PERIODS, most=10)

    assert left(db) == {client.id}


def test_stopped_after_one_client_the_next_run_takes_the_others(db, actor, key_store, monkeypatch):
    clients = {make_ended(db, actor).id for _ in range(3)}
    real, calls = retention.finish_erasure, []

    def stop(*args):
        calls.append(args)
        raise KeyboardInterrupt

    with warned_later():
        monkeypatch.setattr(retention, "finish_erasure", stop)
        with pytest.raises(KeyboardInterrupt):
            keep_to_times(key_store, PERIODS, most=10)
        monkeypatch.setattr(retention, "finish_erasure", real)
        assert len(left(db)) == 2

        keep_to_times(key_store, PERIODS, most=10)

    assert left(db) == set()
    for each in clients:
        with pytest.raises(PersonErased):
            key_store.key_of(each)


def test_letters_to_staff_and_codes_go_and_letters_about_clients_stay_with_them(db, actor, key_store):
    client = make_ended(db, actor)
    user = db.get_one(User, actor.user_id)
    queue_change(db, user, PASSWORD)
    opened = EmergencyAccess(id=new_id(), reference=client.reference)
    queue_alert(db, opened, user, "https://example.org/")
    for kind in (*CODE_KINDS, "referral"):
        queue_letter(db, client.id, client.id, Letter(kind, kind, "ann@group.example", "Subject", "Hello."))
    db.commit()

    with time_machine.travel(clock.now() + timedelta(days=9), tick=False):
        report = look_at_times(db, key_store, PERIODS)
        keep_to_times(key_store, PERIODS, most=10)
    assert number_of(report, "letters to staff") == 2
    assert set(db.scalars(select(OutboxMessage.kind))) == {*CODE_KINDS, "referral"}

    with time_machine.travel(clock.now() + timedelta(days=31), tick=False):
        keep_to_times(key_store, PERIODS, most=10)
    assert db.scalars(select(OutboxMessage.kind)).all() == ["referral"]


def test_a_case_that_is_closed_late_is_seen_for_a_month_before_the_record_goes(db, actor, key_store):
    client = make_client(db, actor, consent_given_on=None)
    [case] = client.cases
    case.opened_on = case.closed_on = clock.today() - LATER
    db.commit()
    now = clock.now()

    for days in (0, 1, 30):
        with time_machine.travel(now + timedelta(days=days), tick=False):
            assert number_of(look_at_times(db, key_store, PERIODS), CLIENTS) == 0
            keep_to_times(key_store, PERIODS, most=10)
        assert left(db) == {client.id}
    with time_machine.travel(now + timedelta(days=31), tick=False):
        assert number_of(look_at_times(db, key_store, PERIODS), CLIENTS) == 1
        keep_to_times(key_store, PERIODS, most=10)

    assert left(db) == set()


def test_where_keys_are_missing_nothing_is_done_at_all(db, actor, settings, tmp_path):
    client = make_ended(db, actor)
    keep_question(db, actor, client, {"statement": "I miss my garden"})
    db.commit()
    empty = KeyStore(f"sqlite:///{tmp_path}/empty.db", settings.data_keys)

    with warned_later():
        for act in (lambda: look_at_times(db, empty, PERIODS), lambda: keep_to_times(empty, PERIODS, most=10)):
            with pytest.raises(KeysMissing, match="lynchpin keys restore"):
                act()
    empty.close()

    assert left(db) == {client.id}
    assert db.scalars(select(KeptQuestion.id)).all()


def test_a_record_that_cannot_be_erased_keeps_no_other(db, actor, key_store, monkeypatch):
    clients = [make_ended(db, actor).id for _ in range(3)]
    real = retention.take_out

    def fail(session, client, reason):
        if client.id == clients[1]:
            raise SealBroken("A sealed text does not open.")
        return real(session, client, reason)

    monkeypatch.setattr(retention, "take_out", fail)
    with warned_later():
        report = keep_to_times(key_store, PERIODS, most=10)

    assert (number_of(report, CLIENTS), report.failed) == (2, 1)
    assert left(db) == {clients[1]}


def test_a_record_that_is_held_back_cannot_be_erased_by_hand(db, actor):
    client = make_ended(db, actor)
    hold_back(db, actor, client, "A complaint")
    db.flush()

    with pytest.raises(Refused, match="held back"):
        erase_client(db, actor, client, ErasureInput(ErasureReason.ASKED, client.reference))

    assert left(db) == {client.id}
