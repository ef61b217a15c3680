"""A system reads its referrals as ServiceRequest and Task; every resource is held against the base definitions."""

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
from directory.casework.referrals_in.referral_states import DeclineReason
from directory.casework.referrals_in.told_status import ToldStatus
from directory.casework.triage.kinds import ContactResult
from directory.casework.triage.stopping import end_not_reached
from directory.exchange.fhir.sent_referrals import REQUEST_STATUS, TASK_STATUS
from tests.api.fhir.conftest import valid
from tests.api.referrals.conftest import System
from tests.factories.senders import make_key, make_sender, make_sent
from tests.factories.triage import make_attempt, try_in_vain


@pytest.fixture
def referral(db, sender):
    referral = make_sent(db, sender)
    db.commit()
    return referral


def ask(system, path: str, **query):
    headers = {"Authorization": f"Bearer {system.key}"}
    return system.browser.get(f"/api/v1/fhir{path}", query_string=query or None, headers=headers)


def read(system, path: str, **query):
    answer = ask(system, path, **query)
    assert answer.status_code == 200, answer.text
    return valid(json.loads(answer.text))


def found(system, path: str, **query) -> list[str]:
    entries = read(system, path, **query).get("entry", [])
    return [each["resource"]["id"] for each in entries if each["search"]["mode"] == "match"]


def leave(_db, _actor, _referral) -> None:
    """Nobody has looked at it."""


def contact(db, actor, referral) -> None:
    make_attempt(db, actor, referral, result=ContactResult.REACHED)


def support(db, actor, referral):
    return accept_as_new(db, actor, referral)


def end(db, actor, referral) -> None:
    close_case(db, actor, open_case(support(db, actor, referral)), clock.today())


def decline(db, actor, referral) -> None:
    decline_referral_in(db, actor, referral, DeclineInput(DeclineReason.NO_ROOM))


def give_up(db, actor, referral) -> None:
    for _ in range(3):
        try_in_vain(db, actor, referral)
    end_not_reached(db, actor, referral, can_write=False)


STANDS = {
    "received": (leave, "active", "requested", None),
    "contacted": (contact, "active", "accepted", None),
    "not reached": (try_in_vain, "on-hold", "on-hold", "Not reached so far"),
    "given up": (give_up, "revoked", "failed", "Could not be reached: this team has stopped trying"),
    "supported": (support, "active", "in-progress", None),
    "ended": (end, "completed", "completed", None),
    "not taken on": (decline, "revoked", "rejected", "No room at this team"),
}


@pytest.mark.parametrize(("become", "requested", "done", "why"), STANDS.values(), ids=STANDS.keys())
def test_how_a_referral_stands_is_told_in_the_words_of_fhir(db, system, actor, referral, become, requested, done, why):
    become(db, actor, referral)
    db.commit()

    request, task = (read(system, f"/{kind}/{referral.reference}") for kind in ("ServiceRequest", "Task"))

    assert (request["status"], task["status"]) == (requested, done)
    assert task.get("statusReason", {}).get("text") == why
    assert ("output" in task) == (done == "completed")
    assert task["focus"]["reference"] == f"ServiceRequest/{referral.reference}"


def test_that_there_is_no_room_is_told_with_its_code_and_no_other_reason_has_one(db, system, actor, sender, referral):
    decline(db, actor, referral)
    elsewhere = make_sent(db, sender)
    decline_referral_in(db, actor, elsewhere, DeclineInput(DeclineReason.OUT_OF_AREA))
    db.commit()

    told, other = (read(system, f"/Task/{each.reference}")["statusReason"] for each in (referral, elsewhere))

    assert [each["code"] for each in told["coding"]] == ["no-capacity"]
    assert "coding" not in other


def test_every_status_has_its_words():
    assert set(STANDS) == {each.value for each in ToldStatus}
    assert set(REQUEST_STATUS) == set(TASK_STATUS) == set(ToldStatus)


def test_nothing_of_the_person_is_in_it(db, sender, system):
    referral = make_sent(db, sender, nhs_number="9990123454", statement="I miss my walks")
    db.commit()

    told = "".join(ask(system, f"/{kind}/{referral.reference}").text for kind in ("ServiceRequest", "Task"))

    for word in ("Edith", "Ashworth", "LS11", "9990123454", "496 0000", "walks"):
        assert word not in told


