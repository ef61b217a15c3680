"""Whoever asked a group to come along and would be left without an answer is seen by a team."""

import html
import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from directory import clock
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.tombstones import ErasedPerson, ErasureReason
from directory.outbox import OutboxMessage
from directory.referrals.joining import JOINING, get_request
from directory.referrals.joining_answers import ANSWER, PATIENCE, answer_request, list_open_requests, settle_request
from directory.referrals.joining_models import JoinAnswer, JoinRequest
from directory.security.key_tables import PersonErased
from directory.security.keystore import current_key_store
from tests.factories.accounts import make_actor, make_scheme
from tests.factories.catalogue import make_service
from tests.factories.joining import make_join_request, make_joining_link
from tests.factories.links import sent_letters

A = JoinAnswer
WRITTEN_TO = {"email": "jo@home.example", "may_leave_message": True}


@pytest.fixture
def coordinator(db):
    return make_actor(db, scheme=make_scheme(db, "Links here", is_default=True))


@pytest.fixture
def walks(db):
    return make_service(db, "Gentle walks", email="walks@becklane.example")


@pytest.fixture
def request_of(db, coordinator, walks):
    """`request_of(answer)` is a request to come along, with what the group says of it if anything."""

    def make(answer=None, **more):
        request = make_join_request(db, walks, **more)
        if answer:
            answer_request(db, get_request(db, make_joining_link(db, request)), answer)
        db.flush()
        return request

    return make


def names_of(db, actor, *, sends_mail=True):
    return [each.request.name for each in list_open_requests(db, actor, sends_mail=sends_mail)]


@pytest.mark.parametrize(
    ("answer", "more", "is_listed"),
    [
        pytest.param(None, {}, False, id="just asked"),
        pytest.param(A.IN_TOUCH, {}, False, id="in touch"),
        pytest.param(A.COME, WRITTEN_TO, False, id="come along, and told by letter"),
        pytest.param(A.COME, {}, True, id="come along, and nobody told them"),
        pytest.param(A.FULL, WRITTEN_TO, True, id="full"),
        pytest.param(A.NOT_FOR_US, {}, True, id="not for them"),
    ],
)
def test_who_would_be_left_without_an_answer_is_on_the_list(db, coordinator, request_of, answer, more, is_listed):
    request_of(answer, **more)

    assert names_of(db, coordinator) == (["Jo Joiner"] if is_listed else [])


def test_who_heard_nothing_for_a_week_is_on_the_list(db, coordinator, request_of):
    request_of()

    with time_machine.travel(clock.now() + PATIENCE + timedelta(minutes=1), tick=False):
        assert names_of(db, coordinator) == ["Jo Joiner"]


@pytest.mark.parametrize(("answer", "kind"), [(None, JOINING), (A.COME, ANSWER)])
def test_where_a_letter_was_given_up_they_are_on_the_list(db, coordinator, request_of, answer, kind):
    request = request_of(answer, **WRITTEN_TO)
    letter = db.scalars(select(OutboxMessage).filter_by(about_id=request.id, kind=kind)).one()
    letter.gave_up_at = clock.now()
    db.flush()

    [waiting] = list_open_requests(db, coordinator, sends_mail=True)

    assert waiting.undelivered == {kind}


def test_where_no_letter_leaves_they_are_on_the_list_at_once(db, coordinator, request_of):
    request_of()

    assert names_of(db, coordinator, sends_mail=False) == ["Jo Joiner"]


def test_another_team_than_they_were_told_of_sees_nobody(db, coordinator, request_of):
    request_of(A.FULL)

    assert names_of(db, make_actor(db, scheme=make_scheme(db, "Another team"))) == []


def test_who_was_told_of_no_team_is_seen_by_none(db, coordinator, request_of):
    request_of(A.FULL).team_id = None
    db.flush()

    assert names_of(db, coordinator) == []


@pytest.mark.parametrize("allowed", [{"may_leave_message": True}, {"contact_by": "email"}], ids=str)
def test_the_answer_reaches_who_may_be_written_to_and_names_nothing(db, request_of, allowed):
    request = request_of(A.FULL, email="jo@home.example", **allowed)

    [letter] = [each for each in sent_letters() if each["To"] == "jo@home.example"]

    text = letter.get_content()
    assert letter["Subject"] == f"An answer to what you asked, {request.reference}"
    assert "It is not possible just now." in text
    assert request.reference in text
    assert "http://localhost/refer" in text
    told = ("Joiner", "walk", "Beck Lane", "becklane", "come", "group", "activit")
    assert [each for each in told if each in letter["Subject"] + text] == []


