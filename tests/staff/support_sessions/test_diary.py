"""The diary, and what stands of sessions on the first page."""

import html
import uuid
from datetime import date, time, timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.assessment.assessing import PlannedInput, plan_assessment
from directory.casework.emergencies import restrict_sight
from directory.casework.support_sessions.inputs import OutcomeInput
from directory.casework.support_sessions.models import Way
from directory.casework.support_sessions.planning import plan_session, reschedule_session
from directory.casework.support_sessions.recording import record_outcome
from directory.casework.support_sessions.states import SessionReason, SessionState
from directory.errors import WrongInput
from directory.staff.support_sessions.appointments import Appointment, clashing
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.support_sessions import (
    in_days,
    make_happened,
    make_more_sessions,
    make_support_session,
    wanted_session,
)
from tests.staff.conftest import new_key


def text_of(answer) -> str:
    return html.unescape(answer.text)


@pytest.fixture
def manager(sign_in):
    return sign_in(Role.MANAGER)


@pytest.fixture
def coordinator(sign_in, db, manager):
    return sign_in(scheme=db.get(Scheme, manager[1].scheme_id))


def diary_of(browser, day: date | None = None, query: str = "") -> str:
    return text_of(browser.get(f"/staff/diary?day={(day or in_days(1)).isoformat()}{query}"))


def test_a_day_shows_its_sessions_in_the_order_of_time(db, coordinator):
    browser, actor = coordinator
    make_support_session(db, actor, make_client(db, actor, name="Late Example"), at=time(15))
    make_support_session(db, actor, make_client(db, actor, name="Early Example"), at=time(9))
    db.commit()

    page = diary_of(browser)

    assert page.index("Early Example") < page.index("Late Example")
    assert "09:00 to 10:00" in page
    assert "At the same time as another" not in page


def test_who_was_named_is_written_down(db, coordinator):
    browser, actor = coordinator
    client = make_client(db, actor)
    make_support_session(db, actor, client)
    db.commit()

    diary_of(browser)

    [*_, last] = db.query(AuditEvent).order_by(AuditEvent.id)
    assert (last.action, last.subject_ids) == ("client.listed", [str(client.id)])


def test_two_at_once_are_marked(db, coordinator):
    browser, actor = coordinator
    for name, at in (("One Example", time(10)), ("Two Example", time(10, 30))):
        make_support_session(db, actor, make_client(db, actor, name=name), at=at)
    db.commit()

    assert diary_of(browser).count("At the same time as another") == 2


def test_a_week_holds_its_days(db, coordinator):
    browser, actor = coordinator
    monday = in_days(7) - timedelta(days=in_days(7).weekday())
    make_support_session(db, actor, make_client(db, actor), monday + timedelta(days=4))
    db.commit()

    page = diary_of(browser, monday, "&show=week")

    assert "Week of Monday" in page
    assert page.count("Nothing is planned.") == 4
    assert "Edith Ashworth" in page


def test_what_was_moved_away_is_not_there_and_what_was_cancelled_says_so(db, coordinator):
    browser, actor = coordinator
    moved, cancelled = (make_client(db, actor, name=f"{name} Example") for name in ("Moved", "Ill"))
    old = make_support_session(db, actor, moved)
    why = OutcomeInput(SessionState.RESCHEDULED, old.version, SessionReason.ILLNESS)
    reschedule_session(db, actor, moved, old, wanted_session(actor, in_days(9)), why)
    session = make_support_session(db, actor, cancelled, at=time(15))
    told = OutcomeInput(SessionState.CANCELLED, session.version, SessionReason.ILLNESS)
    record_outcome(db, actor, cancelled, session, told)
    db.commit()

    page = diary_of(browser)

    assert "Moved Example" not in page
    assert "Ill Example" in page
    assert "Cancelled" in page


def test_a_manager_looks_at_the_diary_of_a_coordinator(db, coordinator, manager):
    make_support_session(db, coordinator[1], make_client(db, coordinator[1]))
    db.commit()

    page = diary_of(manager[0])

    assert "Edith Ashworth" in page
    assert "Coordinator Example" in page