def test_what_another_system_sent_is_as_if_there_were_none(db, browser, actor, system, referral):
    other = System(browser, make_key(db, make_sender(db, actor)))
    db.commit()

    theirs, none = ask(other, f"/Task/{referral.reference}"), ask(other, "/Task/ABCDEFGHJK")

    assert (theirs.status_code, theirs.text) == (404, none.text)
    assert valid(json.loads(theirs.text))["resourceType"] == "OperationOutcome"
    assert found(other, "/Task") == found(other, "/ServiceRequest", identifier=referral.reference) == []


@pytest.mark.parametrize("path", ["/Task", "/ServiceRequest", "/Task/ABCDEFGHJK"])
def test_without_a_key_nothing_is_told(browser, path):
    answer = browser.get(f"/api/v1/fhir{path}")

    assert answer.status_code == 401
    assert valid(json.loads(answer.text))["issue"][0]["code"] == "login"


def test_referrals_are_found_by_reference_status_and_day(db, system, actor, sender, referral):
    tried = make_sent(db, sender)
    try_in_vain(db, actor, tried)
    db.commit()
    tomorrow = f"{clock.today() + timedelta(days=1)}"

    assert found(system, "/ServiceRequest", identifier=referral.reference) == [referral.reference]
    assert found(system, "/ServiceRequest", identifier=f"urn:x|{referral.reference}") == [referral.reference]
    assert found(system, "/Task", _id=tried.reference) == [tried.reference]
    assert found(system, "/Task", focus=f"ServiceRequest/{tried.reference}") == [tried.reference]
    assert found(system, "/Task", status="on-hold") == [tried.reference]
    assert set(found(system, "/Task", status="on-hold,requested")) == {tried.reference, referral.reference}
    assert found(system, "/Task", _lastUpdated=f"gt{tomorrow}") == []
    assert len(found(system, "/Task", _lastUpdated=f"lt{tomorrow}")) == 2
    assert found(system, "/Task", status="nonsense") == []


def test_pages_lead_from_one_to_the_next(db, system, sender):
    sent = {make_sent(db, sender).reference for _ in range(3)}
    db.commit()

    first = read(system, "/Task", _count=2)
    [onward] = [each["url"] for each in first["link"] if each["relation"] == "next"]
    headers = {"Authorization": f"Bearer {system.key}"}
    second = valid(json.loads(system.browser.get(onward, headers=headers).text))

    pages = [[each["resource"]["id"] for each in page["entry"]] for page in (first, second)]
    assert (first["total"], [len(each) for each in pages]) == (3, [2, 1])
    assert set(pages[0] + pages[1]) == sent
    assert "next" not in {each["relation"] for each in second["link"]}


def test_who_asked_is_written_down(db, system, sender, referral):
    found(system, "/Task")

    [event] = db.scalars(select(AuditEvent).where(AuditEvent.action == "referral_in.status_told")).all()
    assert (event.actor_id, event.subject_ids) == (sender.id, [str(referral.id)])


def test_what_is_not_known_is_ignored_or_refused_as_wished(system, referral):
    loose = read(system, "/Task", colour="green")
    headers = {"Authorization": f"Bearer {system.key}", "Prefer": "handling=strict"}
    strict = system.browser.get("/api/v1/fhir/Task?colour=green", headers=headers)

    assert {each["search"]["mode"] for each in loose["entry"]} == {"match", "outcome"}
    assert strict.status_code == 400


def test_a_date_that_is_none_is_refused(system):
    assert ask(system, "/Task", _lastUpdated="yesterday").status_code == 400


def test_the_statement_claims_what_is_answered(system, browser):
    statement = valid(json.loads(browser.get("/api/v1/fhir/metadata").text))

    [rest] = statement["rest"]
    for each in rest["resource"]:
        for parameter in each["searchParam"]:
            value = {"_lastUpdated": "ge2026-03-01"}.get(parameter["name"], "ABCDEFGHJK")
            assert found(system, f"/{each['type']}", **{parameter["name"]: value}) == []


def test_a_test_key_reads_the_referral_of_test_keys_alone(trying, referral):
    assert read(trying, "/Task/TESTTESTTE")["status"] == "requested"
    assert found(trying, "/Task") == []


def test_nothing_of_it_is_kept_by_anybody_on_the_way(system, referral):
    answer = ask(system, f"/Task/{referral.reference}")

    assert answer.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in answer.headers
