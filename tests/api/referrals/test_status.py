"""Asking how a referral stands: only who sent it is told, and only a word."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.audit.models import AuditEvent
from directory.casework.operations import close_case
from directory.casework.queries import open_case
from directory.casework.referrals_in.answering_referrals import accept_as_new, decline_referral_in
from directory.casework.referrals_in.referral_inputs import DeclineInput
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_states import DeclineReason
from directory.casework.triage.kinds import ContactResult
from tests.api.referrals.conftest import System
from tests.factories.senders import make_key, make_sender
from tests.factories.triage import make_attempt, try_in_vain


@pytest.fixture
def referral(db, system) -> Referral:
    """What the system has sent."""
    system.send()
    [referral] = db.scalars(select(Referral)).all()
    return referral


def status(system, referral) -> tuple[str, str | None]:
    answer = system.get(f"/{referral.reference}")
    told = json.loads(answer.text)
    assert set(told) == {"reference", "status", "reason", "status_at", "received_at", "href"}
    return told["status"], told["reason"]


def test_a_referral_is_received_first(system, referral):
    assert status(system, referral) == ("received", None)


def test_who_was_not_reached_is_told(db, system, actor, referral):
    try_in_vain(db, actor, referral)
    db.commit()

    assert status(system, referral) == ("not reached", None)


def test_that_somebody_was_contacted_is_told(db, system, actor, referral):
    try_in_vain(db, actor, referral)
    make_attempt(db, actor, referral, result=ContactResult.CALL_BACK)
    db.commit()

    assert status(system, referral) == ("contacted", None)


def test_support_and_its_end_are_told(db, system, actor, referral):
    client = accept_as_new(db, actor, referral)
    db.commit()
    during = status(system, referral)
    close_case(db, actor, open_case(client), clock.today())
    db.commit()

    assert (during, status(system, referral)) == (("supported", None), ("ended", None))


TOLD_REASONS = {
    DeclineReason.OUT_OF_AREA: "out of area",
    DeclineReason.NO_ROOM: "no room",
    DeclineReason.NOT_ELIGIBLE: "not eligible",
    DeclineReason.DOES_NOT_WANT: None,
    DeclineReason.HELPED_ELSEWHERE: None,
    DeclineReason.OTHER: None,
    # That would say that the person is known here.
    DeclineReason.SENT_TWICE: None,
}


@pytest.mark.parametrize("reason", DeclineReason)
def test_why_somebody_is_not_taken_on_is_told_where_it_is_about_the_team(db, system, actor, referral, reason):
    decline_referral_in(db, actor, referral, DeclineInput(reason, "She said so"))
    db.commit()

    assert status(system, referral) == ("not taken on", TOLD_REASONS[reason])


def test_a_referral_of_another_system_is_as_if_there_were_none(db, browser, system, actor, referral):
    other = System(browser, make_key(db, make_sender(db, actor)))
    db.commit()

    theirs, none = other.get(f"/{referral.reference}"), other.get("/ABCDEFGHJK")

    assert theirs.status_code == none.status_code == 404
    assert theirs.text == none.text
    assert json.loads(other.get().text)["referrals"] == []


def test_a_referral_that_nobody_sent_is_as_if_there_were_none(db, system):
    assert [system.get(path).status_code for path in ("/x", "/TESTTESTTE", "/" + "A" * 300)] == [404, 404, 404]


def test_who_asked_is_written_down(db, system, sender, referral):
    system.get(f"/{referral.reference}")

    [event] = db.scalars(select(AuditEvent).where(AuditEvent.action == "referral_in.status_told")).all()
    assert (event.actor_id, event.subject_ids) == (sender.id, [str(referral.id)])


def test_the_list_is_read_on_from_where_one_was(db, system, monkeypatch):
    for once in ("first", "second", "third"):
        system.send(once=once)
    sent = [each.reference for each in db.scalars(select(Referral).order_by(Referral.made_at))]
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=1))

    page = json.loads(system.get(limit=2).text)
    rest = json.loads(system.get(limit=2, since=page["cursor"]).text)
    after = json.loads(system.get(since=rest["cursor"]).text)

    assert [each["reference"] for each in page["referrals"]] == sent[:2]
    assert [each["reference"] for each in rest["referrals"]] == sent[2:]
    assert (page["has_more"], rest["has_more"], after["referrals"]) == (True, False, [])
    assert after["cursor"] == rest["cursor"]


def test_what_changed_since_is_listed_anew(db, system, actor, monkeypatch):
    system.send()
    [referral] = db.scalars(select(Referral)).all()
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=1))
    cursor = json.loads(system.get().text)["cursor"]
    try_in_vain(db, actor, referral)
    db.commit()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=2))

    [listed] = json.loads(system.get(since=cursor).text)["referrals"]

    assert (listed["reference"], listed["status"]) == (referral.reference, "not reached")


def test_what_changed_this_moment_is_listed_in_a_moment(system):
    system.send()

    assert json.loads(system.get().text)["referrals"] == []


def test_a_moment_is_a_place_to_read_from_too(system, monkeypatch):
    system.send()
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=1))

    since_before = json.loads(system.get(since="2020-01-01T00:00:00Z").text)["referrals"]
    since_later = json.loads(system.get(since="2099-01-01T00:00:00+01:00").text)["referrals"]

    assert (len(since_before), since_later) == (1, [])


@pytest.mark.parametrize(
    "query",
    [{"limit": "0"}, {"limit": "many"}, {"limit": "201"}, {"since": "yesterday"}, {"since": "2020-01-01T00:00:00"}],
    ids=lambda query: "=".join(*query.items()),
)
def test_a_list_that_cannot_be_is_refused(system, query):
    answer = system.get(**query)

    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