def test_a_colleague_does_not_see_a_restricted_record(db, coordinator, sign_in):
    actor = coordinator[1]
    client = make_client(db, actor)
    make_support_session(db, actor, client)
    restrict_sight(db, actor, client, is_restricted=True)
    colleague, _ = sign_in(scheme=db.get(Scheme, actor.scheme_id))
    db.commit()

    assert "Edith Ashworth" not in diary_of(colleague, query=f"&of={actor.user_id}")
    assert "Edith Ashworth" in diary_of(coordinator[0])


@pytest.mark.parametrize("query", ["day=tomorrow", "day=0001-01-01", "day=9999-12-31", "of=nobody"])
def test_what_is_no_day_or_nobody_is_not_found(coordinator, query):
    assert coordinator[0].get(f"/staff/diary?{query}").status_code == 404


def test_the_diary_of_another_team_is_not_found(db, coordinator):
    stranger = make_actor(db)
    db.commit()

    assert coordinator[0].get(f"/staff/diary?of={stranger.user_id}").status_code == 404


def test_one_after_the_other_is_no_clash():
    now = clock.now()

    def appointment(begins: int, ends: int) -> Appointment:
        minutes = (now + timedelta(minutes=each) for each in (begins, ends))
        return Appointment(uuid.uuid4(), *minutes, uuid.uuid4(), "", "", "", "", "", "", "", True, False, now, 1)

    assert clashing([appointment(0, 60), appointment(60, 120)]) == frozenset()
    assert len(clashing([appointment(0, 60), appointment(59, 120), appointment(200, 210)])) == 2


def test_the_first_page_tells_what_is_planned_and_what_is_to_write_down(db, coordinator):
    browser, actor = coordinator
    client = make_client(db, actor)
    make_support_session(db, actor, client, in_days(-2))
    make_support_session(db, actor, client, in_days(2), at=time(14))
    make_support_session(db, actor, client, in_days(20))
    db.commit()

    page = text_of(browser.get("/staff/"))

    assert "Write down what became of session 1" in page
    assert "Session 2 at 14:00: The library café" in page
    assert "Session 3" not in page


def test_a_manager_is_asked_to_decide_on_the_first_page(db, coordinator, manager):
    make_more_sessions(db, coordinator[1], make_client(db, coordinator[1]))
    db.commit()

    assert "1 more session is asked for: decide" in text_of(manager[0].get("/staff/"))
    assert "asked for: decide" not in text_of(coordinator[0].get("/staff/"))


def test_support_that_takes_long_is_told(db, coordinator):
    browser, actor = coordinator
    client = make_client(db, actor)
    db.get(Scheme, actor.scheme_id).case_weeks = 4
    db.commit()

    assert "Open for 4 weeks: plan how it ends" in text_of(browser.get("/staff/"))
    assert "longer than the 4 weeks" in text_of(browser.get(f"/staff/clients/{client.reference}"))


def test_the_timeline_tells_of_sessions(db, coordinator):
    browser, actor = coordinator
    client = make_client(db, actor)
    make_happened(db, actor, client)
    make_support_session(db, actor, client)
    make_more_sessions(db, actor, client)
    db.commit()

    page = text_of(browser.get(f"/staff/clients/{client.reference}/timeline"))

    for said in ("Support session", "Planned a support session:", "Asked for 1 more session"):
        assert said in page


def test_an_assessment_stands_in_the_diary_and_is_a_clash(db, coordinator):
    browser, actor = coordinator
    client = make_client(db, actor)
    wanted = PlannedInput(in_days(1), time(10, 30), Way.PHONE, actor.user_id, new_key())
    plan_assessment(db, actor, client, wanted)
    db.commit()

    with pytest.raises(WrongInput) as refused:
        plan_session(db, actor, client, wanted_session(actor, in_days(1)))

    assert "from 10:30 to 11:30" in refused.value.fields["in_spite"]
    page = diary_of(browser)
    assert "Assessment" in page
    assert "10:30 to 11:30" in page
