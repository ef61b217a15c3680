"""How a case ends: why, what is put right later, and what two people do at once."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from directory import clock
from directory.audit.models import AuditEvent
from directory.casework.closing.drafts import answers_so_far, find_draft, keep_answers
from directory.casework.closing.ending import end_case
from directory.casework.closing.queries import find_standing, list_closures, list_standing
from directory.casework.closing.reasons import REASONS, ClosureReason, EndState
from directory.casework.deaths import record_death, undo_death
from directory.casework.inputs import DeathInput
from directory.casework.operations import ChangedMeanwhile, close_case
from directory.errors import WrongInput
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.closing import make_closure, wanted_closing
from tests.factories.outcomes import days_ago


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def test_a_case_ends_for_a_reason(db, coordinator, client):
    closure = end_case(db, coordinator, client.cases[0], wanted_closing(what_next="She goes to the choir by herself"))
    db.flush()

    assert client.cases[0].closed_on == clock.today()
    assert list_closures(db, client.cases[0]) == [closure]
    assert (closure.reason, closure.number, closure.end_state) == ("completed", 1, EndState.COMPLETED)
    acts = list(db.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))
    assert acts[-2:] == ["case.closed", "closure.recorded"]


def test_words_of_an_ending_are_sealed(db, coordinator, client):
    make_closure(db, coordinator, client, what_next="She goes to the choir", onward_to="Talking therapies")

    row = db.execute(text("SELECT what_next_sealed, onward_to_sealed FROM closure")).one()

    assert b"choir" not in bytes(row[0])
    assert b"therapies" not in bytes(row[1])


@pytest.mark.parametrize("reason", ClosureReason, ids=str)
def test_every_reason_leads_to_one_end_state(reason):
    group, state, words = REASONS[reason]

    assert group
    assert words
    assert state in EndState


def test_an_ending_that_is_put_right_keeps_what_was_written_before(db, coordinator, client):
    first = make_closure(db, coordinator, client, ClosureReason.MOVED)

    second = make_closure(db, coordinator, client, ClosureReason.NEEDS_MET, closed_on=days_ago(3), seen_number=1)

    assert client.cases[0].closed_on == days_ago(3)
    assert find_standing(db, client.cases[0]) is second
    assert (first.replaced_at is None, second.number) == (False, 2)
    assert list_standing(db, client) == [second]


def test_the_same_ending_again_changes_nothing(db, coordinator, client):
    first = make_closure(db, coordinator, client)

    again = make_closure(db, coordinator, client)

    assert again is first
    assert len(list_closures(db, client.cases[0])) == 1


def test_who_has_not_seen_how_a_colleague_ended_it_does_not_replace_that(db, coordinator, client):
    case = client.cases[0]
    make_closure(db, coordinator, client, ClosureReason.MOVED)

    with pytest.raises(ChangedMeanwhile):
        end_case(db, coordinator, case, wanted_closing(ClosureReason.NOT_REACHED, seen_number=0))

    assert find_standing(db, case).reason == ClosureReason.MOVED


def test_a_case_that_ended_before_reasons_were_asked_gets_one(db, coordinator, client):
    case = client.cases[0]
    close_case(db, coordinator, case, days_ago(5))
    db.flush()

    make_closure(db, coordinator, client, closed_on=days_ago(5), seen=case.version, seen_number=0)

    assert find_standing(db, case).closed_on == days_ago(5)


def test_a_case_cannot_end_before_it_began(db, coordinator, client):
    with pytest.raises(WrongInput):
        end_case(db, coordinator, client.cases[0], wanted_closing(closed_on=days_ago(400)))

    assert list_closures(db, client.cases[0]) == []


def test_a_death_ends_the_case_with_a_closure_of_its_own(db, coordinator, client):
    record_death(db, coordinator, client, DeathInput("Her son"))
    db.flush()
    closure = find_standing(db, client.cases[0])

    undo_death(db, coordinator, client, "It was her sister")
    db.flush()

    assert closure.reason == ClosureReason.DIED
    assert closure.why_undone == "It was her sister"
    assert find_standing(db, client.cases[0]) is None


def test_answers_are_kept_between_the_steps_for_whoever_gave_them(db, coordinator, client):
    case, colleague = client.cases[0], make_actor(db)

    keep_answers(db, coordinator, case, None, {"reason": "completed", "reason_note": "All done"})
    keep_answers(db, coordinator, case, None, {"reason_note": None, "what_next": "The choir"})
    db.flush()

    draft = find_draft(db, coordinator, case)
    assert answers_so_far(draft, None) == {"reason": "completed", "what_next": "The choir"}
    assert find_draft(db, colleague, case) is None
    assert b"choir" not in draft.answers_sealed


def test_answers_of_long_ago_are_not_begun_with(db, coordinator, client):
    keep_answers(db, coordinator, client.cases[0], None, {"reason": "completed"})
    db.flush()
    find_draft(db, coordinator, client.cases[0]).saved_at -= timedelta(days=15)

    keep_answers(db, coordinator, client.cases[0], None, {"what_next": "The choir"})
    db.flush()

    assert find_draft(db, coordinator, client.cases[0]).given == {"what_next": "The choir"}


def test_answers_are_forgotten_once_the_case_is_closed(db, coordinator, client):
    keep_answers(db, coordinator, client.cases[0], None, {"reason": "completed"})
    db.flush()

    make_closure(db, coordinator, client)

    assert find_draft(db, coordinator, client.cases[0]) is None


def test_putting_right_begins_with_how_it_ended(db, coordinator, client):
    closure = make_closure(db, coordinator, client, ClosureReason.MOVED, wanted_more=True)

    begun = answers_so_far(None, closure)

    assert begun["reason"] == "moved away"
    assert begun["wanted_more"] is True
    assert begun["closed_on"] == clock.today().isoformat()


def test_the_audit_record_does_not_say_why_support_ended(db, coordinator, client):
    make_closure(db, coordinator, client, ClosureReason.NOT_ENGAGED)
    db.flush()

    [event] = db.scalars(select(AuditEvent).where(AuditEvent.action == "closure.recorded"))
    assert event.fields == ["reason"]
