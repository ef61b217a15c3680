"""Sheets that were sent and wait: who finds them, how many may wait, and that what was shown is what is written."""

import pytest
import time_machine
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.audit.models import AuditEvent
from directory.catalogue.models.sent_sheets import SentSheet, SheetState
from directory.catalogue.models.services import Service
from directory.db import reading, transaction
from directory.errors import NotFound, Refused, UsedBefore
from directory.exchange.sheets.sending import (
    KEPT_FOR,
    MOST_WAITING,
    accept_sheet,
    digest_of,
    get_sent_sheet,
    give_up_sheet,
    list_sent_sheets,
    preview_of,
    send_sheet,
)
from tests.factories.accounts import make_actor
from tests.factories.sheets import sheet_input, sheet_line


@pytest.fixture
def editor(db):
    return make_actor(db, Role.EDITOR)


def send(db, actor, *lines, **more):
    return send_sheet(db, actor, sheet_input(*(lines or (sheet_line(),)), **more))


def test_what_was_shown_is_written_once(db, editor):
    sheet = send(db, editor)

    first = accept_sheet(db, editor, sheet, digest_of(sheet))
    second = accept_sheet(db, editor, sheet, "whatever was shown")

    assert (first, second) == (True, True)
    assert (sheet.state, sheet.replays) == (SheetState.ACCEPTED, 1)
    assert len(db.scalars(select(Service)).all()) == 1
    acts = db.scalars(select(AuditEvent).where(AuditEvent.action == "sheet.accepted")).all()
    assert [(each.actor_id, each.subject_ids) for each in acts] == [(editor.user_id, [str(sheet.id)])]


def test_what_is_otherwise_by_now_is_not_written_and_shown_anew(db, editor):
    other, sheet = send(db, editor, key="the-other"), send(db, editor, sheet_line(Cost="£3"))
    seen = digest_of(sheet)
    accept_sheet(db, editor, other, digest_of(other))

    is_taken_in = accept_sheet(db, editor, sheet, seen)

    assert not is_taken_in
    assert sheet.state == SheetState.WAITING
    (offer,) = preview_of(sheet).offered
    assert [(each.before, each.after) for each in offer.differences] == [("£2.50", "£3")]
    assert accept_sheet(db, editor, sheet, digest_of(sheet))


def test_sheet_sent_again_with_its_key_is_counted_and_not_kept_twice(db, editor):
    wanted = sheet_input(sheet_line())

    first, second = send_sheet(db, editor, wanted), send_sheet(db, editor, wanted)

    assert first is second
    assert first.replays == 1
    with pytest.raises(UsedBefore):
        send(db, editor, sheet_line(2))


def test_sheet_is_its_senders_alone(db, editor):
    sheet = send(db, editor)
    colleague = make_actor(db, Role.EDITOR)

    assert [each.id for each in list_sent_sheets(db, editor)] == [sheet.id]
    assert list_sent_sheets(db, colleague) == []
    with pytest.raises(NotFound):
        get_sent_sheet(db, colleague, sheet.id)


def test_no_more_than_a_few_sheets_wait(db, editor):
    for number in range(MOST_WAITING):
        last = send(db, editor, key=f"sheet-number-{number}")

    with pytest.raises(Refused, match="Accept some of them, or give them up"):
        send(db, editor, key="one-too-many")
    give_up_sheet(last)
    db.flush()

    assert send(db, editor, key="one-too-many").state == SheetState.WAITING


def test_old_sheets_are_forgotten_when_the_next_is_sent(db, editor):
    old = send(db, editor)

    with time_machine.travel(clock.now() + KEPT_FOR, tick=False):
        assert list_sent_sheets(db, editor) == []
        with pytest.raises(NotFound, match="kept for 30 days"):
            get_sent_sheet(db, editor, old.id)
        new = send(db, make_actor(db, Role.EDITOR))

    assert db.scalars(select(SentSheet.id)).all() == [new.id]


@pytest.fixture
def waiting_sheet(own_database):
    """An editor with the ids of two sheets that wait and say the same, committed, and what they saw of them."""
    with transaction() as db:
        actor = make_actor(db, Role.EDITOR)
        earlier = send(db, actor, key="an-earlier-sheet")
        accept_sheet(db, actor, earlier, digest_of(earlier))
        sheets = [send(db, actor, sheet_line(2), key=f"sheet-number-{number}") for number in range(2)]
        return actor, [sheet.id for sheet in sheets], digest_of(sheets[0])


def accept_apart(actor, sheet_id, seen):
    with transaction() as db:
        return accept_sheet(db, actor, get_sent_sheet(db, actor, sheet_id, to_decide=True), seen)


def test_two_clicks_at_the_same_moment_take_a_sheet_in_once(waiting_sheet, at_once):
    actor, (sheet_id, _), seen = waiting_sheet

    results = at_once(*[lambda: accept_apart(actor, sheet_id, seen)] * 2)

    assert results == [True, True]
    with reading() as db:
        assert len(db.scalars(select(Service.id)).all()) == 2
        assert len(db.scalars(select(AuditEvent).where(AuditEvent.action == "sheet.accepted")).all()) == 2


def test_of_two_sheets_accepted_at_the_same_moment_the_second_is_shown_again(waiting_sheet, at_once):
    actor, (first, second), seen = waiting_sheet

    results = at_once(lambda: accept_apart(actor, first, seen), lambda: accept_apart(actor, second, seen))

    assert sorted(results) == [False, True]
    with reading() as db:
        assert len(db.scalars(select(Service.id)).all()) == 2