@pytest.mark.parametrize("asked_by", [None, "phone call", "text message"])
@pytest.mark.parametrize("answer", [A.COME, A.FULL, A.NOT_FOR_US])
def test_who_wants_no_message_is_never_written_to_and_the_team_rings(db, coordinator, request_of, answer, asked_by):
    request_of(answer, email="jo@home.example", may_leave_message=False, contact_by=asked_by)

    assert [each for each in sent_letters() if each["To"] == "jo@home.example"] == []
    assert names_of(db, coordinator) == ["Jo Joiner"]


def test_only_the_last_answer_is_told(db, walks, request_of):
    request = request_of(A.FULL, **WRITTEN_TO)
    shared = get_request(db, make_joining_link(db, request))
    answer_request(db, shared, A.COME)
    answer_request(db, shared, A.COME)

    told = [each for each in sent_letters() if each["To"] == "jo@home.example"]

    assert ["It is a yes." in each.get_content() for each in told] == [True]


def test_once_seen_to_they_are_gone_from_the_list_and_no_letter_follows(db, coordinator, request_of):
    request = request_of()

    settle_request(db, coordinator, request.reference)
    settle_request(db, coordinator, request.reference)

    assert names_of(db, coordinator, sends_mail=False) == []
    assert sent_letters() == []
    settled = select(AuditEvent).where(AuditEvent.action == "join_request.settled")
    assert len(db.scalars(settled).all()) == 1


def test_an_answer_after_it_was_seen_to_is_on_the_list_again(db, coordinator, walks, request_of):
    request = request_of(A.FULL)
    settle_request(db, coordinator, request.reference)
    shared = get_request(db, make_joining_link(db, request))

    answer_request(db, shared, A.FULL)
    assert names_of(db, coordinator) == []
    answer_request(db, shared, A.COME)

    assert names_of(db, coordinator) == ["Jo Joiner"]


def test_an_answer_after_it_was_seen_to_is_told_by_letter(db, coordinator, request_of):
    request = request_of(**WRITTEN_TO)
    settle_request(db, coordinator, request.reference)

    answer_request(db, get_request(db, make_joining_link(db, request)), A.COME)

    assert [each["To"] for each in sent_letters()] == ["jo@home.example"]


def test_the_page_says_why_and_how_to_reach_them(db, app, sign_in, coordinator, request_of):
    app.config["LYNCHPIN_SENDS_MAIL"] = True
    request_of(A.NOT_FOR_US, access_needs="A step-free way in")
    browser, _ = sign_in(scheme=db.get_one(Scheme, coordinator.scheme_id))

    home, page = browser.get("/staff/").text, html.unescape(browser.get("/staff/join-requests").text)

    assert "1 person whom no group answered" in home
    for told in ("Jo Joiner", "Gentle walks", "it is not for them", "07700 900222", "A step-free way in"):
        assert told in page
    assert "join_request.listed" in db.scalars(select(AuditEvent.action)).all()
    browser.post(re.search(r'action="(/staff/join-requests/[^"]+)"', page)[1])
    assert "Nobody is waiting" in browser.get("/staff/join-requests").text


def test_who_wants_it_is_erased_at_once_also_where_nobody_had_to_see_to_it(db, sign_in, coordinator, request_of):
    request = request_of()
    reference, person_id = request.reference, request.person_id
    browser, _ = sign_in(scheme=db.get_one(Scheme, coordinator.scheme_id))

    answers = [browser.post("/staff/join-requests/erase", data={"typed": reference.lower()}) for _ in range(2)]

    db.expire_all()
    assert [each.status_code for each in answers] == [303, 422]
    assert db.scalars(select(JoinRequest)).all() == []
    assert sent_letters() == []
    assert db.get_one(ErasedPerson, person_id).reason == ErasureReason.ASKED
    with pytest.raises(PersonErased):
        current_key_store().key_of(person_id)
    erased = db.scalars(select(AuditEvent).where(AuditEvent.action == "join_request.erased")).one()
    assert erased.scheme_id == coordinator.scheme_id


def test_another_team_erases_nothing(db, sign_in, request_of):
    request = request_of()
    browser, _ = sign_in(scheme=make_scheme(db, "Another team"))

    answer = browser.post("/staff/join-requests/erase", data={"typed": request.reference})

    assert answer.status_code == 422
    assert "There is no request with this reference" in answer.text
    assert db.scalars(select(JoinRequest)).one() == request


def test_where_no_mail_leaves_the_page_says_so(db, sign_in, coordinator, request_of):
    request_of()
    browser, _ = sign_in(scheme=db.get_one(Scheme, coordinator.scheme_id))

    assert "No letters leave here. Please tell the group" in browser.get("/staff/join-requests").text
